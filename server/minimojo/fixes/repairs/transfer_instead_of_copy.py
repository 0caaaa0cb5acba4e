"""Give a variable away instead of a copy that is its last use: `take(s.copy())` becomes `take(s^)`."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.fixes.model import Cost, Fix, Proposal, replace
from minimojo.fixes.texts import can_end_in_caret
from minimojo.rules.codes.avoidable_copy import AvoidableCopy
from minimojo.rules.rule import Evidence


def propose(cx: Evidence, record: AvoidableCopy) -> Iterator[Proposal]:
    if can_end_in_caret(cx, record.span.end):
        edit = replace(cx, record.span, f"{record.name}^")
        yield Proposal(title=f"Transfer `{record.name}` instead of a copy", edits=(edit,), cost=Cost.MOVE)


FIX = Fix((AvoidableCopy,), propose)
