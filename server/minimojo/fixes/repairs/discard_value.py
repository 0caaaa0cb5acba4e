"""Say that a value is dropped on purpose: `f()` becomes `_ = f()`."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.fixes.model import Applicability, Cost, Fix, Proposal, insert
from minimojo.mir.facts import UnusedValue
from minimojo.rules.rule import Evidence


def propose(cx: Evidence, record: UnusedValue) -> Iterator[Proposal]:
    yield Proposal(
        title="Discard the value with `_ =`",
        edits=(insert(cx, record.span.start, "_ = "),),
        cost=Cost.NOTHING,
        applicability=Applicability.SAFE,
    )


FIX = Fix((UnusedValue,), propose)
