"""A call whose callee and operands are evaluated: choose the declaration, then emit (VA-32)."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from minimojo.hir.model import Convention, FunctionDecl
from minimojo.mir.body import Access, DeadEnd, Op, OpKind
from minimojo.mir.facts import DeprecatedUse, ImmutableArgument, OtherError
from minimojo.mir.lowering import consumption
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.declared import interior_origins
from minimojo.mir.lowering.destinations import Raising, may_build_in
from minimojo.mir.lowering.emission import CallSite, ClosureReceiver, emit_call
from minimojo.mir.lowering.locals import declare_result, declare_temporary, is_known_type
from minimojo.mir.lowering.operations import define, escape
from minimojo.mir.lowering.origins import place_origin
from minimojo.mir.lowering.raises import emit_raising
from minimojo.mir.lowering.spilling import Operands, spilled
from minimojo.mir.lowering.values import Destination, Value, failed, unknown
from minimojo.mir.lowering.wording import shown_type
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import (
    RECEIVER,
    ExplicitArg,
    Failed,
    Failure,
    FailureReason,
    Resolution,
    Resolved,
    Undecided,
    embedded_origins,
    is_trivial,
    print_type,
    resolve_call,
    resolve_constructor,
    resolve_indirect,
)
from minimojo.types.model import Answer, Category, FunctionType, Origin, Type


class Invocation(Struct, frozen=True, kw_only=True):
    """A call before its declaration is chosen.

    `at` is the loc of the call, `callee_at` where the compiler reports that nothing fits (OV-60).
    `name` is what messages call the callee. `constructed` is set for `T(...)`, `indirect` for the
    call of a function-typed value; else `candidates` are the functions, found in `owner`.
    """

    expr: ast.Expr
    at: Span
    callee_at: Span
    name: str
    candidates: tuple[FunctionDecl, ...] = ()
    values: tuple[Value, ...] = ()
    keywords: tuple[str | None, ...] = ()
    stars: tuple[int, ...] = ()
    receiver: Value | None = None
    owner: Type | None = None
    explicit: tuple[ExplicitArg, ...] = ()
    constructed: Type | None = None
    indirect: FunctionType | None = None
    expected: Type | None = None
    accessed: tuple[Origin, ...] = ()
    closure: ClosureReceiver | None = None


def invoke(cx: FunctionContext, call: Invocation, into: Destination | None = None) -> Value:
    """Resolves and emits the call."""
    operands = call.values if call.receiver is None else (call.receiver, *call.values)
    if any(value.failed for value in operands):
        return give_up(cx, call, failed(call.expr))
    return finish(cx, call, resolve(cx, call), into)


def finish(
    cx: FunctionContext,
    call: Invocation,
    resolution: Resolution,
    into: Destination | None = None,
) -> Value:
    """Emits a call that is resolved already."""
    match resolution:
        case Resolved():
            in_memory = _spilled(cx, call, resolution)
            if in_memory is not call:
                if any(value.failed for value in in_memory.values):
                    return give_up(cx, in_memory, failed(call.expr))
                return finish(cx, in_memory, resolve(cx, in_memory), into)
            note_deprecated(cx, call.expr, call.callee_at, resolution.decl)
            return emit_call(
                cx,
                _site(call, resolution.decl, resolution.self_type),
                resolution,
                call.values,
                receiver=None if resolution.receiver_dropped else call.receiver,
                into=into,
            )
        case Failed() as failure:
            return report_failure(cx, call, failure)
        case Undecided() as undecided:
            return _invoke_undecided(cx, call, undecided, into)


def note_deprecated(cx: FunctionContext, expr: ast.Expr, at: Span, decl: FunctionDecl) -> None:
    """Records that an expression uses a deprecated function."""
    if decl.deprecation is None:
        return
    callee = expr.callee if isinstance(expr, ast.Call) else expr
    match callee.value if isinstance(callee, ast.Subscript) else callee:
        case ast.Attribute(name=decl.name, name_span=span) | ast.Name(name=decl.name, span=span):
            written: Span | None = span
        case _:
            written = None
    cx.report(
        DeprecatedUse(at=at, span=written or at, function=decl, deprecation=decl.deprecation, written=written)
    )


def _spilled(cx: FunctionContext, call: Invocation, resolution: Resolved) -> Invocation:
    """The call with what its result refers to in memory; the same call where everything is."""
    before = Operands(call.receiver, call.values)
    after = spilled(cx, before, resolution)
    return call if after is before else replace(call, receiver=after.receiver, values=after.values)


def resolve(cx: FunctionContext, call: Invocation) -> Resolution:
    """The choice among the candidates, without any effect."""
    found = _resolve(cx, call)
    if cx.observer is not None:
        cx.observer.resolved(call.expr, found)
    return found


def _resolve(cx: FunctionContext, call: Invocation) -> Resolution:
    operands = [
        consumption.as_operand(
            value,
            call.keywords[n] if n < len(call.keywords) else None,
            call.stars[n] if n < len(call.stars) else 0,
        )
        for n, value in enumerate(call.values)
    ]
    if call.constructed is not None:
        return resolve_constructor(call.constructed, operands, cx.types, expected=call.expected)
    if call.indirect is not None:
        return resolve_indirect(call.indirect, operands, cx.types)
    receiver = None if call.receiver is None else consumption.as_operand(call.receiver)
    return resolve_call(
        call.candidates,
        operands,
        cx.types,
        receiver=receiver,
        explicit=call.explicit,
        expected=call.expected,
        self_type=call.owner,
    )


def give_up(cx: FunctionContext, call: Invocation, value: Value) -> Value:
    """Nothing is known about the call: whatever is passed may be kept, changed or moved."""
    operands = call.values if call.receiver is None else (call.receiver, *call.values)
    for operand in operands:
        escape(cx, operand)
    return value


def report_failure(cx: FunctionContext, call: Invocation, failure: Failed) -> Value:
    """No candidate fits. Only what concerns mutability is a finding of ours (VA-26, OV-60)."""
    first = failure.of_mutability
    # Of a constructor the compiler says what is wrong only if it is the only one.
    if first is not None and (call.constructed is None or len(failure.failures) == 1):
        operand = _operand(call, failure.operand)
        culprit = operand or _operand(call, first.operand)
        if culprit is not None:
            cx.report(
                ImmutableArgument(
                    at=call.callee_at if operand is None else operand.at,
                    span=culprit.expr.span,
                    why=culprit.why,
                    callee=call.name,
                    parameter="" if first.argument is None else first.argument.name,
                    is_receiver=first.reason is FailureReason.RVALUE_RECEIVER,
                    type_name=shown_type(cx, culprit.type),
                    root=culprit.root,
                    taker=first.argument,
                    function=first.decl,
                )
            )
    elif len(failure.failures) == 1:
        _report_unaddressable(cx, call, failure.failures[0])
    return give_up(cx, call, failed(call.expr))


def _report_unaddressable(cx: FunctionContext, call: Invocation, failure: Failure) -> None:
    """The only candidate wants a reference of a type that the operand in memory has not (OV-31)."""
    operand, argument = _operand(call, failure.operand), failure.argument
    if failure.reason is not FailureReason.UNREFERABLE or operand is None or argument is None:
        return
    if call.constructed is not None or call.indirect is not None:
        return
    wanted = (
        "converted to a `mut` reference" if argument.convention is Convention.MUT else "converted to a `ref`"
    )
    message = (
        f"value of type '{shown_type(cx, operand.type)}' cannot be {wanted} of another type or mutability"
    )
    cx.report(OtherError(code="unaddressable-value", at=operand.at, span=operand.expr.span, message=message))


def _operand(call: Invocation, index: int | None) -> Value | None:
    if index is None:
        return None
    return call.receiver if index == RECEIVER else call.values[index]


def _invoke_undecided(
    cx: FunctionContext, call: Invocation, undecided: Undecided, into: Destination | None
) -> Value:
    if undecided.bindings is None or not undecided.candidates:
        return unknown_call(cx, call, undecided, into)
    agreed = Resolved(
        decl=undecided.candidates[0],
        bindings=undecided.bindings,
        result=undecided.result,
        result_origin=undecided.result_origin,
        raises=undecided.raises,
        never=undecided.never,
    )
    if all(decl.deprecation == agreed.decl.deprecation for decl in undecided.candidates):
        note_deprecated(cx, call.expr, call.callee_at, agreed.decl)
    site = replace(_site(call, agreed.decl, call.owner), decided=False)
    return emit_call(cx, site, agreed, call.values, receiver=call.receiver, into=into)


def unknown_call(
    cx: FunctionContext,
    call: Invocation,
    undecided: Undecided | None = None,
    into: Destination | None = None,
) -> Value:
    """A call of something unknown: it may raise where raising is possible.

    The type of the result may still be known, as in `String(unknown)`.
    """
    undecided = undecided or Undecided()
    values = tuple(consumption.loaded_for_unknown(cx, value) for value in call.values)
    value = give_up(cx, replace(call, values=values), unknown(call.expr, call.at))
    place = None
    if undecided.result_origin is None and is_known_type(undecided.result):
        value, place = _known_result(cx, call, undecided, value, into)
    formed = interior_origins(embedded_origins(undecided.result))
    op = Op(kind=OpKind.CALL, at=call.at, span=call.expr.span, establishes=formed, certain=False)
    if undecided.raises is Answer.NO:
        effects = () if place is None else (define(place, call.at),)
        cx.emit(replace(op, effects=effects))
    else:
        certain = undecided.raises is Answer.YES
        emit_raising(cx, op, place, undecided.raised, certain=certain)
    if undecided.never is Answer.YES:
        cx.builder.unreachable(DeadEnd.NEVER, call.at)
    return value


def _known_result(
    cx: FunctionContext, call: Invocation, undecided: Undecided, value: Value, into: Destination | None
) -> tuple[Value, Access | None]:
    """The value of an unknown call whose type is known, and the storage that the call defines.

    What certainly may raise leaves a value behind, even a trivial one, which its error arm takes away: so it is
    never said of one that nobody uses it (CL-13, CL-38).
    """
    value = replace(value, type=undecided.result, category=Category.OWNED)
    raises = undecided.raises is Answer.YES and undecided.never is not Answer.YES
    if not raises and is_trivial(undecided.result, cx.types) is Answer.YES:
        return value, None
    if raises and into is not None and may_build_in(cx, into, undecided.result, (), Raising.PLAINLY):
        storage = into.storage(undecided.result)
        if storage is not None:
            return replace(value, delivered=True), storage
    place = (declare_temporary if raises else declare_result)(cx, undecided.result, call.at)
    return replace(value, place=place, origin=place_origin(place, Category.MUT), in_slot=raises), place


def unknown_access(cx: FunctionContext, expr: ast.Expr, values: tuple[Value, ...]) -> Value:
    """An element or attribute that a getter may compute, which may raise like any unknown call."""
    return unknown_call(cx, Invocation(expr=expr, at=expr.loc, callee_at=expr.loc, name="", values=values))


def _site(call: Invocation, decl: FunctionDecl, self_type: Type | None) -> CallSite:
    return CallSite(
        expr=call.expr,
        at=call.at,
        phrase=_phrase(call, decl, self_type),
        accessed=call.accessed,
        closure=call.closure,
    )


def _phrase(call: Invocation, decl: FunctionDecl, self_type: Type | None) -> str:
    """How messages name the call (VA-43)."""
    if call.indirect is not None:
        return "call"
    if call.closure is not None:
        return "'__call__' call"
    if decl.kind.initializes:
        built = self_type or call.constructed
        return f"'{print_type(built)}' initializer call" if built is not None else "call"
    return f"'{decl.name}' call"
