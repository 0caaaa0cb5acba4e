"""Where it dies: right after its last use, on the edges that do not use it, or not here at all."""

from __future__ import annotations

from minimojo.hir.model import Convention
from minimojo.ide.cursor import Subject, ValueSubject, line_of
from minimojo.ide.hover.section import Order, Section
from minimojo.mir.body import LocalKind
from minimojo.ownership.model import ENTRY, Death

_OWNED_ELSEWHERE = {Convention.IMM, Convention.MUT, Convention.REF, Convention.OUT}


def render(subject: Subject) -> str | None:
    if not isinstance(subject, ValueSubject) or subject.local.convention in _OWNED_ELSEWHERE:
        return None
    if subject.local.kind in {LocalKind.REFERENCE, LocalKind.RESULT}:
        return None
    deaths = [it for it in subject.cx.lifetimes.deaths if it.place.local == subject.local.id]
    whole = [it for it in deaths if not it.place.path]
    told = dict.fromkeys(_death(subject, it) for it in (whole or deaths))
    texts = [text for text in told if text]
    return f"**Destroyed:** {'; '.join(texts)}." if texts else None


def _death(subject: ValueSubject, death: Death) -> str:
    what = f"`{'.'.join((subject.local.name, *death.place.path))}` " if death.place.path else ""
    if death.op == ENTRY:
        return f"{what}when the function begins"
    op = subject.cx.operation(death.op)
    if death.edge is not None:
        block = subject.cx.body.blocks[death.edge]
        if not block.scopes:
            return f"{what}on another path"
        scope = block.scopes[-1]
        return f"{what}at the start of the `{scope.arm}` part of line {line_of(subject, scope.construct)}"
    if op is None:
        return f"{what}at the end"
    return f"{what}after line {line_of(subject, op.at)}, its last use"


SECTION = Section(Order.END, render)
