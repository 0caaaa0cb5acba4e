"""Its state here: initialized, transferred away (where, on which paths), or never set."""

from __future__ import annotations

from minimojo.ide.cursor import Subject, ValueSubject
from minimojo.ide.hover.section import Order, Section
from minimojo.ide.hover.transfer import destinations, transfers_before
from minimojo.ownership.analyse import state_before
from minimojo.ownership.model import Fate, PlaceState


def render(subject: Subject) -> str | None:
    if not isinstance(subject, ValueSubject) or subject.moment is None:
        return None
    state = state_before(subject.cx.lifetimes, subject.local.id, subject.moment)
    return None if state is None else f"**State here:** {_state(subject, state)}."


def _state(subject: ValueSubject, state: PlaceState) -> str:
    fates = {cause.fate for cause in state.causes}
    if state.fully_initialized:
        return "initialized"
    missing = state.missing_name
    where = destinations(subject, transfers_before(state))
    if state.partly_initialized and missing is not None and missing != subject.local.name:
        went = f", transferred {where}" if where else ""
        return f"initialized except for `{missing}`{went}"
    if Fate.TRANSFERRED in fates:
        adverb = "possibly " if Fate.INITIALIZED in fates else ""
        return f"{adverb}transferred away {where}".rstrip()
    if Fate.INITIALIZED in fates:
        return "initialized on some paths only"
    return "not initialized yet"


SECTION = Section(Order.STATE, render)
