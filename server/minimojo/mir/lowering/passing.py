"""How one operand reaches one argument of a call (VA-32 phases 1 and 2, VA-33)."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from minimojo.hir.model import ArgumentDecl, Convention, FunctionDecl, Passing
from minimojo.mir.body import Access, ArgumentFact, EffectKind, OpKind
from minimojo.mir.lowering import computed, consumption
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.copies import Taker, emit_copy
from minimojo.mir.lowering.declared import is_passed_in_register
from minimojo.mir.lowering.locals import declare_temporary
from minimojo.mir.lowering.operations import consume, define, emit, emit_read, escape
from minimojo.mir.lowering.origins import access_origin, is_known, place_origin
from minimojo.mir.lowering.transfers import note_borrowed
from minimojo.mir.lowering.values import Element, Projection, Value
from minimojo.syntax import ast
from minimojo.types import (
    Bound,
    ByConstructor,
    Resolved,
    as_mutable_as,
    embedded_origins,
    implicit_conversion,
    is_trivial,
    seen_without_destructor,
)
from minimojo.types.model import UNBOUND, Answer, Category, Origin, StructType, Type


class Passed(Struct, kw_only=True):
    """An operand on its way into a call.

    `effect` is what the call does to the storage of `value` (None: nothing, it is in a register).
    `load` is set for a value that is loaded at its own place before the call; `pending` is the
    computed place whose getter runs then and whose setter runs behind the call. `legal` is false
    when the compiler forbids the copy that is needed.
    """

    argument: ArgumentDecl
    value: Value
    effect: EffectKind | None = None
    load: bool = False
    pending: Value | None = None
    legal: bool = True
    transferred: bool = False


def prepare(
    cx: FunctionContext,
    bound: Bound,
    conversion: Resolved | None,
    value: Value,
    decl: FunctionDecl,
) -> Passed:
    """Phase 1: conversions, copies and getters; loads wait until all arguments are prepared."""
    argument = bound.argument
    taker = Taker(what="call argument", argument=argument, callee=decl)
    if conversion is not None:
        value, conversion = _looked_up(cx, value, conversion, bound.type)
        value = consumption.convert(cx, value, conversion, bound.type)
    else:
        value = consumption.typed(cx, value, bound.type)
    if not value.known:
        escape(cx, value)
        return Passed(argument=argument, value=value, legal=not value.failed)
    match argument.convention:
        case Convention.IMM | Convention.OUT:
            return _prepare_borrow(cx, value, argument, decl)
        case Convention.MUT:
            return _prepare_mutable(value, argument)
        case Convention.REF:
            return _prepare_reference(cx, value, bound, decl)
        case Convention.VAR | Convention.DEINIT:
            return prepare_owned(cx, value, argument, taker)


def narrow(passed: Passed, wanted: Type) -> None:
    """The conversion that needs no call, to something that lets write less (TY-60), comes last."""
    given = passed.value.type
    if isinstance(given, StructType) and given.args and passed.value.known:
        passed.value = replace(passed.value, type=as_mutable_as(given, wanted))


def _looked_up(
    cx: FunctionContext, value: Value, conversion: Resolved, wanted: Type
) -> tuple[Value, Resolved]:
    """The getter of a computed place runs before its value is converted: only then is it known what the
    result of the conversion refers to."""
    if not isinstance(value.detail, Element | Projection):
        return value, conversion
    value = computed.read(cx, value)
    if not value.known or not isinstance(wanted, StructType):
        return value, conversion
    args = tuple(UNBOUND if isinstance(arg, Origin) and not is_known(arg) else arg for arg in wanted.args)
    match implicit_conversion(consumption.as_operand(value), StructType(wanted.decl, args), cx.types):
        case ByConstructor(call=call):
            return value, call
        case _:
            return value, conversion


def load(cx: FunctionContext, passed: Passed) -> None:
    """Phase 2: trivial values are loaded, getters of mutated elements run (VA-32)."""
    if passed.pending is not None:
        passed.value = computed.open_for_mutation(cx, passed.pending)
    elif passed.load:
        emit_read(cx, passed.value)


def _prepare_borrow(cx: FunctionContext, value: Value, argument: ArgumentDecl, decl: FunctionDecl) -> Passed:
    value = consumption.loaded(cx, value)
    if not value.known:
        return Passed(argument=argument, value=value, legal=not value.failed)
    if value.transferred:
        note_borrowed(cx, value, argument, decl)
    in_register = is_passed_in_register(cx, argument, decl)
    if value.access is None or in_register is Answer.YES:
        return Passed(argument=argument, value=value, load=True)
    if in_register is Answer.UNKNOWN and is_trivial(value.type, cx.types) is not Answer.NO:
        escape(cx, value)
        return Passed(argument=argument, value=value)
    value = consumption.in_memory(cx, value)
    return Passed(argument=argument, value=value, effect=EffectKind.USE)


def _prepare_mutable(value: Value, argument: ArgumentDecl) -> Passed:
    if isinstance(value.detail, Element | Projection):
        return Passed(argument=argument, value=value, pending=value, effect=EffectKind.MUT)
    if value.access is None:
        return Passed(argument=argument, value=value, load=True)
    return Passed(argument=argument, value=value, effect=EffectKind.MUT)


def _prepare_reference(cx: FunctionContext, value: Value, bound: Bound, decl: FunctionDecl) -> Passed:
    argument = bound.argument
    value = consumption.loaded(cx, value)
    if not value.known:
        return Passed(argument=argument, value=value, legal=not value.failed)
    if value.transferred:
        note_borrowed(cx, value, argument, decl)
    value = consumption.in_memory(cx, value)
    if value.access is None:
        return Passed(argument=argument, value=value, load=True)
    asked_immutable = bound.origin is not None and bound.origin.mutable is False
    written = value.category in (Category.MUT, Category.PAR) and not asked_immutable
    if decl.reads_nested_origins_only:
        written = False
    return Passed(argument=argument, value=value, effect=EffectKind.MUT if written else EffectKind.USE)


def prepare_owned(cx: FunctionContext, value: Value, argument: ArgumentDecl, taker: Taker) -> Passed:
    """A `var` or `deinit` argument: temporaries and `x^` are handed over, places are copied."""
    if isinstance(value.detail, Element | Projection):
        value = computed.read(cx, value)
        if not value.known:
            return Passed(argument=argument, value=value, legal=not value.failed)
    if value.category is Category.OWNED:
        effect = None if value.place is None else EffectKind.CONSUME
        return Passed(
            argument=argument,
            value=value,
            effect=effect,
            load=effect is None,
            transferred=value.transferred,
        )
    if value.category is Category.CONST:
        return Passed(argument=argument, value=value, load=True)
    if is_trivial(value.type, cx.types) is Answer.YES:
        emit_copy(cx, value, None, taker)
        return Passed(argument=argument, value=replace(value, place=None, origin=None))
    copied = declare_temporary(cx, value.type, value.at)
    legal = emit_copy(cx, value, copied, taker)
    value = replace(
        value,
        category=Category.OWNED,
        place=copied,
        origin=place_origin(copied, Category.MUT),
    )
    return Passed(argument=argument, value=value, effect=EffectKind.CONSUME, legal=legal)


def insert_keyword_value(cx: FunctionContext, passed: Passed) -> None:
    """A `**kwargs` value goes into a dictionary while the arguments are prepared (VA-29)."""
    if passed.effect is EffectKind.CONSUME and passed.value.access is not None:
        at = passed.value.at
        emit(cx, OpKind.CALL, passed.value, (consume(passed.value.access, at),))
    passed.effect = None


def argument_fact(cx: FunctionContext, passed: Passed, decl: FunctionDecl) -> ArgumentFact:
    """What exclusivity sees of the argument (VA-40)."""
    argument, value = passed.argument, passed.value
    access = None if passed.effect is None else value.access
    own = None if access is None else _own_origin(access, value)
    read = passed.effect is EffectKind.USE
    if decl.reads_nested_origins_only and argument.convention is Convention.REF:
        read = True
    is_borrowed = access is not None and passed.effect is not EffectKind.CONSUME
    return ArgumentFact(
        parameter=argument.name,
        convention=argument.convention,
        span=value.expr.span,
        own=own,
        own_immutable=read and argument.convention is not Convention.MUT,
        whole=own is not None and len(own.paths) == 1,
        embedded=embedded_in(value.type, decl),
        type=value.type,
        place=None if access is None else value.place,
        transferred=passed.transferred,
        seen_as=seen_without_destructor(argument, decl, value.type, cx.types) if is_borrowed else None,
    )


def embedded_in(type_: Type, decl: FunctionDecl) -> tuple[Origin, ...]:
    """The origins a call accesses because the type of an argument mentions them (CL-10)."""
    found = embedded_origins(type_)
    if decl.reads_nested_origins_only:
        found = tuple(Origin(origin.paths, False) for origin in found)
    return found


def is_keyword_variadic(bound: Bound) -> bool:
    return bound.argument.passing is Passing.KEYWORD_VARIADIC


def _own_origin(access: Access, value: Value) -> Origin:
    own = access_origin(access, value.category)
    if len(own.paths) > 1 and isinstance(value.expr, ast.Name) and value.origin is not None:
        return value.origin  # That of a captured reference may be more mutable than its category says.
    return own


def spill(cx: FunctionContext, value: Value) -> Value:
    """Puts a register value into memory (VA-5)."""
    place = declare_temporary(cx, value.type, value.at)
    moved = None if value.access is None else consume(value.access, value.at)
    emit(cx, OpKind.STORE, value, (moved, define(place, value.at)))
    return replace(value, place=place, origin=place_origin(place, Category.MUT), transferred=False)
