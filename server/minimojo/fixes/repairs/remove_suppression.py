"""Remove a comment, or the code in a comment, that asks to ignore what is not there."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.fixes.model import Applicability, Cost, DeclarationFix, Proposal, UnitEdit
from minimojo.hir.problems import DeclarationProblem, Group, Problem

_TITLES = {
    Problem.USELESS_COMMENT: "Remove the comment",
    Problem.USELESS_CODE: "Remove the code from the comment",
}


def propose(unit_key: str, record: DeclarationProblem) -> Iterator[Proposal]:
    if record.group is Group.SUPPRESSION and record.edits:
        yield Proposal(
            title=_TITLES[record.kind],
            edits=tuple(UnitEdit(unit_key, edit) for edit in record.edits),
            cost=Cost.NOTHING,
            applicability=Applicability.SAFE,
        )


FIX = DeclarationFix((DeclarationProblem,), propose)
