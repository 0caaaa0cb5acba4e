"""Hand the value over instead of copying it: `consume(x)` becomes `consume(x^)`."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.fixes.model import Applicability, Cost, Fix, Proposal, insert
from minimojo.fixes.texts import can_end_in_caret
from minimojo.mir.facts import ImplicitCopy
from minimojo.rules.rule import Evidence


def propose(cx: Evidence, record: ImplicitCopy) -> Iterator[Proposal]:
    if record.movable and can_end_in_caret(cx, record.span.end):
        yield Proposal(
            title="Transfer the value with `^`, without a copy",
            edits=(insert(cx, record.span.end, "^"),),
            cost=Cost.MOVE,
            applicability=Applicability.SAFE,
        )


FIX = Fix((ImplicitCopy,), propose)
