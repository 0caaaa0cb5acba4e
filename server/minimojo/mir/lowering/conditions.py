"""Truth: `__bool__` of conditions and of the operands of `not`, `and`, `or` (ST-50, EX-38)."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.mir.lowering import consumption, expressions, invocation
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.literals import is_literal, std_type
from minimojo.mir.lowering.operations import emit_read, escape
from minimojo.mir.lowering.transfers import note_borrowed
from minimojo.mir.lowering.values import Value, constant, failed, register, unknown
from minimojo.syntax import ast
from minimojo.types import Methods, Missing, UnknownMember, is_trivial, member
from minimojo.types.model import Answer, Category, StructType


def lower_condition(cx: FunctionContext, expr: ast.Expr) -> bool:
    """Evaluates a condition up to its truth; false, with the rest of the function cut (ST-3), when
    the compiler reports an error in it."""
    value = emit_truth(cx, expressions.lower_expression(cx, expr))
    if value.failed:
        cx.skip_rest()
    return not value.failed


def emit_truth(cx: FunctionContext, value: Value) -> Value:
    """The truth of a value, as a register value: a borrow of it, read by `__bool__` at its place."""
    if value.failed:
        return value
    value = consumption.loaded(cx, value)
    bool_type = std_type(cx, "Bool")
    if value.failed:
        return value
    if not value.known:
        escape(cx, value)
        return replace(register(value.expr, bool_type), at=value.at)
    if value.category is Category.CONST and is_literal(value.type):
        cx.builder.touch(value.at)
        return constant(value.expr, bool_type)
    if is_bool(value):
        emit_read(cx, value)
        return replace(register(value.expr, value.type), at=value.at)
    if value.transferred:
        note_borrowed(cx, value)
    return _ask(cx, value)


def lower_not(cx: FunctionContext, expr: ast.Not) -> Value:
    """`not x`: the negated truth of x."""
    return negated(cx, expr, expressions.lower_expression(cx, expr.operand))


def negated(cx: FunctionContext, expr: ast.Expr, value: Value) -> Value:
    """The value with its truth turned round."""
    truth = emit_truth(cx, value)
    if truth.failed:
        return failed(expr)
    if value.category is Category.CONST:
        return constant(expr, truth.type, expr)
    if truth.known and is_trivial(truth.type, cx.types) is Answer.YES:
        return register(expr, truth.type)
    return unknown(expr)


def is_bool(value: Value) -> bool:
    """Whether the value is a `Bool`, whose truth is the value itself."""
    return isinstance(value.type, StructType) and value.type.decl.name == "Bool"


def _ask(cx: FunctionContext, value: Value) -> Value:
    """Calls `__bool__` with the value as receiver."""
    match member(value.type, "__bool__", cx.types):
        case Methods(candidates=candidates, receiver=owner):
            call = invocation.Invocation(
                expr=value.expr,
                at=value.at,
                callee_at=value.at,
                name="__bool__",
                candidates=candidates,
                receiver=value,
                owner=owner,
            )
            return invocation.invoke(cx, call)
        case Missing():
            escape(cx, value)
            return failed(value.expr)
        case UnknownMember() | _:
            escape(cx, value)
            return replace(register(value.expr, std_type(cx, "Bool")), at=value.at)
