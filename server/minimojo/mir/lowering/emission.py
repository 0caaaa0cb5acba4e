"""Emits a call whose declaration is chosen: the order of effects of VA-32 and VA part 10."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from minimojo.hir.model import Convention, Passing
from minimojo.mir.body import (
    Access,
    ArgumentFact,
    CallFact,
    DeadEnd,
    Effect,
    EffectKind,
    Op,
    OpKind,
    Through,
)
from minimojo.mir.facts import WhyImmutable
from minimojo.mir.lowering import computed, passing
from minimojo.mir.lowering.captured_interiors import check_derived
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.declared import declares_interior_result, interior_origins, returns_in_memory
from minimojo.mir.lowering.destinations import Raising, may_build_in
from minimojo.mir.lowering.locals import declare_result, declare_temporary
from minimojo.mir.lowering.materialization import may_materialize
from minimojo.mir.lowering.operations import define, emit, escape, has_any_origin, use
from minimojo.mir.lowering.origins import (
    access_origin,
    is_known,
    place_origin,
    reference_category,
)
from minimojo.mir.lowering.passing import Passed
from minimojo.mir.lowering.raises import emit_raising, is_converted
from minimojo.mir.lowering.values import Destination, Value, failed
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import RECEIVER, Resolved, embedded_origins, is_register_passable, is_trivial
from minimojo.types.model import (
    Answer,
    Category,
    NeverType,
    NoneType,
    Origin,
    UnknownType,
)


class ClosureReceiver(Struct, frozen=True):
    """The closure whose body is called: what exclusivity sees of it, and where it is stored."""

    fact: ArgumentFact
    access: Access | None


class CallSite(Struct, frozen=True, kw_only=True):
    """Where a call stands and how messages name it. `decided` is false when only what all
    candidates agree on is known; `accessed` are the origins of what a legacy function has captured
    (CO-30), `closure` is the unnamed receiver of a closure's call (CO-23)."""

    expr: ast.Expr
    at: Span
    phrase: str
    decided: bool = True
    accessed: tuple[Origin, ...] = ()
    closure: ClosureReceiver | None = None


def emit_call(
    cx: FunctionContext,
    site: CallSite,
    call: Resolved,
    values: Sequence[Value],
    *,
    receiver: Value | None = None,
    into: Destination | None = None,
) -> Value:
    """The value of the call; built in `into` where the compiler does so (VA-36).

    When an argument needs a copy that is forbidden, the error is recorded, the call emitted without
    further findings, and the value is a failed one (VA-13).
    """
    passed = _prepare_all(cx, call, values, receiver)
    legal = all(each.legal for each in passed)
    if legal and not _materialized(cx, call, passed):
        return failed(site.expr)
    for each in passed:
        passing.load(cx, each)
    _gather(cx, passed)
    facts = tuple([passing.argument_fact(cx, each, call.decl) for each in passed])
    if legal and site.decided:
        check_derived(cx, site.at, passed, facts, call.result_origin)
    if site.closure is not None:
        facts = (site.closure.fact, *facts)
    value = _emit(cx, site, call, passed, facts, into if legal else None, legal)
    for each in reversed(passed):
        if each.pending is not None:
            computed.write_back(cx, each.pending, each.value)
    if call.never is Answer.YES:
        cx.builder.unreachable(DeadEnd.NEVER, site.at)
    return value if legal else failed(site.expr)


def _gather(cx: FunctionContext, passed: Sequence[Passed]) -> None:
    """Variadic arguments are put into a container first, which uses them as their origins say (CL-11): that is
    more than the place itself only for a field inside of another (CL-21)."""
    for each in passed:
        variadic = each.argument.passing is Passing.VARIADIC and each.effect is not None
        place = each.value.place if variadic else None
        if place is not None and len(place.path) > 1:
            through = Through(origin=place_origin(place, Category.MUT), type=each.value.type)
            emit(cx, OpKind.READ, each.value, (use(through, each.value.at),))


def _materialized(cx: FunctionContext, call: Resolved, passed: Sequence[Passed]) -> bool:
    """Looks at the constants among the operands (VA-6); false when the call is not emitted for them.

    The compiler thinks of a call with constants only, all of them in registers, as one constant: the first
    that cannot be had at run time is the only one it tells about.
    """
    constants = [each.value for each in passed if each.value.category is Category.CONST]
    if not constants:
        return True
    if _is_constant(cx, call, passed):
        return all(may_materialize(cx, value) for value in constants)
    for value in constants:
        may_materialize(cx, value)
    return True


def _is_constant(cx: FunctionContext, call: Resolved, passed: Sequence[Passed]) -> bool:
    if isinstance(call.result, NoneType):
        return False
    for each in passed:
        if each.value.category is not Category.CONST or each.argument.convention is Convention.REF:
            return False
    return call.result_origin is not None or is_register_passable(call.result, cx.types) is not Answer.NO


def _prepare_all(
    cx: FunctionContext, call: Resolved, values: Sequence[Value], receiver: Value | None
) -> list[Passed]:
    passed: list[Passed] = []
    for bound in call.bindings:
        for position, index in enumerate(bound.operands):
            operand = receiver if index == RECEIVER else values[index]
            if operand is None:
                continue
            conversion = bound.conversions[position] if bound.conversions else None
            each = passing.prepare(cx, bound, conversion, operand, call.decl)
            passing.narrow(each, bound.type)
            if passing.is_keyword_variadic(bound):
                passing.insert_keyword_value(cx, each)
            passed.append(each)
            if not each.legal:
                return passed + _hand_over_rest(cx, call, values, receiver, len(passed))
    return passed


