"""Shorthand for the operations that expressions emit."""

from __future__ import annotations

from collections.abc import Iterable

from minimojo.mir.body import Access, CallFact, Effect, EffectKind, Op, OpKind, Place, Through
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.origins import touches_any
from minimojo.mir.lowering.values import Value
from minimojo.text import Span
from minimojo.types import embedded_origins
from minimojo.types.model import Origin


def use(access: Access, at: Span) -> Effect:
    return Effect(kind=EffectKind.USE, access=access, at=at)


def define(access: Access, at: Span) -> Effect:
    return Effect(kind=EffectKind.DEF, access=access, at=at)


def consume(access: Access, at: Span) -> Effect:
    return Effect(kind=EffectKind.CONSUME, access=access, at=at)


def emit(
    cx: FunctionContext,
    kind: OpKind,
    value: Value,
    effects: Iterable[Effect | None],
    embedded: tuple[Origin, ...] = (),
    call: CallFact | None = None,
) -> None:
    """An operation about `value`, at the value's place."""
    kept = tuple(effect for effect in effects if effect is not None)
    cx.emit(
        Op(
            kind=kind,
            at=value.at,
            span=value.expr.span,
            effects=kept,
            embedded=embedded,
            any_origin=has_any_origin(kept, embedded),
            call=call,
        )
    )


def emit_read(cx: FunctionContext, value: Value, kind: OpKind = OpKind.READ) -> None:
    """The value is looked at, at its place: a trivial argument, a condition, `_ = x`."""
    if value.access is None:
        cx.builder.touch(value.at)
    else:
        emit(cx, kind, value, (use(value.access, value.at),))


def escape(cx: FunctionContext, value: Value) -> None:
    """Code that is not known gets hold of `value`: nothing may be founded on what it does with it."""
    if value.detail is not None:
        for part in value.parts:
            escape(cx, part)
    access = value.access
    kind = EffectKind.TAINT if value.transferred else EffectKind.ESCAPE
    effects = () if access is None else (Effect(kind=kind, access=access, at=value.at),)
    anywhere = has_any_origin(effects, embedded_origins(value.type))
    if access is None and not anywhere:
        cx.builder.touch(value.at)
        return
    cx.emit(
        Op(
            kind=OpKind.BORROW,
            at=value.at,
            span=value.expr.span,
            effects=effects,
            any_origin=anywhere,
            certain=False,
        )
    )


def taint(cx: FunctionContext, access: Access, at: Span) -> None:
    """Nothing at all may be said about this storage in this function."""
    effect = Effect(kind=EffectKind.TAINT, access=access, at=at)
    cx.emit(Op(kind=OpKind.BORROW, at=at, span=at, effects=(effect,), certain=False))


def has_any_origin(effects: Iterable[Effect], embedded: Iterable[Origin]) -> bool:
    """Whether the wildcard origin is touched by an operand or an embedded origin (CL-12)."""
    for effect in effects:
        match effect.access:
            case Place():
                pass
            case Through(origin=origin):
                if touches_any(origin):
                    return True
    return any(touches_any(origin) for origin in embedded)
