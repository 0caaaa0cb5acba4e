"""Call expressions: what the callee is, and the operands in written order (EX-29, EX-31)."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.hir.model import ComptimeDecl, Convention
from minimojo.mir.body import ArgumentFact
from minimojo.mir.lowering import consumption, expressions
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.emission import ClosureReceiver
from minimojo.mir.lowering.invocation import Invocation, give_up, invoke, unknown_call
from minimojo.mir.lowering.legacy import legacy_origins
from minimojo.mir.lowering.nested_signature import is_foreign
from minimojo.mir.lowering.operations import emit_read
from minimojo.mir.lowering.transfers import note_borrowed
from minimojo.mir.lowering.values import (
    ContextualName,
    Destination,
    Overloads,
    Value,
    failed,
)
from minimojo.mir.lowering.watching import watch_arguments
from minimojo.syntax import ast
from minimojo.types import Methods, Missing, UnknownMember, described_call, member, opened_alias
from minimojo.types.model import (
    ClosureType,
    FunctionType,
    GenericMeta,
    MetaType,
    ParamType,
    Type,
)


def lower_call(
    cx: FunctionContext,
    expr: ast.Call,
    expected: Type | None = None,
    into: Destination | None = None,
) -> Value:
    """`callee(arguments)`."""
    callee = expressions.lower_expression(cx, expr.callee)
    if callee.failed:
        watch_arguments(cx, expr.arguments)
        return failed(expr)
    if isinstance(callee.detail, ContextualName):
        return replace(callee, expr=expr, at=expr.loc)
    return call_evaluated(cx, expr, callee, expected, into)


def call_evaluated(
    cx: FunctionContext,
    expr: ast.Call,
    callee: Value,
    expected: Type | None,
    into: Destination | None,
) -> Value:
    """The call of an evaluated callee: operands, choice, emission."""
    if callee.failed:
        return failed(expr)
    values = lower_arguments(cx, expr.arguments)
    call = Invocation(
        expr=expr,
        at=expr.loc,
        callee_at=expr.callee.loc,
        name=callee_name(expr.callee),
        values=values,
        keywords=tuple(argument.keyword for argument in expr.arguments),
        stars=tuple(argument.stars for argument in expr.arguments),
        expected=expected,
    )
    if len(values) < len(expr.arguments):
        return give_up(cx, call, failed(expr))
    return _dispatch(cx, call, callee, into)


def lower_arguments(cx: FunctionContext, arguments: tuple[ast.Argument, ...]) -> tuple[Value, ...]:
    """The operands, left to right; fewer when one of them failed (EX-5b)."""
    values: list[Value] = []
    for number, argument in enumerate(arguments, 1):
        value = expressions.lower_expression(cx, argument.value)
        if value.failed:
            watch_arguments(cx, arguments[number:])
            break
        values.append(value)
    return tuple(values)


def callee_name(callee: ast.Expr) -> str:
    """What messages call the callee."""
    match callee:
        case ast.Name(name=name) | ast.Attribute(name=name):
            return name
        case ast.Subscript(value=value):
            return callee_name(value)
        case ast.Paren(inner=inner):
            return callee_name(inner)
        case _:
            return "__call__"


def _dispatch(cx: FunctionContext, call: Invocation, callee: Value, into: Destination | None) -> Value:
    match callee.detail, callee.type:
        case Overloads() as overloads, _:
            return invoke(cx, _of_overloads(cx, call, callee, overloads), into)
        case _, MetaType(instance=instance):
            return invoke(cx, _construction(call, instance), into)
        case _, GenericMeta(ComptimeDecl()) as alias:
            return invoke(cx, _construction(call, opened_alias(alias, cx.types)), into)
        case _, GenericMeta() as generic:
            return invoke(cx, _construction(call, generic), into)
        case _, FunctionType() as function:
            emit_read(cx, consumption.loaded(cx, callee))
            return invoke(cx, replace(call, indirect=function, receiver=None), into)
        case _:
            return _call_value(cx, call, callee, into)


def _of_overloads(cx: FunctionContext, call: Invocation, callee: Value, overloads: Overloads) -> Invocation:
    return replace(
        call,
        candidates=overloads.candidates,
        receiver=overloads.receiver,
        owner=overloads.owner,
        explicit=overloads.explicit,
        accessed=legacy_origins(cx, callee),
    )


def _construction(call: Invocation, subject: Type) -> Invocation:
    return replace(call, constructed=subject, callee_at=call.at)


def _call_value(cx: FunctionContext, call: Invocation, callee: Value, into: Destination | None) -> Value:
    """`value(...)`: its `__call__`, with the value as an ordinary argument (EX-34)."""
    if not callee.known:
        return unknown_call(cx, replace(call, receiver=callee))
    if isinstance(callee.type, ClosureType):
        return _call_closure(cx, call, callee, callee.type, into)
    if isinstance(callee.type, ParamType) and callee.type.closure is not None:
        return unknown_call(cx, replace(call, receiver=callee), described_call(callee.type.closure), into)
    match member(callee.type, "__call__", cx.types):
        case Methods(candidates=candidates, receiver=owner):
            method = replace(call, name="__call__", candidates=candidates, receiver=callee, owner=owner)
            return invoke(cx, method, into)
        case Missing():
            return give_up(cx, replace(call, receiver=callee), failed(call.expr))
        case UnknownMember() | _:
            return unknown_call(cx, replace(call, receiver=callee))


def _call_closure(
    cx: FunctionContext, call: Invocation, callee: Value, type_: ClosureType, into: Destination | None
) -> Value:
    """`g(...)`: the closure is an `imm` receiver without a name that carries what it captured (CO-23)."""
    if is_foreign(cx, type_.decl):
        return unknown_call(cx, replace(call, receiver=callee))
    if callee.transferred:
        note_borrowed(cx, callee)
    fact = ArgumentFact(
        parameter="",
        convention=Convention.IMM,
        span=callee.expr.span,
        own=None if type_.trivial else callee.origin,
        own_immutable=True,
        whole=True,
        embedded=type_.origins,
        type=type_,
        place=callee.place,
    )
    receiver = ClosureReceiver(fact, callee.access)
    return invoke(cx, replace(call, name="__call__", candidates=(type_.decl,), closure=receiver), into)