def _hand_over_rest(
    cx: FunctionContext,
    call: Resolved,
    values: Sequence[Value],
    receiver: Value | None,
    done: int,
) -> list[Passed]:
    """Behind a failed argument the compiler looks at nothing: the others are handed over as they are."""
    indices = [index for bound in call.bindings for index in bound.operands][done:]
    for index in indices:
        operand = receiver if index == RECEIVER else values[index]
        if operand is not None:
            escape(cx, operand)
    return []


def _emit(
    cx: FunctionContext,
    site: CallSite,
    call: Resolved,
    passed: Sequence[Passed],
    facts: tuple[ArgumentFact, ...],
    into: Destination | None,
    legal: bool,
) -> Value:
    _escape_into_unknown_result(cx, call, passed)
    inner = [origin for fact in facts for origin in fact.embedded]
    origins = (*[fact.own for fact in facts if fact.own is not None], *inner)
    value, result = _result_of(cx, site, call, origins, into)
    embedded = tuple(dict.fromkeys((*inner, *site.accessed)))
    effects = _effects(site.closure, passed)
    op = Op(
        kind=OpKind.CALL,
        at=site.at,
        span=site.expr.span,
        effects=effects,
        embedded=embedded,
        establishes=_established(cx, call, value),
        any_origin=has_any_origin(effects, embedded),
        call=_fact(site, call, facts, result if value.delivered else None, legal),
    )
    if call.raises is Answer.NO:
        defined = () if result is None else (define(result, site.at),)
        cx.emit(replace(op, effects=(*effects, *defined)))
    else:
        emit_raising(cx, op, result, call.raised, certain=call.raises is Answer.YES)
    return value


def _effects(closure: ClosureReceiver | None, passed: Sequence[Passed]) -> tuple[Effect, ...]:
    """What the call does to its operands; the closure that is called comes first."""
    effects: list[Effect] = []
    if closure is not None and closure.access is not None:
        effects.append(Effect(kind=EffectKind.USE, access=closure.access, at=closure.fact.span, argument=0))
    for number, each in enumerate(passed, 0 if closure is None else 1):
        if each.effect is not None and (access := each.value.access) is not None:
            effects.append(Effect(kind=each.effect, access=access, at=each.value.at, argument=number))
    return tuple(effects)


def _result_of(
    cx: FunctionContext,
    site: CallSite,
    call: Resolved,
    origins: tuple[Origin, ...],
    into: Destination | None,
) -> tuple[Value, Access | None]:
    """The value of the call, and the storage that the call itself defines (VA-35, VA-36)."""
    value = Value(expr=site.expr, at=site.at, type=call.result, category=Category.OWNED)
    match call.result:
        case UnknownType():
            return replace(value, category=Category.UNKNOWN), None
        case NeverType():
            return value, None
        case NoneType() if call.raises is not Answer.YES:
            return value, None
        case _:
            pass
    if call.result_origin is not None:
        category = reference_category(call.result_origin)
        why = WhyImmutable.REFERENCE
        in_slot = call.raises is not Answer.NO
        return replace(value, category=category, origin=call.result_origin, why=why, in_slot=in_slot), None
    raises = call.raises is Answer.YES
    in_memory = call.raises is not Answer.NO or returns_in_memory(cx, call.decl)
    value = replace(value, in_slot=in_memory)
    is_bits = not raises and is_trivial(call.result, cx.types) is Answer.YES
    if not in_memory and is_register_passable(call.result, cx.types) is Answer.YES:
        if is_bits:
            return value, None
    elif into is not None and may_build_in(cx, into, call.result, origins, _raising(cx, call)):
        storage = into.storage(call.result)
        if storage is not None:
            return replace(value, delivered=True), storage
    elif in_memory and is_bits:
        return value, None
    # What a call leaves behind that may raise is a value even if it is trivial, or None: its error arm
    # takes it away, and somebody on the normal arm may need it or not (CL-13, CL-38).
    declare = declare_temporary if raises else declare_result
    place = declare(cx, call.result, site.at)
    return replace(value, place=place, origin=place_origin(place, Category.MUT)), place


def _raising(cx: FunctionContext, call: Resolved) -> Raising:
    if call.raises is Answer.NO:
        return Raising.NEVER
    return Raising.WRAPPED if is_converted(cx, call.raised) else Raising.PLAINLY


def _fact(
    site: CallSite,
    call: Resolved,
    facts: tuple[ArgumentFact, ...],
    built: Access | None,
    legal: bool,
) -> CallFact | None:
    if not legal:
        return None
    return CallFact(
        callee=call.decl if site.decided else None,
        phrase=site.phrase,
        at=site.at,
        span=site.expr.span,
        arguments=facts,
        destination=None if built is None else access_origin(built, Category.MUT),
        nested_read_only=call.decl.reads_nested_origins_only,
    )


def _established(cx: FunctionContext, call: Resolved, value: Value) -> tuple[Origin, ...]:
    if not declares_interior_result(cx, call.decl):
        return ()
    own = () if call.result_origin is None else (call.result_origin,)
    return interior_origins((*own, *embedded_origins(value.type)))


def _escape_into_unknown_result(cx: FunctionContext, call: Resolved, passed: Sequence[Passed]) -> None:
    """A result of which not everything is known may refer to whatever was passed by reference."""
    origins = embedded_origins(call.result)
    if call.result_origin is not None:
        origins = (*origins, call.result_origin)
    if not isinstance(call.result, UnknownType) and all(is_known(origin) for origin in origins):
        return
    for each in passed:
        if each.effect in (EffectKind.USE, EffectKind.MUT):
            escape(cx, replace(each.value, transferred=False))
