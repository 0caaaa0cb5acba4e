"""The scope of a file of the user's: its declarations, its imports, then the prelude (OV-2, OV-6)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from minimojo.hir.model import Declaration, ImportDecl, Namespace, TypeDecl
from minimojo.syntax import ast
from minimojo.types.scope import Environment, Program, Read
from minimojo.types.std.library import Library, stubs
from minimojo.types.std.source import source_library

EXTENSIONS = "extensions "
"""The name of a read that depends on a module's own extensions and imports."""

IN_VIEW = "extensions in view "
"""The name of a read that stands for all that `extension_reads` of the module tells."""

_Found = tuple[Declaration, ...] | None


class ModuleEnvironment(Environment):
    """The module scope of one file."""

    def __init__(self, program: Program, space: Namespace) -> None:
        self.program = program
        self.space = space
        self.name = space.name
        self.own_library = source_library(program, space)
        self._horizon: Hashable = None
        self._looks_around = frozenset(((self.name, IN_VIEW),))
        for declarations in space.names.values():
            for decl in declarations:
                program.settle(decl, self)
        for extension in space.extensions:
            program.settle(extension, self)

    def lookup(self, name: str) -> _Found:
        """See `Environment.lookup`."""
        return self.program.memo((self, "lookup", name), lambda: self._lookup(name), None)

    def exported(self, name: str) -> _Found:
        """See `Environment.exported`."""
        return self.program.memo((self, "exported", name), lambda: self._exported(name), None)

    def module(self, name: str) -> Environment | None:
        """See `Environment.module`."""
        std = self._library().environment(name)
        if std is not None or name.partition(".")[0] == "std":
            return std
        self.program.note_read(self.name, f"import {name}")
        found = self.program.resolver(name, self.space)
        return None if found is None else self.program.environment(found)

    def extensions_of(self, decl: TypeDecl) -> tuple[TypeDecl, ...]:
        """See `Environment.extensions_of`."""
        self.program.include(self._looks_around)
        visible, _ = self.extensions()
        return tuple([extension for extension, target in visible if target is decl]) if visible else ()

    @property
    def horizon(self) -> Hashable:
        """See `Environment.horizon`."""
        if self._horizon is None:
            self._horizon = (self.own_library, self.extensions()[0])
        if self.program.traces:  # Asked for all the time, so without a call of `include`.
            self.program.traces[-1].add(self._looks_around)
        return self._horizon

    def in_view(self) -> frozenset[TypeDecl]:
        """The extensions in view."""
        self.program.include(self._looks_around)
        return frozenset(extension for extension, _ in self.extensions()[0])

    def extensions(self) -> tuple[tuple[tuple[TypeDecl, Declaration], ...], frozenset[Read]]:
        """All that are in view, each with its struct, and what that depends on: no read for whoever asks."""
        return self.program.answer((self, "extensions"), self._extensions)

    def _library(self) -> Library:
        return self.own_library or stubs(self.program.edition)

    def _lookup(self, name: str) -> _Found:
        found = self._exported(name)
        if found or (found is None and not self._is_left_to_library(name)):
            return found
        return self._library().prelude(name) or found

    def _exported(self, name: str) -> _Found:
        self.program.note_read(self.name, name)
        own = self.space.names.get(name)
        if own is not None:
            return followed(own, self)
        if name in self.space.hidden:
            return None
        return () if name.startswith("_") else self._by_wildcard(name)

    def _by_wildcard(self, name: str) -> _Found:
        """The first wildcard import that has the name, or may have it, ends the search."""
        return next((found for found in self.from_wildcards(name) if found != ()), ())

    def from_wildcards(self, name: str) -> Iterator[_Found]:
        """What each wildcard import exports under a name, the newest first."""
        for source in reversed(self.space.wildcards):
            module = self.module(source)
            yield None if module is None else self.exported_by(module, name)

    def _is_left_to_library(self, name: str) -> bool:
        """Whether nobody but `from std.x import *` may provide a name: what that may be called like something
        of the prelude, and is not described, is the same thing."""
        if name in self.space.names or name in self.space.hidden:
            return False
        library = self._library()
        others = (source for source in self.space.wildcards if library.environment(source) is None)
        return all((module := self.module(it)) and module.exported(name) == () for it in others)

    def _extensions(self) -> tuple[tuple[TypeDecl, Declaration], ...]:
        """The extensions of this module and of all that it imports, each with its struct."""
        found: dict[TypeDecl, Declaration] = {}
        seen: set[ModuleEnvironment] = {self}
        waiting: list[ModuleEnvironment] = [self]
        while waiting:
            module = waiting.pop()
            for extension, target in module.own_extensions():
                found.setdefault(extension, target)
            for imported in module.imported():
                if imported not in seen:
                    seen.add(imported)
                    waiting.append(imported)
        return tuple(found.items())

    def own_extensions(self) -> Iterator[tuple[TypeDecl, Declaration]]:
        """The extensions that this file declares, each with its struct."""
        self.program.note_read(self.name, EXTENSIONS)
        for extension in self.space.extensions:
            target = self._target(extension)
            if target is not None:
                yield extension, target

    def imported(self) -> tuple[ModuleEnvironment, ...]:
        """The modules of the user's that this one imports, as far as they are known."""
        return self.program.memo((self, "imported"), self._imported, ())

    def _imported(self) -> tuple[ModuleEnvironment, ...]:
        found = map(self.module, self.space.imports)
        return tuple([module for module in found if isinstance(module, ModuleEnvironment)])

    def _target(self, extension: TypeDecl) -> Declaration | None:
        found = self.lookup(extension.name)
        return found[0] if found and extension.kind is ast.TypeDefKind.EXTENSION else None


