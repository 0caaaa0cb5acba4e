"""The types of expressions in a unit, as far as names in them or behind them need it."""

from __future__ import annotations

from itertools import islice

from msgspec import Struct, field
from msgspec.structs import replace

from minimojo.hir.model import Declaration, TypeDecl
from minimojo.hir.scopes import imported
from minimojo.names.mentions import Local, Mentions
from minimojo.names.model import Kind
from minimojo.names.watched import Watched
from minimojo.syntax import ast
from minimojo.syntax.walk import walk
from minimojo.types import (
    ComptimeMember,
    FieldMember,
    TypeScope,
    declared_type,
    imported_inside,
    member,
    static_type,
)
from minimojo.types.constants import constant_type
from minimojo.types.model import MetaType, PackArg, ParamType, StructType, Type, UnknownType
from minimojo.types.modules import probable

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


class Types(Struct, frozen=True):
    """What lowering has told of a unit, and what can be said where it has not been."""

    unit: Unit
    watched: Watched
    mentions: Mentions
    known: dict[ast.Expr, Type | None] = field(default_factory=dict[ast.Expr, Type | None])

    def of(self, expr: ast.Expr) -> Type | None:
        """The type of a value, or what a compile-time path denotes."""
        if expr not in self.known:
            self.known[expr] = self._type_of(expr)
        return self.known[expr]

    def _type_of(self, expr: ast.Expr) -> Type | None:
        found = self.watched.type_of(expr)
        if found is not None:
            if not isinstance(found, UnknownType):
                return found
            return self._element_type(expr) or self._probable_type(expr) or found
        if isinstance(expr, ast.Paren):
            return self.of(expr.inner)
        local = self.local_of(expr)
        if local is not None and local.around is not None:
            found_as = self.imported_as(local)
            return declared_type(found_as, self.unit.scope) if found_as else None
        if local is not None:
            return self._written_type(local)
        static = static_type(expr, self.unit.scope) or self._computed_type(expr)
        return static if static and not isinstance(static, UnknownType) else self._member_type(expr)

    def _element_type(self, expr: ast.Expr) -> Type | None:
        """What is known of each value of `*values: *Ts`: that its type is one of these."""
        pack = self.of(expr.value) if isinstance(expr, ast.Subscript) else None
        if not isinstance(pack, StructType) or pack.decl.name != "VariadicPack" or not pack.args:
            return None
        match pack.args[-1]:
            case PackArg(items=(ParamType(variadic=True) as element,)):
                return replace(element, variadic=False)
            case _:
                return None

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
        subject = self.of(expr.value)
        if subject is None:
            return None
        found = member(subject, expr.name, self.unit.scope)
        return found.type if isinstance(found, FieldMember | ComptimeMember) else None

    def _is_at_hand(self, expr: ast.Expr) -> bool:
        """Whether the type of an expression is known already, or soon: members are looked at from the inside."""
        for _ in range(_LONGEST_CHAIN):
            if expr in self.known or not isinstance(expr, ast.Attribute):
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

    def local_of(self, expr: ast.Expr) -> Local | None:
        use = self.mentions.by_node.get(expr)
        return None if use is None else use.local
