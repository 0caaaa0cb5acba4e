"""Reference bindings: `ref r = e`, names over places (EX-1, VA-4, VA-16)."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.mir.body import LocalId, LocalKind, Op, OpKind, Place, Through
from minimojo.mir.facts import WhyImmutable
from minimojo.mir.lowering import consumption
from minimojo.mir.lowering.bindings import FailedVariable, ReferenceBinding, SilentBinding
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.literals import is_literal
from minimojo.mir.lowering.locals import declare_temporary, declare_variable
from minimojo.mir.lowering.materialization import is_materializable, report_unaddressable
from minimojo.mir.lowering.operations import consume, define, emit, escape
from minimojo.mir.lowering.origins import mutability, place_origin
from minimojo.mir.lowering.values import Value, failed
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import is_register_passable, materialized
from minimojo.types.model import ERROR, UNKNOWN, Answer, Category, Origin


def as_reference(cx: FunctionContext, value: Value) -> Value:
    """The value as storage that a reference can be bound to, with the storage's real mutability.

    Temporaries in memory live as long as the reference; registers have no origin.
    """
    value = consumption.loaded(cx, value)
    if not value.known:
        return value
    if value.is_place or value.transferred:
        return replace(value, category=value.storage or value.real_category, transferred=False)
    if value.place is not None and cx.builder.local(value.place.local).in_memory:
        return replace(value, category=Category.MUT)
    is_constant = value.category is Category.CONST and not is_literal(value.type)
    if is_constant or not is_materializable(cx, value):
        report_unaddressable(cx, value, "'ref' binding")
        return failed(value.expr)
    type_ = materialized(value.type, cx.types)
    match is_register_passable(type_, cx.types):
        case Answer.NO:
            return _materialize(cx, replace(value, type=type_))
        case Answer.UNKNOWN:
            escape(cx, value)
            return replace(value, category=Category.UNKNOWN)
        case Answer.YES if value.in_slot:
            return _materialize(cx, value)
        case Answer.YES:
            report_unaddressable(cx, value, "'ref' binding")
            return failed(value.expr)


def not_stored(value: Value, declared_at: Span) -> SilentBinding:
    """What a name means whose initializer has failed, or is not understood."""
    if value.failed:
        return FailedVariable(type=ERROR, declared_at=declared_at)
    return SilentBinding(type=UNKNOWN, declared_at=declared_at)


def bind_reference(cx: FunctionContext, target: ast.Name, value: Value, why: WhyImmutable) -> bool:
    """Declares `target` as a reference to `value`, which `as_reference` has prepared."""
    if not value.known:
        escape(cx, value)
        cx.declare(target.name, not_stored(value, target.span))
        return not value.failed
    origin = _origin(value)
    local = declare_variable(cx, target.name, value.type, target.span, LocalKind.REFERENCE, origin)
    declare_reference(cx, target, value, local, origin, why)
    return True


def declare_reference(
    cx: FunctionContext,
    target: ast.Name,
    value: Value,
    local: LocalId,
    origin: Origin | None,
    why: WhyImmutable,
) -> None:
    """Stores the reference, at what it refers to, and makes its name visible."""
    cx.builder.touch(target.span)
    stored = (define(Place(local=local), target.span),)
    cx.emit(Op(kind=OpKind.BORROW, at=value.at, span=target.span, effects=stored))
    place = value.place if _is_hidden(cx, value) else None
    through = Through(origin=origin, type=value.type) if origin is not None else None
    cx.declare(
        target.name,
        ReferenceBinding(
            local=local,
            target=place or through or Place(local=local),
            origin=origin,
            type=value.type,
            category=value.category,
            declared_at=target.span,
            why=why,
        ),
    )


def _is_hidden(cx: FunctionContext, value: Value) -> bool:
    """Whether the storage belongs to the name alone: the value of a loop variable."""
    return value.place is not None and cx.builder.local(value.place.local).kind is LocalKind.BOUND


def _origin(value: Value) -> Origin | None:
    if value.origin is not None:
        return Origin(value.origin.paths, mutability(value.category))
    return None if value.place is None else place_origin(value.place, value.category)


def _materialize(cx: FunctionContext, value: Value) -> Value:
    place = declare_temporary(cx, value.type, value.at)
    moved = None if value.access is None else consume(value.access, value.at)
    emit(cx, OpKind.INIT, value, (moved, define(place, value.at)))
    return replace(value, category=Category.MUT, place=place, origin=place_origin(place, Category.MUT))
