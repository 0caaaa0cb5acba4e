"""All safe fixes of a file at once."""

from __future__ import annotations

import itertools

from minimojo.fixes.model import Applicability
from minimojo.rules.selection import EVERYTHING, Selection
from minimojo.text import TextEdit
from minimojo.workspace.model import FileAnalysis
from minimojo.workspace.repairs import Trial, improves, repairs


def fix_all(analysis: FileAnalysis, trial: Trial, selection: Selection = EVERYTHING) -> tuple[TextEdit, ...]:
    """The edits of all fixes that are safe and do not meet, as edits of the present text.

    Each fix was tried by itself, and all of them together are; those that do not go together with the
    ones before them are left out.
    """
    made: tuple[TextEdit, ...] = ()
    for finding in analysis.findings:
        if selection.judge(finding.code, finding.severity) is None:
            continue
        for repair in repairs(analysis, finding, trial):
            more = tuple(sorted({*made, *repair.edits}))
            is_safe = repair.applicability is Applicability.SAFE and repair.preferred
            if is_safe and _are_apart(more) and (not made or improves(trial(made), trial(more))):
                made = more
    return made


def _are_apart(edits: tuple[TextEdit, ...]) -> bool:
    """Whether sorted edits can be made at once."""
    pairs = itertools.pairwise(edits)
    return all(one.span.end <= other.span.start and one.span != other.span for one, other in pairs)
