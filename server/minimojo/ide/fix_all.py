"""All safe fixes of a file at once."""

from __future__ import annotations

from minimojo.fixes.model import Applicability
from minimojo.rules.model import Finding
from minimojo.rules.selection import EVERYTHING, Selection
from minimojo.text import TextEdit
from minimojo.workspace.model import FileAnalysis
from minimojo.workspace.repairs import Repair, compatible, joined, repairs_of
from minimojo.workspace.trials import Edits, Trial, takes_away


def fix_all(analysis: FileAnalysis, trial: Trial, selection: Selection = EVERYTHING) -> tuple[TextEdit, ...]:
    """The edits of all fixes that are safe and do not meet, as edits of the present text.

    Each fix was tried by itself, and all of them together are; those that do not go together with the
    ones before them are left out.
    """
    chosen = [it for it in analysis.findings if selection.judge(it.code, it.severity) is not None]
    offered = zip(chosen, repairs_of(analysis, chosen, trial), strict=True)
    pending = [(finding, found[0]) for finding, found in offered if found and _is_safe(found[0])]
    made: Edits = ()
    so_far = analysis
    while pending:
        layer, pending = compatible(pending, made)
        found = _joined(layer, made, so_far, trial)
        for one in [] if found else layer:
            if (step := _joined([one], made, so_far, trial)) is not None:
                made, so_far = step
        if found is not None:
            made, so_far = found
    return made


def _joined(
    layer: list[tuple[Finding, Repair]], made: Edits, so_far: FileAnalysis, trial: Trial
) -> tuple[Edits, FileAnalysis] | None:
    """The edits of some fixes more and what comes of them; None if they do not go together with the others."""
    more = joined(layer, made)
    after = trial(more)
    return (more, after) if takes_away([it for it, _ in layer], so_far, after) else None


def _is_safe(repair: Repair) -> bool:
    return repair.applicability is Applicability.SAFE
