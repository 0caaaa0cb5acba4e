"""Moving a value between categories: as borrowed, as owned, into a destination (EX-1, VA parts 1 and 2)."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.mir.body import Access, Op, OpKind
from minimojo.mir.facts import InvalidTransfer, TransferError
from minimojo.mir.lowering import computed, displays, emission
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.copies import Taker, emit_copy
from minimojo.mir.lowering.escapes import report_conversion
from minimojo.mir.lowering.locals import declare_temporary
from minimojo.mir.lowering.materialization import may_materialize
from minimojo.mir.lowering.operations import consume, define, emit, emit_read, escape, taint
from minimojo.mir.lowering.origins import field_origin, place_origin
from minimojo.mir.lowering.values import (
    Destination,
    Element,
    Projection,
    TupleOfPlaces,
    Value,
    failed,
)
from minimojo.mir.lowering.wording import shown_type
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import (
    ByConstructor,
    Free,
    Impossible,
    Operand,
    Resolved,
    Same,
    UnknownConversion,
    embedded_origins,
    implicit_conversion,
    is_register_passable,
    is_trivial,
    materialized,
    movable,
)
from minimojo.types.model import UNKNOWN, Answer, Category, Origin, Type

_PENDING = Category.PENDING  # Members of an enum are found slowly, and this is asked all the time.


def _got_from(value: Value) -> Origin | None:
    """Where the getter of a computed place leads."""
    match value.detail:
        case Element(origin=origin):
            return origin
        case Projection(base=base, name=name):
            origin = _got_from(base)
            return None if origin is None else field_origin(origin, name)
        case _:
            return None


def as_operand(value: Value, keyword: str | None = None, stars: int = 0) -> Operand:
    """What overload resolution sees of a value."""
    category, origin = value.category, value.origin
    if value.is_computed:
        category, origin = Category.COMPUTED, _got_from(value)
    elif origin is None and value.place is not None:
        origin = place_origin(value.place, category)
    return Operand(
        type=UNKNOWN if category is _PENDING else value.type,
        category=category,
        origin=origin,
        keyword=keyword,
        stars=stars,
        pending=displays.as_pending(value) if category is _PENDING else None,
    )


def typed(cx: FunctionContext, value: Value, wanted: Type | None) -> Value:
    """Gives an untyped value the type its consumer wants, or its own default (VA-22)."""
    if value.category is _PENDING:
        return displays.resolve_pending(cx, value, wanted, None)
    return value


def loaded(cx: FunctionContext, value: Value) -> Value:
    """As a borrow: getters of computed places run, everything else stays what it is (VA-2)."""
    if value.is_computed:
        return computed.read(cx, value)
    return typed(cx, value, None)


def in_memory(cx: FunctionContext, value: Value) -> Value:
    """As storage: an owned register value of a type that is not trivial is spilled (VA-2, VA-5)."""
    if value.category is not Category.OWNED or value.place is None or value.transferred:
        return value
    if cx.builder.local(value.place.local).in_memory:
        return value
    place = declare_temporary(cx, value.type, value.at)
    moved = (consume(value.place, value.at), define(place, value.at))
    emit(cx, OpKind.STORE, value, moved)
    return replace(value, place=place, origin=place_origin(place, Category.MUT))


def convert(
    cx: FunctionContext,
    value: Value,
    conversion: Resolved,
    target: Type,
    into: Destination | None = None,
) -> Value:
    """Calls an `@implicit` constructor on the value (VA-25)."""
    site = emission.CallSite(
        expr=value.expr, at=value.at, phrase=f"implicit conversion to '{shown_type(cx, target)}'"
    )
    return emission.emit_call(cx, site, conversion, (value,), into=into)


def as_owned(cx: FunctionContext, value: Value, wanted: Type | None, taker: Taker) -> Value:
    """The value as something owned, in a temporary if it must be copied (VA-1)."""
    value = typed(cx, value, wanted)
    if value.is_computed:
        value = computed.read(cx, value)
    if not may_materialize(cx, value):
        return failed(value.expr)
    if not value.known or value.category in (Category.OWNED, Category.CONST):
        return value if wanted is None else _owned_as(cx, value, wanted)
    if wanted is not None and value.type != wanted:
        match implicit_conversion(as_operand(value), wanted, cx.types):
            case ByConstructor(call=call):
                return convert(cx, value, call, wanted)
            case Same() | Free():
                pass
            case Impossible():
                report_conversion(cx, value, wanted)
                return failed(value.expr)
            case UnknownConversion():
                escape(cx, value)
                return replace(failed(value.expr), type=UNKNOWN, at=value.at)
    if is_trivial(value.type, cx.types) is Answer.YES:
        emit_copy(cx, value, None, taker)
        return replace(value, category=Category.OWNED, place=None, origin=None)
    copied = declare_temporary(cx, value.type, value.at)
    if not emit_copy(cx, value, copied, taker):
        return failed(value.expr)
    return replace(value, category=Category.OWNED, place=copied, origin=place_origin(copied, Category.MUT))


def _owned_as(cx: FunctionContext, value: Value, wanted: Type) -> Value:
    """An owned value that must have a type; a conversion has no effect that anybody looks at.

    A trivial one that arrived in memory is loaded.
    """
    if value.place is not None and is_trivial(value.type, cx.types) is Answer.YES:
        emit_read(cx, value)
        value = replace(value, place=None, origin=None)
    if value.type != wanted and value.category is Category.OWNED:
        conversion = implicit_conversion(as_operand(value), wanted, cx.types)
        if isinstance(conversion, Impossible):
            report_conversion(cx, value, wanted)
    return value


def deliver(cx: FunctionContext, value: Value, into: Destination) -> bool:
    """Stores the value in its destination (VA-7, VA-15); false when the compiler reported an error.

    When only the copy failed, the destination exists and keeps its type (EX-5b). A destination that
    exists counts as set all the same: what is wrong is the value, and that has been said.
    """
    if value.delivered:
        return True
    if value.failed:
        return _fail(cx, value, into)
    if value.category is Category.PENDING:
        resolved = displays.resolve_pending(cx, value, into.type, into)
        return resolved.delivered or deliver(cx, resolved, into)
    wanted = into.type
    if isinstance(value.detail, TupleOfPlaces):  # Its elements become what the destination wants (EX-17).
        built = displays.build_tuple(cx, value.expr, value.detail.elements, wanted, into)
        return built.delivered or deliver(cx, built, into)
    if value.known and wanted is not None and value.type != wanted:
        match implicit_conversion(as_operand(value), wanted, cx.types):
            case Same() | Free():
                pass
            case ByConstructor(call=call):
                built = convert(cx, loaded(cx, value), call, wanted, into)
                if built.failed and value.is_place:
                    into.storage(wanted)
                return built.delivered or deliver(cx, built, into)
            case Impossible():
                if report_conversion(cx, value, wanted) and into.access is not None:
                    taint(cx, into.access, value.at)
                escape(cx, value)
                return _fail(cx, value, into)
            case UnknownConversion():
                escape(cx, value)
                value = replace(value, category=Category.UNKNOWN)
    if value.is_computed:
        value = computed.read(cx, value, into)
        return value.delivered or deliver(cx, value, into)
    return _store(cx, value, into)


def _fail(cx: FunctionContext, value: Value, into: Destination) -> bool:
    """The destination, if there is one, counts as set: what is wrong is the value."""
    if into.access is not None:
        count_as_set(cx, into.access, value.expr, value.at)
    return False


def count_as_set(cx: FunctionContext, access: Access, expr: ast.Expr, at: Span) -> None:
    """Storage that was to get a wrong value, which has been told, is not uninitialized besides."""
    cx.emit(Op(kind=OpKind.INIT, at=at, span=expr.span, effects=(define(access, at),), certain=False))


def _store(cx: FunctionContext, value: Value, into: Destination) -> bool:
    target = into.storage(storage_type(cx, value))
    taker = Taker(what=into.what)
    if not value.known:
        escape(cx, value)
        _define(cx, value, None, target)
        return True
    match value.category:
        case Category.OWNED if value.access is not None:
            return _move(cx, value, value.access, target)
        case Category.OWNED | Category.CONST:
            _define(cx, value, None, target)
            return may_materialize(cx, value)
        case _:
            return emit_copy(cx, value, target, taker)


def storage_type(cx: FunctionContext, value: Value) -> Type:
    """The type of a variable that is initialized with the value (ST-23)."""
    return materialized(value.type, cx.types) if value.known else value.type


def _move(cx: FunctionContext, value: Value, source: Access, target: Access | None) -> bool:
    in_register = is_register_passable(value.type, cx.types)
    legal = in_register is not Answer.NO or movable(value.type, cx.types) is not Answer.NO
    if not legal:
        cx.report(
            InvalidTransfer(
                at=value.at,
                span=value.expr.span,
                why=TransferError.NOT_MOVABLE,
                type=value.type,
                type_name=shown_type(cx, value.type),
                root=value.root,
            )
        )
    effects = (
        consume(source, value.at),
        None if target is None else define(target, value.at),
    )
    if in_register is Answer.YES:
        emit(cx, OpKind.REGISTER_MOVE, value, effects)
    else:
        emit(cx, OpKind.MOVE, value, effects, embedded_origins(value.type))
    return legal


def _define(cx: FunctionContext, value: Value, source: Access | None, target: Access | None) -> None:
    if target is None:
        if source is None:
            cx.builder.touch(value.at)
        return
    emit(cx, OpKind.INIT, value, (define(target, value.at),))


def discard(cx: FunctionContext, value: Value) -> None:
    """`_ = e`: a use of a place or temporary; no copy, no move (VA-8)."""
    value = loaded(cx, value)
    if not value.known:
        escape(cx, value)
    elif value.category is not Category.CONST:
        emit_read(cx, value, OpKind.DISCARD)


def loaded_for_unknown(cx: FunctionContext, value: Value) -> Value:
    """An operand of an unknown call: getters of computed places run, displays get their elements in."""
    if value.is_computed:
        return computed.read(cx, value)
    if value.category is Category.PENDING:
        displays.escape_elements(cx, value)
    return value
