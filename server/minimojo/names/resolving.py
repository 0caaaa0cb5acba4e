"""All names of one unit or header with what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from minimojo.hir.model import (
    ArgumentDecl,
    ComptimeDecl,
    Declaration,
    FunctionDecl,
    ImportDecl,
    TypeDecl,
    TypeParameterDecl,
)
from minimojo.names.importing import Imports
from minimojo.names.members import Found, Part, accessors, entry_named, members_named, parameter_named
from minimojo.names.mentions import Local, Mentions, Use
from minimojo.names.model import Kind, Occurrence, Role, Symbol
from minimojo.names.scopes import mentions_of
from minimojo.names.symbols import Symbols
from minimojo.names.typing import Types, Unit
from minimojo.names.watched import Watched
from minimojo.syntax import ast
from minimojo.types import (
    Resolved,
    Undecided,
)
from minimojo.types.model import MetaType, StructType, Type, UnknownType
from minimojo.types.modules import probable, unknown_import


def occurrences(unit: Unit, symbols: Symbols, watched: Watched) -> tuple[Occurrence, ...]:
    """The names of a unit in source order. `watched` has seen it being lowered, or nothing at all."""
    resolver = resolver_for(unit, symbols, watched)
    shared: dict[tuple[Symbol, ...], tuple[Symbol, ...]] = {}  # Most things are named more than once.
    found = {
        it.span: Occurrence(it.span, shared.setdefault(it.symbols, it.symbols), it.role)
        for it in resolver.all()
        if it.symbols
    }
    return tuple(sorted(found.values(), key=lambda it: it.span))


def plain_occurrences(unit: Unit, symbols: Symbols, word: re.Pattern[bytes]) -> tuple[Occurrence, ...] | None:
    """The names of a unit that are spelled like `word`, found without its types; None if that takes types."""
    resolver = resolver_for(unit, symbols, Watched())
    mentions = resolver.mentions
    if any(_is_spelled(it.keyword or "", word) for _, it in mentions.keywords):
        return None
    found = [it for statement in mentions.imports for it in resolver.imports.names(statement)]
    for use in mentions.uses:
        if not _is_spelled(use.name, word):
            continue
        if use.local is None and use.role is not Role.DECLARATION and len(resolver.free(use.name)) > 1:
            return None
        found.append(Occurrence(use.span, tuple(resolver.used(use)), use.role))
    for attribute, role in mentions.attributes:
        if not _is_spelled(attribute.name, word):
            continue
        members = resolver.members(attribute)
        if len(members) != 1:
            return None
        found.append(Occurrence(attribute.name_span, tuple(resolver.symbols_of(members)), role))
    return tuple(found)


def _is_spelled(name: str, word: re.Pattern[bytes]) -> bool:
    return word.fullmatch(name.encode()) is not None


def resolver_for(unit: Unit, symbols: Symbols, watched: Watched) -> Resolver:
    """What says what the names of a unit stand for."""
    mentions = mentions_of(unit.tree, unit.source)
    return Resolver(unit, symbols, watched, mentions, Types(unit, watched, mentions))


class Resolver(Struct, frozen=True):
    """Says what the names of one tree stand for."""

    unit: Unit
    symbols: Symbols
    watched: Watched
    mentions: Mentions
    types: Types

    def all(self) -> Iterator[Occurrence]:
        for statement in self.mentions.imports:
            yield from self.imports.names(statement)
        for use in self.mentions.uses:
            yield Occurrence(use.span, tuple(self.used(use)), use.role)
        for attribute, role in self.mentions.attributes:
            if attribute.name:
                found = self._narrowed(attribute, self.members(attribute)) or self._accessors(attribute, role)
                yield Occurrence(attribute.name_span, tuple(self.symbols_of(found)), role)
        for call, argument in self.mentions.keywords:
            if argument.keyword is not None and argument.keyword_span is not None:
                entries = self._entries(call, argument.keyword)
                yield Occurrence(argument.keyword_span, tuple(dict.fromkeys(entries)), Role.READ)

    @property
    def imports(self) -> Imports:
        return Imports(self.unit.source, self.symbols, self.unit.scope.environment)

    def symbols_of(self, found: Iterable[Found]) -> Iterator[Symbol]:
        return self.symbols.all_of(found)

    def used(self, use: Use) -> Iterator[Symbol]:
        if use.local is not None:
            yield from self._local(use.local)
        elif use.role is Role.DECLARATION:
            yield from self._declared(use)
        else:
            yield from self.symbols_of(self._narrowed(use.node, self.free(use.name)))

    def _local(self, local: Local) -> Iterator[Symbol]:
        if local.around is not None and isinstance(local.node, ast.ImportedName):
            yield from self.imports.bound(local.around, local.node)
        else:
            yield Symbol(local.kind, local.name, self.unit.file, self.unit.key, local.span)

    def _declared(self, use: Use) -> Iterator[Symbol]:
        """What the unit itself declares, or a member of the type that it is the header of."""
        decl, file, key = self.unit.decl, self.unit.file, self.unit.key
        match use.node:
            case ast.FunctionDef():
                kind = Kind.FUNCTION if self.unit.owner is None else Kind.METHOD
                yield Symbol(kind, use.name, file, key, use.span)
            case ast.TypeDef(kind=ast.TypeDefKind.EXTENSION):
                yield from self.symbols_of(self.free(use.name))
            case ast.TypeDef():
                found = None if decl is None else self.symbols.of(decl)
                if found is not None:
                    yield found
            case ast.FieldDecl():
                yield Symbol(Kind.FIELD, use.name, file, key, use.span)
            case ast.EnumCase():
                yield Symbol(Kind.CASE, use.name, file, key, use.span)
            case _:
                yield Symbol(Kind.COMPTIME, use.name, file, key, use.span)

    def free(self, name: str) -> tuple[Found, ...]:
        """What a name means that the function does not declare."""
        owner = self.unit.owner
        if name == "Self":
            return () if owner is None else (owner,)
        if owner is not None:
            parameter = parameter_named(owner, name)
            if parameter is not None:
                return (Part(owner, parameter),)
        environment = self.unit.scope.environment
        found = environment.lookup(name) or unknown_import(environment, name) or probable(environment, name)
        return tuple(map(_whole, found))

    def members(self, node: ast.Attribute | ast.ContextualMember) -> tuple[Found, ...]:
        subject = self.type_of(node.value) if isinstance(node, ast.Attribute) else self.context(node)
        return () if subject is None else members_named(subject, node.name, self.unit.scope)

    def _accessors(self, node: ast.Attribute | ast.ContextualMember, role: Role) -> tuple[FunctionDecl, ...]:
        """What makes a member that no type declares."""
        subject = self.type_of(node.value) if isinstance(node, ast.Attribute) else None
        return () if subject is None else accessors(subject, role, self.unit.scope)

    def context(self, node: ast.ContextualMember) -> Type | None:
        """The type in which a member without a value before its dot is looked up: that of the value which is matched,
        that which the value has, or the one that is wanted where nothing is known of its own."""
        from minimojo.names.expected import expected_type

        subject = self.mentions.subjects.get(node)
        found = self.watched.contexts.get(node) if subject is None else self.type_of(subject)
        if found is not None:
            return found
        value = self.mentions.calls.get(node) or node
        found = self.watched.type_of(value)
        return expected_type(self, value) if found is None or isinstance(found, UnknownType) else found

    def type_of(self, expr: ast.Expr) -> Type | None:
        """The type of a value, or what a compile-time path denotes."""
        return self.types.of(expr)

    def local_of(self, expr: ast.Expr) -> Local | None:
        return self.types.local_of(expr)

    def _narrowed(self, node: ast.Node, found: tuple[Found, ...]) -> tuple[Found, ...]:
        """Of several functions, the one that is called."""
        if len(found) < 2 or not isinstance(node, ast.Expr):
            return found
        call = self.mentions.calls.get(node)
        resolution = None if call is None else self.watched.calls.get(call)
        if isinstance(resolution, Resolved) and resolution.decl in found:
            return (resolution.decl,)
        if isinstance(resolution, Undecided):
            left = tuple(it for it in found if it in resolution.candidates)
            return left or found
        return found

    def _entries(self, call: ast.Call | ast.Subscript, name: str) -> Iterator[Symbol]:
        """What a keyword of a call or of `[...]` stands for."""
        nested = self.nested(call)
        if nested is not None:
            signature = nested.signature
            given = signature.parameters if isinstance(call, ast.Call) else signature.type_parameters
            kind = Kind.ARGUMENT if isinstance(call, ast.Call) else Kind.PARAMETER
            for it in given:
                if it.name == name:
                    yield Symbol(kind, name, self.unit.file, self.unit.key, it.name_span)
            return
        for decl in self._callees(call):
            entry = None
            if isinstance(decl, FunctionDecl) and (isinstance(call, ast.Call) or call in self.watched.calls):
                entry = entry_named(decl, name)
            entry = entry or parameter_named(decl, name)
            if entry is None:
                continue
            found = self._entry(decl, entry, name)
            if found is not None:
                yield found

    def _entry(self, decl: FunctionDecl | TypeDecl | ComptimeDecl, entry: object, name: str) -> Symbol | None:
        if isinstance(decl, FunctionDecl) and isinstance(entry, ArgumentDecl | TypeParameterDecl):
            return self.symbols.argument(decl, entry)
        if isinstance(entry, TypeParameterDecl):
            return self.symbols.inside(decl, Kind.PARAMETER, name, entry.name_span)
        return None

    def _callees(self, call: ast.Call | ast.Subscript) -> Iterator[FunctionDecl | TypeDecl | ComptimeDecl]:
        resolution = self.watched.calls.get(call)
        match resolution:
            case Resolved(decl=decl):
                yield decl
                return
            case Undecided(candidates=candidates) if candidates:
                yield from candidates
                return
            case _:
                pass
        callee = call.callee if isinstance(call, ast.Call) else call.value
        for it in self.denoted(callee):
            if isinstance(it, FunctionDecl | ComptimeDecl):
                yield it
            elif isinstance(it, TypeDecl):
                if isinstance(call, ast.Call):
                    yield from self.constructors(it)
                else:
                    yield it

    def nested(self, call: ast.Call | ast.Subscript) -> ast.FunctionDef | None:
        """The function of this function that is called."""
        callee = call.callee if isinstance(call, ast.Call) else call.value
        while isinstance(callee, ast.Subscript | ast.Paren):
            callee = callee.value if isinstance(callee, ast.Subscript) else callee.inner
        local = self.local_of(callee)
        return None if local is None or not isinstance(local.node, ast.FunctionDef) else local.node

    def constructors(self, decl: TypeDecl) -> Iterator[FunctionDecl]:
        found = members_named(MetaType(StructType(decl)), "__init__", self.unit.scope)
        yield from (it for it in found if isinstance(it, FunctionDecl))

    def denoted(self, expr: ast.Expr) -> tuple[Found, ...]:
        """The declarations that a path of names stands for."""
        match expr:
            case ast.Name(name=name):
                local = self.local_of(expr)
                return self.free(name) if local is None else tuple(self.types.imported_as(local) or ())
            case ast.SelfType():
                return self.free("Self")
            case ast.Attribute():
                return self.members(expr)
            case ast.Subscript(value=value):
                return self.denoted(value)
            case ast.Paren(inner=inner):
                return self.denoted(inner)
            case _:
                return ()


def _whole(decl: Declaration) -> Declaration:
    """`import a.b` makes `a` a name for the module `a`."""
    if isinstance(decl, ImportDecl) and decl.member is None and decl.module.startswith(decl.name + "."):
        return ImportDecl(name=decl.name, module=decl.name, member=None)
    return decl
