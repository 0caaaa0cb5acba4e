"""Compile-time values at run time (VA-6), and values that no reference can stand for (VA-4)."""

from __future__ import annotations

from minimojo.mir.facts import OtherError
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.values import Value
from minimojo.mir.lowering.wording import shown_type
from minimojo.syntax import ast
from minimojo.types import implicitly_copyable, is_trivial
from minimojo.types.model import Answer, Category, StructType


def may_materialize(cx: FunctionContext, value: Value) -> bool:
    """Records the error of VA-6 where the type of a compile-time value certainly forbids its copy."""
    if is_materializable(cx, value):
        return True
    message = (
        f"cannot materialize comptime value of type '{shown_type(cx, value.type)}' to runtime "
        "because it is not 'ImplicitlyCopyable'"
    )
    cx.report(OtherError(code="comptime-materialization", at=value.at, span=value.expr.span, message=message))
    return False


def is_materializable(cx: FunctionContext, value: Value) -> bool:
    """Whether a value may be used at run time for all we know."""
    if value.category is not Category.CONST or not isinstance(value.type, StructType):
        return True
    return (
        is_trivial(value.type, cx.types) is not Answer.NO
        or implicitly_copyable(value.type, cx.types) is not Answer.NO
    )


def report_unaddressable(cx: FunctionContext, value: Value, context: str) -> None:
    """A reference is wanted to a value in a register; `context` ends the message (EX-3).

    What is bound or returned has a destination: parentheses around it are looked through (EX-5).
    """
    expr, at = value.expr, value.at
    while isinstance(expr, ast.Paren):
        expr, at = expr.inner, expr.inner.loc
    message = f"value of type '{shown_type(cx, value.type)}' doesn't have a memory origin in {context}"
    cx.report(OtherError(code="unaddressable-value", at=at, span=expr.span, message=message))
