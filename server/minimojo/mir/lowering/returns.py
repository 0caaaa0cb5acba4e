"""`return` (ST part 13): where its value goes, and what the exit does."""

from __future__ import annotations

from minimojo.mir.body import DeadCode, Op, OpKind
from minimojo.mir.facts import OtherError
from minimojo.mir.lowering import consumption
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.copies import Taker
from minimojo.mir.lowering.escapes import check_returned
from minimojo.mir.lowering.jumps import leave_function
from minimojo.mir.lowering.materialization import report_unaddressable
from minimojo.mir.lowering.operations import consume
from minimojo.mir.lowering.values import Destination
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types.model import Category, NoneType, StringLiteralType

_WHAT = "return value"


def lower_return(cx: FunctionContext, node: ast.Return) -> DeadCode | None:
    """Delivers the value, then leaves through all cleanups."""
    keyword = Span(node.span.start, node.span.start + len("return"))
    if node.value is None:
        cx.builder.touch(keyword)
    else:
        deliver_result(cx, node.value, keyword)
        _check_name(cx, node.value, keyword)
    leave_function(cx, keyword)
    return DeadCode.RETURN


def deliver_result(cx: FunctionContext, expr: ast.Expr, at: Span) -> None:
    """Evaluates the value of a `return` at `at`, or of a lambda, into where the result lives."""
    from minimojo.mir.lowering.expressions import lower_expression

    plan = cx.result
    if plan.slot is not None:
        into = Destination(type=plan.type, what=_WHAT, access=plan.slot)
        consumption.deliver(cx, lower_expression(cx, expr, plan.type, into), into)
        return
    value = lower_expression(cx, expr, None if plan.is_ref else plan.type)
    if plan.is_ref:
        value = consumption.loaded(cx, value)
        if value.known and value.access is None and not isinstance(value.type, StringLiteralType):
            report_unaddressable(cx, value, "return value")
        else:
            check_returned(cx, value)
        return
    if isinstance(plan.type, NoneType):
        consumption.discard(cx, value)
        return
    value = consumption.as_owned(cx, value, plan.type, Taker(what=_WHAT))
    if value.category is Category.OWNED and value.access is not None:
        handed_over = (consume(value.access, value.at),)
        cx.emit(Op(kind=OpKind.RETURN, at=at, span=expr.span, effects=handed_over))


def _check_name(cx: FunctionContext, expr: ast.Expr, at: Span) -> None:
    """A named result may not be returned by its own name (ST-91)."""
    while isinstance(expr, ast.Paren):
        expr = expr.inner
    out = cx.decl.out
    if out is None or not isinstance(expr, ast.Name) or expr.name != out.name:
        return
    binding = cx.lookup(out.name)
    if binding is None or binding.declared_at != out.name_span:
        return
    cx.report(
        OtherError(
            code="invalid-convention",
            at=at,
            span=at,
            message="'out' argument cannot be returned by name; remove the return statement "
            "entirely or change it to just 'return'",
            notes=(
                (
                    expr.loc,
                    "remove the expression if the return slot is already initialized",
                ),
            ),
        )
    )