def followed(declarations: tuple[Declaration, ...], environment: Environment) -> _Found:
    """What the names of one declaration group stand for: an import of a member is that member (OV-6)."""
    first = declarations[0]
    if not isinstance(first, ImportDecl) or first.member is None:
        return declarations
    module = environment.module(first.module)
    if module is None:
        return None
    found = environment.exported_by(module, first.member)
    if found:
        return found
    # A submodule may be imported by name like a member of its package.
    separator = "" if first.module.endswith(".") else "."
    submodule = f"{first.module}{separator}{first.member}"
    if environment.module(submodule) is None:
        return found
    return (ImportDecl(name=first.name, module=submodule, member=None),)


def imported_inside(decl: ImportDecl, environment: Environment) -> _Found:
    """What an import in a function stands for; None also where the module brings extensions along that the
    file does not have, so that members of what is imported may be theirs."""
    module = environment.module(decl.module)
    if not _in_view(module) <= _in_view(environment):
        return None
    return followed((decl,), environment)


def unknown_import(environment: Environment, name: str) -> tuple[ImportDecl, ...]:
    """The import that gives a name to something of which nothing is known."""
    own = environment.space.names.get(name, ()) if isinstance(environment, ModuleEnvironment) else ()
    return tuple(it for it in own if isinstance(it, ImportDecl) and it.member is not None)


def probable(environment: Environment, name: str) -> tuple[Declaration, ...]:
    """What a name means unless a newer wildcard import, of a module that is not known to have it, has it after all."""
    if not isinstance(environment, ModuleEnvironment) or name in environment.space.names:
        return ()
    return next((found for found in environment.from_wildcards(name) if found), ())


def _in_view(environment: Environment | None) -> frozenset[TypeDecl]:
    return environment.in_view() if isinstance(environment, ModuleEnvironment) else frozenset()


def extension_reads(environment: Environment) -> frozenset[Read]:
    """What it depends on which extensions are in view in a module: nearly all that its project imports."""
    return environment.extensions()[1] if isinstance(environment, ModuleEnvironment) else frozenset()
