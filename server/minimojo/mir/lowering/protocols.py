"""Method calls that statements and operators make on their own: `__iter__`, `__enter__`, ... (OV-16)."""

from __future__ import annotations

from minimojo.mir.lowering import consumption
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.invocation import Invocation, finish, unknown_call
from minimojo.mir.lowering.values import Destination, Value, failed
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import Resolution, Resolved, Undecided, resolve_method


def find_method(
    cx: FunctionContext, receiver: Value, name: str, values: tuple[Value, ...] = ()
) -> Resolution | None:
    """What `receiver.name(values)` would call; None when the type certainly has no such method."""
    if not receiver.known:
        return Undecided()
    operands = [consumption.as_operand(value) for value in values]
    return resolve_method(consumption.as_operand(receiver), name, operands, cx.types)


def call_method(
    cx: FunctionContext,
    receiver: Value,
    name: str,
    values: tuple[Value, ...],
    expr: ast.Expr,
    at: Span,
    into: Destination | None = None,
) -> Value:
    """Calls `receiver.name(values)` at `at`; `expr` is what the call is made for.

    A missing method is the compiler's error: the value has failed.
    """
    if receiver.failed or any(value.failed for value in values):
        return failed(expr)
    resolution = find_method(cx, receiver, name, values)
    if resolution is None:
        return failed(expr)
    call = Invocation(
        expr=expr,
        at=at,
        callee_at=at,
        name=name,
        # The choice is made; once the receiver is in memory, only what the call says of it is asked again.
        candidates=(resolution.decl,) if isinstance(resolution, Resolved) else (),
        values=values,
        receiver=receiver,
        owner=receiver.type,
    )
    if not receiver.known:
        return unknown_call(cx, call)
    return finish(cx, call, resolution, into)
