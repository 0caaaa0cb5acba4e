"""Where it ends: given away, or destroyed after its last use or on the edges that do not use it."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.hir.model import Convention
from minimojo.ide.cursor import Subject, ValueSubject, line_of
from minimojo.ide.hover.section import Order, Section
from minimojo.ide.hover.transfer import destinations, transfers_before
from minimojo.mir.body import EffectKind, LocalKind, Op, OpKind, Place
from minimojo.ownership.analyse import state_before
from minimojo.ownership.model import ENTRY, Death, OpRef

_OWNED_ELSEWHERE = {Convention.IMM, Convention.MUT, Convention.REF, Convention.OUT}


def render(subject: Subject) -> str | None:
    if not isinstance(subject, ValueSubject) or subject.local.convention in _OWNED_ELSEWHERE:
        return None
    if subject.local.kind in (LocalKind.REFERENCE, LocalKind.RESULT):
        return None
    texts = (_given_away(subject), _destroyed(subject))
    return "\n\n".join(text for text in texts if text) or None


def _given_away(subject: ValueSubject) -> str | None:
    """The transfers of the whole value that the other sections do not tell."""
    told = {touch.ref for touch in subject.touches}
    state = None
    if subject.moment is not None:
        state = state_before(subject.cx.lifetimes, subject.local.id, subject.moment)
    if state is not None:
        told.update(ref for ref, _ in transfers_before(state))
    where = destinations(subject, [(ref, ()) for ref in _takers(subject) if ref not in told])
    return f"**Transferred:** {where}." if where else None


def _takers(subject: ValueSubject) -> Iterator[OpRef]:
    whole = Place(local=subject.local.id)
    for ref, op in subject.cx.operations:
        if op.kind is not OpKind.RESULT and any(
            it.kind is EffectKind.CONSUME and it.access == whole for it in op.effects
        ):
            yield ref


def _destroyed(subject: ValueSubject) -> str | None:
    deaths = [it for it in subject.cx.lifetimes.deaths if it.place.local == subject.local.id]
    whole = [it for it in deaths if not it.place.path]
    in_order = sorted(whole or deaths, key=lambda it: (it.op, -1 if it.edge is None else it.edge))
    told = dict.fromkeys(_death(subject, it) for it in in_order)
    return f"**Destroyed:** {'; '.join(told)}." if told else None


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
    if subject.cx.text(op.at) == "with":  # The use that ends the block has no place of its own (ST-75).
        return f"{what}at the end of the `with` block of line {line_of(subject, op.at)}"
    why = "where it is set, because nothing uses it" if _sets(op, death.place) else "its last use"
    return f"{what}after line {line_of(subject, op.at)}, {why}"


def _sets(op: Op, place: Place) -> bool:
    return any(it.kind is EffectKind.DEF and it.access == place for it in op.effects)


SECTION = Section(Order.END, render)
