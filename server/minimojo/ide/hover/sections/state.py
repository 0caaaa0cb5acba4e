"""Its state here: initialized, transferred away (where, on which paths), or never set."""

from __future__ import annotations

from minimojo.ide.cursor import Subject, ValueSubject, line_of
from minimojo.ide.hover.section import Order, Section
from minimojo.ownership.analyse import state_before
from minimojo.ownership.model import Cause, Fate, PlaceState
from minimojo.rules.story import consuming_effect
from minimojo.rules.wording import callee_name


def render(subject: Subject) -> str | None:
    if not isinstance(subject, ValueSubject) or not subject.touches:
        return None
    state = state_before(subject.cx.lifetimes, subject.local.id, subject.touches[0].ref)
    return None if state is None else f"**State here:** {_state(subject, state)}"


def _state(subject: ValueSubject, state: PlaceState) -> str:
    fates = {cause.fate for cause in state.causes}
    if state.fully_initialized:
        return "initialized."
    missing = state.missing_name
    if state.partly_initialized and missing is not None and missing != subject.local.name:
        return f"initialized except for `{missing}`. {_transfers(subject, state)}".rstrip()
    if Fate.TRANSFERRED in fates:
        adverb = "possibly " if Fate.INITIALIZED in fates else ""
        return f"{adverb}transferred away. {_transfers(subject, state)}".rstrip()
    if Fate.INITIALIZED in fates:
        return "initialized on some paths only."
    return "not initialized yet."


def _transfers(subject: ValueSubject, state: PlaceState) -> str:
    """Where it went, a sentence for each place."""
    found = sorted({it for it in state.causes if it.fate is Fate.TRANSFERRED}, key=lambda it: it.at)
    told = (_transfer(subject, cause) for cause in found)
    return " ".join(dict.fromkeys(text for text in told if text))


def _transfer(subject: ValueSubject, cause: Cause) -> str:
    op = subject.cx.operation(cause.at)
    if op is None:
        return ""
    line = line_of(subject, op.at)
    effect = consuming_effect(op, subject.local.id, cause.path)
    if op.call is not None and effect is not None and effect.argument is not None:
        fact = op.call.arguments[effect.argument]
        return f"Line {line}: into `{fact.parameter}` of {callee_name(op.call)}."
    return f"Transferred in line {line}."


SECTION = Section(Order.STATE, render)
