"""Types of expressions that are in no function: the values of `comptime` declarations."""

from __future__ import annotations

from minimojo.hir.model import FunctionDecl
from minimojo.hir.signature import function_decl
from minimojo.mir.lowering import consumption, expressions
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.function import lower_body
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import TypeScope, without_locals
from minimojo.types.model import UNKNOWN, Type


def type_of_constant(expr: ast.Expr, scope: TypeScope) -> Type:
    """The type of a compile-time expression outside of functions; it is evaluated by nobody."""
    found: list[Type] = []

    def fill(cx: FunctionContext) -> None:
        value = consumption.typed(cx, expressions.lower_expression(cx, expr), None)
        if value.known:
            found.append(without_locals(value.type))

    lower_body(_nowhere(expr.span), "", scope, fill)
    return found[0] if found else UNKNOWN


def _nowhere(at: Span) -> FunctionDecl:
    """A function to put the expression in."""
    node = ast.FunctionDef(
        span=at,
        name="",
        name_span=at,
        keyword=at,
        removed_keyword=False,
        is_async=False,
        decorators=(),
        signature=ast.Signature(span=at),
        body=(),
    )
    return function_decl(node, unit_key="", owner=None, is_stub=False)
