"""Write it as Mojo 1.2 does: `fn` becomes `def`, `owned` becomes `var`, ..."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.fixes.model import Applicability, Cost, DeclarationFix, Proposal, UnitEdit
from minimojo.hir.problems import DeclarationProblem, Group, Problem


def propose(unit_key: str, record: DeclarationProblem) -> Iterator[Proposal]:
    if not record.edits:
        return
    if record.group is Group.SUPPRESSION:
        return  # See `remove_suppression`.
    obsolete = record.group is Group.OBSOLETE or record.kind is Problem.REMOVED_EFFECT
    # Another name makes another method of a destructor, of which the rest of its type may know.
    respells = obsolete and record.kind is not Problem.DEPRECATED_DESTRUCTOR
    new_text = record.edits[0].new_text.strip()
    written = f"Write `{new_text}`" if new_text else "Remove the old word"
    title = written if obsolete else "Correct the declaration"
    yield Proposal(
        title=title,
        edits=tuple(UnitEdit(unit_key, edit) for edit in record.edits),
        cost=Cost.NOTHING,
        applicability=Applicability.SAFE if obsolete else Applicability.UNSAFE,
        respells=respells,
    )


FIX = DeclarationFix((DeclarationProblem,), propose)
