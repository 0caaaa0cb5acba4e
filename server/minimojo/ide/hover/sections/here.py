"""What happens to the value at this place: borrowed, copied, transferred, assigned."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.hir.model import Convention
from minimojo.ide.cursor import Subject, Touch, ValueSubject
from minimojo.ide.hover.section import Order, Section
from minimojo.ide.hover.transfer import new_owner
from minimojo.mir.body import Effect, EffectKind, Op, OpKind, Place
from minimojo.rules.story import Taker, taker
from minimojo.rules.wording import callee_name


def render(subject: Subject) -> str | None:
    if not isinstance(subject, ValueSubject):
        return None
    told = dict.fromkeys(text for touch in subject.touches for text in _told(touch, subject))
    return f"**Here:** {', then '.join(told)}." if told else None


def _told(touch: Touch, subject: ValueSubject) -> Iterator[str]:
    part = _part(touch.effect, subject)
    for text in _happens(touch, subject):
        yield f"its `{part}` is {text}" if part else text


def _part(effect: Effect, subject: ValueSubject) -> str:
    """The part of the subject that something happens to, where it is not all of it."""
    path = effect.access.path if isinstance(effect.access, Place) else ()
    return ".".join(path[len(subject.path) :])


def _happens(touch: Touch, subject: ValueSubject) -> Iterator[str]:
    op, effect = touch.op, touch.effect
    into = ""
    fact = op.argument_of(effect)
    if fact is not None and not fact.parameter:  # The value is a function.
        yield "called"
        return
    if op.call is not None and fact is not None:
        into = f" by {callee_name(op.call)}, as its `{fact.convention.value}` argument `{fact.parameter}`"
        if fact.convention is Convention.IMM and fact.parameter == "self":
            into = f" by {callee_name(op.call)}"
    match effect.kind:
        case EffectKind.CONSUME if op.kind is not OpKind.RESULT:
            yield f"taken{into}, who owns it from here on" if into else _given(op, subject)
        case EffectKind.MUT:
            yield f"borrowed mutably{into}" if into else "changed"
        case EffectKind.DEF:
            yield "given a value"
        case EffectKind.USE if op.kind in (OpKind.COPY, OpKind.BITWISE_COPY, OpKind.REGISTER_COPY):
            yield "copied"
        case EffectKind.USE if op.kind is not OpKind.TRANSFER:
            yield f"borrowed{into}" if into else "read"
        case EffectKind.ESCAPE:
            yield "passed to something unknown"
        case _:
            pass


def _given(op: Op, subject: ValueSubject) -> str:
    match taker(subject.cx, op):
        case Taker.CLOSURE:
            return "moved into the closure"
        case Taker.CALLER:
            return "given to the caller"
        case Taker.HANDLER:
            return "raised as an error"
        case Taker.VARIABLE:
            owner = new_owner(subject, op)
            return "given away" if owner is None else f"transferred to `{owner}`"


SECTION = Section(Order.HERE, render)
