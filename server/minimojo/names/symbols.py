"""From declarations to symbols: what is declared, in which file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from minimojo.hir.model import (
    ArgumentDecl,
    ComptimeDecl,
    Declaration,
    FieldDecl,
    FunctionDecl,
    ImportDecl,
    Namespace,
    TypeDecl,
    TypeParameterDecl,
)
from minimojo.names.members import Found, Part
from minimojo.names.model import Kind, Symbol
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import Environment
from minimojo.types.modules import ModuleEnvironment

FileOf = Callable[[Namespace], str | None]
"""The key of the file that a module is; None if it is gone."""

_TYPES = {
    ast.TypeDefKind.STRUCT: Kind.STRUCT,
    ast.TypeDefKind.TRAIT: Kind.TRAIT,
    ast.TypeDefKind.ENUM: Kind.ENUM,
    ast.TypeDefKind.EXTENSION: Kind.STRUCT,
}


class Symbols(Struct, frozen=True):
    """Makes the symbols of what can be seen from one module."""

    environment: Environment
    file_of: FileOf

    def of(self, found: Found) -> Symbol | None:
        """The symbol of a declaration; None for one that nobody wrote, or whose file is not known."""
        match found:
            case Part(owner=owner, decl=FieldDecl() as decl):
                return self.inside(owner, Kind.FIELD, decl.name, decl.name_span)
            case Part(owner=owner, decl=TypeParameterDecl() as decl):
                return self.inside(owner, Kind.PARAMETER, decl.name, decl.name_span)
            case Part(owner=owner, decl=ast.EnumCase() as decl):
                return self.inside(owner, Kind.CASE, decl.name, decl.name_span)
            case Part():
                return None
            case FunctionDecl(is_synthesized=True, owner=TypeDecl() as owner):
                return self.of(owner)
            case FunctionDecl():
                kind = Kind.FUNCTION if found.owner is None else Kind.METHOD
                return self.inside(found, kind, found.name, found.name_span)
            case TypeDecl():
                return self.inside(found, _TYPES[found.kind], found.name, found.name_span)
            case ComptimeDecl():
                return self.inside(found.owner or found, Kind.COMPTIME, found.name, found.name_span)
            case ImportDecl(member=None):
                return self.module(found.module) or missing_module(found.module)
            case ImportDecl():
                return self.imported(found.module, found.member or found.name)

    def all_of(self, found: Iterable[Found]) -> Iterator[Symbol]:
        """The symbols of several declarations, each once."""
        seen = dict.fromkeys(map(self.of, found))
        return (it for it in seen if it is not None)

    def argument(self, decl: FunctionDecl, argument: ArgumentDecl | TypeParameterDecl) -> Symbol | None:
        """An argument of a function; the field of a type that it stands for in a constructor nobody wrote."""
        if decl.is_synthesized and decl.owner is not None:
            field = next((it for it in decl.owner.fields if it.name == argument.name), None)
            return None if field is None else self.of(Part(decl.owner, field))
        kind = Kind.ARGUMENT if isinstance(argument, ArgumentDecl) else Kind.PARAMETER
        return self.inside(decl, kind, argument.name, argument.name_span)

    def inside(self, outer: Declaration, kind: Kind, name: str, span: Span) -> Symbol | None:
        """Something that the declaration `outer` is or contains."""
        home = self.environment.program.environment_of(outer)
        if isinstance(home, ModuleEnvironment):
            file = self.file_of(home.space)
            key = _key(outer, home.space)
            return None if file is None or key is None else Symbol(kind, name, file, key, span)
        if home is None:
            return None
        key = outer.name if isinstance(outer, ComptimeDecl | ImportDecl) else outer.unit_key
        return Symbol(kind, name, "", key, span, library=home.name)

    def imported(self, module: str, member: str) -> Symbol:
        """What an import of a module's member stands for if that declares nothing of the name: a module in it, or
        something that is one thing wherever it is imported from there."""
        path = module + ("" if module.endswith(".") else ".") + member
        return self.module(path) or Symbol(Kind.UNKNOWN, member, "", path, Span(0, 0))

    def module(self, path: str) -> Symbol | None:
        """A module by the path with which it is imported here, whatever it is called here."""
        home = self.environment.module(path)
        if isinstance(home, ModuleEnvironment):
            file = self.file_of(home.space)
            return None if file is None else Symbol(Kind.MODULE, _module_name(file), file, "", Span(0, 0))
        if home is None:
            return None
        return Symbol(Kind.MODULE, home.name.rpartition(".")[2], "", "", Span(0, 0), library=home.name)


def missing_module(path: str) -> Symbol:
    """A module that is imported and not there: it is one thing wherever it is named."""
    return Symbol(Kind.MODULE, path.rpartition(".")[2], "", path, Span(0, 0))


def _module_name(file: str) -> str:
    """What the module in a file is imported as: a package is called like its folder."""
    folder, _, name = file.rpartition("/")
    stem = name.partition(".")[0]
    return folder.rpartition("/")[2] if stem == "__init__" else stem


def _key(outer: Declaration, space: Namespace) -> str | None:
    match outer:
        case FunctionDecl() | TypeDecl():
            return outer.unit_key
        case _:
            return space.keys.get(outer)
