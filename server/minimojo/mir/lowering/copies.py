"""Copies: the one way in which something that is not owned becomes owned (VA-10 .. VA-12)."""

from __future__ import annotations

from msgspec import Struct

from minimojo.hir.model import ArgumentDecl, FunctionDecl
from minimojo.mir.body import Access, OpKind
from minimojo.mir.facts import ImplicitCopy
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.operations import define, emit, use
from minimojo.mir.lowering.values import Value
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
    emit(cx, kind, value, effects, _embedded(value.type))
    return legal


def _kind_of_copy(cx: FunctionContext, value: Value) -> OpKind:
    bitwise = is_register_passable(value.type, cx.types) is Answer.NO and copied_bitwise(value.type, cx.types)
    return OpKind.BITWISE_COPY if bitwise else OpKind.COPY


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
