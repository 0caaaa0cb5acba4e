"""What the lowering of a function tells of its expressions and calls, kept for later questions."""

from __future__ import annotations

from minimojo.mir.lowering.bindings import Binding
from minimojo.mir.lowering.values import Overloads, Value
from minimojo.syntax import ast
from minimojo.types import Resolution, Resolved, is_known
from minimojo.types.model import Category, OverloadSet, Type


class Watched:
    """Remembers the best that is told about each expression and call.

    One that is not `curious` takes what an analysis tells anyway, and knows whether that was everything.
    """

    def __init__(self, *, curious: bool = True) -> None:
        self.curious = curious
        self.complete = True
        self.values: dict[ast.Expr, Value] = {}
        self.calls: dict[ast.Expr, Resolution] = {}
        self.names: dict[int, Type] = {}
        self.contexts: dict[ast.Expr, Type] = {}

    def missed(self) -> None:
        self.complete = False

    def evaluated(self, expr: ast.Expr, value: Value) -> None:
        before = self.values.get(expr)
        if before is None or not _has_type(before) or _has_type(value):
            self.values[expr] = value

    def resolved(self, call: ast.Expr, resolution: Resolution) -> None:
        if not isinstance(self.calls.get(call), Resolved):
            self.calls[call] = resolution

    def wanted(self, expr: ast.ContextualMember, type_: Type) -> None:
        self.contexts.setdefault(expr, type_)

    def declared(self, name: str, binding: Binding) -> None:  # noqa: ARG002
        self.names.setdefault(binding.declared_at.start, binding.type)

    def type_of(self, expr: ast.Expr) -> Type | None:
        """The type of an expression; None while it has none of its own."""
        value = self.values.get(expr)
        if value is None:
            return self.names.get(expr.span.start) if isinstance(expr, ast.Name) else None
        if value.category is Category.PENDING and not isinstance(value.type, OverloadSet):
            return None
        return value.type

    def candidates(self, expr: ast.Expr) -> OverloadSet | None:
        """The functions that a name or member may be before it is called."""
        value = self.values.get(expr)
        return None if value is None or not isinstance(value.detail, Overloads) else _set(value.detail)


def _set(detail: Overloads) -> OverloadSet:
    return OverloadSet(detail.candidates)


def _has_type(value: Value) -> bool:
    return value.known and is_known(value.type)
