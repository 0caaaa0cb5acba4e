"""Whether a reference, view or pointer is still good at this place, and what may have changed its owner."""

from __future__ import annotations

from minimojo.ide.cursor import Subject, ValueSubject, line_of
from minimojo.ide.hover.section import Order, Section
from minimojo.mir.body import EffectKind, Op
from minimojo.ownership.exclusivity import print_path
from minimojo.ownership.validity import Invalidation, invalidations_before
from minimojo.rules.places import owner_path
from minimojo.rules.wording import callee_name, value_name


def render(subject: Subject) -> str | None:
    if not isinstance(subject, ValueSubject) or subject.moment is None:
        return None
    found = invalidations_before(subject.cx.lifetimes, subject.local.id, subject.moment)
    told = dict.fromkeys(text for invalidation in found for text in _told(subject, invalidation))
    return f"**No longer valid here:** {', and '.join(told)}." if told else None


def _told(subject: ValueSubject, invalidation: Invalidation) -> list[str]:
    owner = value_name(print_path(owner_path(invalidation.path), subject.cx.body))
    texts: list[str] = []
    for ref in sorted(invalidation.by):
        op = subject.cx.operation(ref)
        if op is not None:
            texts.append(f"{_change(op, owner)} in line {line_of(subject, op.at)}")
    return texts


def _change(op: Op, owner: str) -> str:
    kinds = {effect.kind for effect in op.effects}
    if op.call is not None and EffectKind.MUT in kinds:
        return f"{callee_name(op.call)} may have changed {owner}"
    return f"{owner} got a new value" if EffectKind.DEF in kinds else f"{owner} was changed"


SECTION = Section(Order.STATE, render)
