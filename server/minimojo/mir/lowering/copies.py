"""Copies: the one way in which something that is not owned becomes owned (VA-10 .. VA-12)."""

from __future__ import annotations

from msgspec import Struct

from minimojo.hir.model import ArgumentDecl, Convention, FunctionDecl
from minimojo.mir.body import Access, ArgumentFact, CallFact, OpKind
from minimojo.mir.facts import ImplicitCopy
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.destinations import Raising, may_build_in
from minimojo.mir.lowering.operations import define, emit, use
from minimojo.mir.lowering.origins import access_origin
from minimojo.mir.lowering.values import Destination, Value
from minimojo.mir.lowering.wording import shown_type
from minimojo.types import (
    copied_bitwise,
    copyable,
    embedded_origins,
    implicitly_copyable,
    is_register_passable,
    is_trivial,
    movable,
)
from minimojo.types.model import Answer, Category, ClosureType, Origin, Type


class Taker(Struct, frozen=True, kw_only=True):
    """Who wants an owned value: words for a message, and the parameter of a call if it is one."""

    what: str
    argument: ArgumentDecl | None = None
    callee: FunctionDecl | None = None


def emit_copy(cx: FunctionContext, value: Value, into: Access | None, taker: Taker) -> bool:
    """Copies a place into `into`; false when the compiler forbids it.

    The operation is emitted all the same: once the copy is written out, the program reads the
    source here.
    """
    legal = may_copy(cx, value, taker)
    kind = OpKind.READ if into is None else _kind_of_copy(cx, value)
    effects = (
        None if value.access is None else use(value.access, value.at),
        None if into is None else define(into, value.at),
    )
    call = _aliasing_call(cx, value, into) if kind is OpKind.COPY and legal and into is not None else None
    emit(cx, kind, value, effects, _embedded(value.type), call)
    return legal


def _aliasing_call(cx: FunctionContext, value: Value, into: Access) -> CallFact | None:
    """The call of the copy constructor, where it builds its result straight into what its source may
    belong to (VA-11.7, VA-44); None where no exclusivity is in question."""
    if value.access is None or not _calls_constructor(cx, value.type):
        return None
    source, target = access_origin(value.access, Category.IMM), access_origin(into, Category.MUT)
    if {path.root for path in source.paths}.isdisjoint(path.root for path in target.paths):
        return None
    place = Destination(type=value.type, what="copy", access=into)
    if not may_build_in(cx, place, value.type, (source,), Raising.NEVER):
        return None
    span = value.expr.span
    argument = ArgumentFact(
        parameter="copy",
        convention=Convention.IMM,
        span=span,
        own=source,
        own_immutable=True,
        whole=len(source.paths) == 1,
        embedded=(),
        type=value.type,
        place=value.place,
    )
    return CallFact(
        callee=None,
        phrase=f"implicit copy constructor of '{shown_type(cx, value.type)}'",
        at=value.at,
        span=span,
        arguments=(argument,),
        destination=target,
    )


def _kind_of_copy(cx: FunctionContext, value: Value) -> OpKind:
    if is_trivial(value.type, cx.types) is Answer.YES:
        return OpKind.REGISTER_COPY
    in_memory = is_register_passable(value.type, cx.types) is Answer.NO
    bitwise = in_memory and copied_bitwise(value.type, cx.types) is Answer.YES
    return OpKind.BITWISE_COPY if bitwise else OpKind.COPY


def _calls_constructor(cx: FunctionContext, type_: Type) -> bool:
    """Whether a copy certainly calls a constructor: registers that are not trivial are never copied as bits."""
    if is_register_passable(type_, cx.types) is Answer.YES:
        return is_trivial(type_, cx.types) is Answer.NO
    return copied_bitwise(type_, cx.types) is Answer.NO


def may_copy(cx: FunctionContext, value: Value, taker: Taker) -> bool:
    """Records the error of VA-12 where the type certainly forbids an implicit copy."""
    forbidden = (
        is_trivial(value.type, cx.types) is Answer.NO
        and implicitly_copyable(value.type, cx.types) is Answer.NO
    )
    if forbidden:
        report_copy(cx, value, taker)
    return not forbidden


def report_copy(cx: FunctionContext, value: Value, taker: Taker) -> None:
    cx.report(
        ImplicitCopy(
            at=value.at,
            span=value.expr.span,
            type=value.type,
            type_name=shown_type(cx, value.type),
            movable=_may_be_transferred(cx, value),
            copyable=copyable(value.type, cx.types) is Answer.YES,
            into=taker.what,
            root=value.root,
            taker=taker.argument,
            callee=taker.callee,
        )
    )


def _may_be_transferred(cx: FunctionContext, value: Value) -> bool:
    """Whether the compiler advises to write `^` (VA-12a)."""
    if value.place is not None and value.category is Category.MUT:
        return True
    return (
        movable(value.type, cx.types) is Answer.YES
        or is_register_passable(value.type, cx.types) is Answer.YES
    )


def _embedded(type_: Type) -> tuple[Origin, ...]:
    # Copying a closure reads what it captures (CO-17); other copies are mostly bitwise (VA-11.4).
    return embedded_origins(type_) if isinstance(type_, ClosureType) else ()
