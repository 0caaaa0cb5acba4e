"""What the compiler does not evaluate at run time, or not any more, for those who watch the lowering."""

from __future__ import annotations

from collections.abc import Iterable

from minimojo.mir.lowering import consumption, expressions
from minimojo.mir.lowering.context import FunctionContext
from minimojo.syntax import ast


def watch(cx: FunctionContext, *expressions_: ast.Expr | None) -> None:
    """Finds out the types of expressions that have no effect: conditions of `comptime if`, operands of a
    call that is given up. Does nothing when nobody is curious."""
    if cx.observer is None or not any(expressions_):
        return
    if not cx.observer.curious:
        cx.observer.missed()
        return
    with cx.aside():
        for expr in expressions_:
            if expr is not None:
                consumption.typed(cx, expressions.lower_expression(cx, expr), None)


def watch_arguments(cx: FunctionContext, arguments: Iterable[ast.Argument]) -> None:
    """The same for operands."""
    if cx.observer is not None:
        watch(cx, *(argument.value for argument in arguments))
