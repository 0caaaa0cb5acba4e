"""Magic words and other forms that have no ownership effect, or none that is known (EX-43 .. EX-45)."""

from __future__ import annotations

from minimojo.mir.body import Op, OpKind
from minimojo.mir.lowering import expressions
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.jumps import may_raise_here
from minimojo.mir.lowering.literals import std_type
from minimojo.mir.lowering.mentions import taint_mentions
from minimojo.mir.lowering.origins import place_origin
from minimojo.mir.lowering.raises import emit_raising
from minimojo.mir.lowering.values import Value, constant, unknown
from minimojo.syntax import ast
from minimojo.types import static_type
from minimojo.types.model import UNKNOWN, MetaType, Origin, Type

_UNEVALUATED = ("type_of", "origin_of", "conforms_to")


def lower_intrinsic(cx: FunctionContext, expr: ast.Intrinsic) -> Value:
    """`type_of(e)` and its like only look at types; the other words are not understood."""
    match expr.name:
        case "type_of" if len(expr.arguments) == 1:
            type_, _ = type_and_origin(cx, expr.arguments[0])
            return constant(expr, MetaType(type_) if type_ != UNKNOWN else UNKNOWN, expr)
        case "conforms_to":
            return constant(expr, std_type(cx, "Bool"), expr)
        case name if name in _UNEVALUATED:
            return constant(expr, static_type(expr, cx.types) or UNKNOWN, expr)
        case _:
            return lower_opaque(cx, expr)


def type_and_origin(cx: FunctionContext, expr: ast.Expr) -> tuple[Type, Origin | None]:
    """Type and origin of an expression that is checked, but not evaluated (EX-43)."""
    with cx.aside():
        value = expressions.lower_expression(cx, expr)
    origin = value.origin
    if origin is None and value.place is not None:
        origin = place_origin(value.place, value.category)
    return (value.type if value.known else UNKNOWN), origin


def lower_comptime(cx: FunctionContext, expr: ast.ComptimeExpr) -> Value:
    """`comptime (value)`: a constant of the value's type."""
    type_, _ = type_and_origin(cx, expr.value)
    return constant(expr, type_, expr.value)


def lower_opaque(cx: FunctionContext, expr: ast.Expr) -> Value:
    """Something not understood, like `await`: it may raise, and use every local that it mentions in any way."""
    taint_mentions(cx, expr)
    if may_raise_here(cx):
        op = Op(kind=OpKind.CALL, at=expr.loc, span=expr.span, certain=False)
        emit_raising(cx, op, None, UNKNOWN, certain=False)
    return unknown(expr)
