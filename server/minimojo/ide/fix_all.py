"""All safe fixes of a file at once."""

from __future__ import annotations

from minimojo.fixes.model import Applicability
from minimojo.rules.selection import EVERYTHING, Selection
from minimojo.text import TextEdit
from minimojo.workspace.model import FileAnalysis
from minimojo.workspace.together import made_together
from minimojo.workspace.trials import Trial


def fix_all(analysis: FileAnalysis, trial: Trial, selection: Selection = EVERYTHING) -> tuple[TextEdit, ...]:
    """The edits of all fixes that are safe and go together, as edits of the present text."""
    return made_together(analysis, selection.of(analysis.findings), trial, {Applicability.SAFE}).edits
