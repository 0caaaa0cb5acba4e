"""What happens to the value at this place: borrowed, copied, transferred, assigned."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.hir.model import Convention
from minimojo.ide.cursor import Subject, Touch, ValueSubject
from minimojo.ide.hover.section import Order, Section
from minimojo.mir.body import EffectKind, OpKind
from minimojo.rules.wording import callee_name


def render(subject: Subject) -> str | None:
    if not isinstance(subject, ValueSubject):
        return None
    told = dict.fromkeys(text for touch in subject.touches for text in _told(touch))
    return f"**Here:** {', then '.join(told)}." if told else None


def _told(touch: Touch) -> Iterator[str]:
    op, effect = touch.op, touch.effect
    into = ""
    if op.call is not None and effect.argument is not None:
        fact = op.call.arguments[effect.argument]
        into = f" by {callee_name(op.call)}, as its `{fact.convention.value}` argument `{fact.parameter}`"
        if fact.convention is Convention.IMM and fact.parameter == "self":
            into = f" by {callee_name(op.call)}"
    match effect.kind:
        case EffectKind.CONSUME:
            yield f"taken{into}, who owns it from here on" if into else "given away"
        case EffectKind.MUT:
            yield f"borrowed mutably{into}" if into else "changed"
        case EffectKind.DEF:
            yield "given a value"
        case EffectKind.USE if op.kind is OpKind.COPY:
            yield "copied"
        case EffectKind.USE if op.kind is not OpKind.TRANSFER:
            yield f"borrowed{into}" if into else "read"
        case EffectKind.ESCAPE:
            yield "passed to something unknown"
        case _:
            pass


SECTION = Section(Order.HERE, render)
