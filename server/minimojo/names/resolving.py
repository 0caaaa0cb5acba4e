"""All names of one unit or header with what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct, field

from minimojo.hir.model import (
    ArgumentDecl,
    ComptimeDecl,
    Declaration,
    FunctionDecl,
    ImportDecl,
    TypeDecl,
    TypeParameterDecl,
)
from minimojo.hir.scopes import imported
from minimojo.names.importing import Imports
from minimojo.names.members import Found, Part, entry_named, members_named, parameter_named
from minimojo.names.mentions import Local, Mentions, Use
from minimojo.names.model import Kind, Occurrence, Role, Symbol
from minimojo.names.scopes import mentions_of
from minimojo.names.symbols import Symbols
from minimojo.names.watched import Watched
from minimojo.syntax import ast
from minimojo.syntax.walk import walk
from minimojo.types import (
    ComptimeMember,
    FieldMember,
    Resolved,
    TypeScope,
    Undecided,
    declared_type,
    imported_inside,
    member,
    static_type,
)
from minimojo.types.comptime import constant_type
from minimojo.types.model import MetaType, StructType, Type, UnknownType
from minimojo.types.modules import probable, unknown_import

_LONGEST_CHAIN = 50
"""Members of members that are followed from the outside."""

_LONGEST_COMPUTED = 500
"""Nodes of an expression whose type is not worked out: that is done again for each member in it."""


class Unit(Struct, frozen=True):
    """What a tree belongs to: `decl` is the function or type that it declares, `owner` the type around it."""

    key: str
    file: str
    source: bytes
    tree: ast.Statement
    decl: Declaration | None
    owner: TypeDecl | None
    scope: TypeScope


def occurrences(unit: Unit, symbols: Symbols, watched: Watched) -> tuple[Occurrence, ...]:
    """The names of a unit in source order. `watched` has seen it being lowered, or nothing at all."""
    resolver = Resolver(unit, symbols, watched, mentions_of(unit.tree, unit.source))
    shared: dict[tuple[Symbol, ...], tuple[Symbol, ...]] = {}  # Most things are named more than once.
    found = {
        it.span: Occurrence(it.span, shared.setdefault(it.symbols, it.symbols), it.role)
        for it in resolver.all()
        if it.symbols
    }
    return tuple(sorted(found.values(), key=lambda it: it.span))


def plain_occurrences(unit: Unit, symbols: Symbols, word: re.Pattern[bytes]) -> tuple[Occurrence, ...] | None:
    """The names of a unit that are spelled like `word`, found without its types; None if that takes types."""
    mentions = mentions_of(unit.tree, unit.source)
    resolver = Resolver(unit, symbols, Watched(), mentions)
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


class Resolver(Struct, frozen=True):
    """Says what the names of one tree stand for."""

    unit: Unit
    symbols: Symbols
    watched: Watched
    mentions: Mentions
    types: dict[ast.Expr, Type | None] = field(default_factory=dict[ast.Expr, Type | None])

    def all(self) -> Iterator[Occurrence]:
        for statement in self.mentions.imports:
            yield from self.imports.names(statement)
        for use in self.mentions.uses:
            yield Occurrence(use.span, tuple(self.used(use)), use.role)
        for attribute, role in self.mentions.attributes:
            if attribute.name:
                found = self._narrowed(attribute, self.members(attribute))
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

    def context(self, node: ast.ContextualMember) -> Type | None:
        call = self.mentions.calls.get(node)
        return self.watched.type_of(call or node)

    def type_of(self, expr: ast.Expr) -> Type | None:
        """The type of a value, or what a compile-time path denotes."""
        if expr not in self.types:
            self.types[expr] = self._type_of(expr)
        return self.types[expr]

    def _type_of(self, expr: ast.Expr) -> Type | None:
        found = self.watched.type_of(expr)
        if found is not None:
            return self._probable_type(expr) or found if isinstance(found, UnknownType) else found
        if isinstance(expr, ast.Paren):
            return self.type_of(expr.inner)
        local = self.local_of(expr)
        if local is not None and local.around is not None:
            found_as = self.imported_as(local)
            return declared_type(found_as, self.unit.scope) if found_as else None
        if local is not None:
            return self._written_type(local)
        static = static_type(expr, self.unit.scope) or self._computed_type(expr)
        return static if static and not isinstance(static, UnknownType) else self._member_type(expr)

    def _probable_type(self, expr: ast.Expr) -> Type | None:
        """The type of what a wildcard import probably means, of which an analysis must not be sure."""
        if not isinstance(expr, ast.Name) or self.local_of(expr) is not None:
            return None
        found = probable(self.unit.scope.environment, expr.name)
        return declared_type(found, self.unit.scope) if found else None

    def _computed_type(self, expr: ast.Expr) -> Type | None:
        """The type of what is computed by the compiler, outside of functions; of arguments there are only types."""
        nodes = tuple(islice(walk(expr), _LONGEST_COMPUTED))
        local = (self.local_of(it) for it in nodes if isinstance(it, ast.Name))
        if len(nodes) == _LONGEST_COMPUTED or any(it and it.kind is not Kind.PARAMETER for it in local):
            return None
        return constant_type(expr, self.unit.scope)

    def _member_type(self, expr: ast.Expr) -> Type | None:
        """The type of a field, or of a parameter, of something whose type is known."""
        if not isinstance(expr, ast.Attribute) or not self._is_at_hand(expr.value):
            return None
        subject = self.type_of(expr.value)
        if subject is None:
            return None
        found = member(subject, expr.name, self.unit.scope)
        return found.type if isinstance(found, FieldMember | ComptimeMember) else None

    def _is_at_hand(self, expr: ast.Expr) -> bool:
        """Whether the type of an expression is known already, or soon: members are looked at from the inside."""
        for _ in range(_LONGEST_CHAIN):
            if expr in self.types or not isinstance(expr, ast.Attribute):
                return True
            expr = expr.value
        return False

    def imported_as(self, local: Local) -> tuple[Declaration, ...] | None:
        """What a name that is imported inside the function stands for."""
        if local.around is None:
            return None
        binding = (it for it in imported(local.around) if it.name.partition(".")[0] == local.name)
        decl = next(binding, None)
        return None if decl is None else imported_inside(decl, self.unit.scope.environment)

    def _written_type(self, local: Local) -> Type | None:
        """The type of what a function declares, for what is not run: signatures, and unfinished code."""
        if not isinstance(local.node, ast.ParameterNode):
            return self.watched.names.get(local.span.start)  # Of what is broken, nothing was run.
        owner = self.unit.owner
        if local.node.annotation is None:
            return None if owner is None or local.name != "self" else StructType(owner)
        found = static_type(local.node.annotation, self.unit.scope)
        return found.instance if isinstance(found, MetaType) else None

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

    def local_of(self, expr: ast.Expr) -> Local | None:
        use = self.mentions.by_node.get(expr)
        return None if use is None else use.local

    def constructors(self, decl: TypeDecl) -> Iterator[FunctionDecl]:
        found = members_named(MetaType(StructType(decl)), "__init__", self.unit.scope)
        yield from (it for it in found if isinstance(it, FunctionDecl))

    def denoted(self, expr: ast.Expr) -> tuple[Found, ...]:
        """The declarations that a path of names stands for."""
        match expr:
            case ast.Name(name=name):
                local = self.local_of(expr)
                return self.free(name) if local is None else tuple(self.imported_as(local) or ())
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
