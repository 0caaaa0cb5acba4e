"""What can be done about the findings at a place?

Findings are sought by range in our own results, never in what a client sends back: some clients
drop fields of the diagnostics that they were given.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.fixes.model import Applicability
from minimojo.ide.diagnostics import Diagnostic, diagnostics
from minimojo.rules.selection import EVERYTHING, Selection
from minimojo.rules.suppression import ITSELF, ignoring
from minimojo.text import Span
from minimojo.workspace.model import FileAnalysis
from minimojo.workspace.repairs import Repair, repairs_of
from minimojo.workspace.trials import Trial

_MOST = 100
"""Findings whose fixes are offered at once: editors ask about whatever is selected, maybe a whole file, and nobody
reads a longer menu."""


class Action(Struct, frozen=True):
    """A repair together with the finding that it removes."""

    diagnostic: Diagnostic
    repair: Repair


def actions(
    analysis: FileAnalysis, span: Span, trial: Trial, selection: Selection = EVERYTHING
) -> Iterator[Action]:
    """The quick fixes for every finding that `span` (a selection, or an empty range at the cursor) meets.

    A cursor anywhere on the line of a finding meets it if nothing else stands under the cursor:
    some clients ask with the cursor's place only. Of very many findings, the first ones have to do.
    """
    found = [it for it in diagnostics(analysis, selection) if _meet(it.span, span)]
    if not found:
        line = analysis.lines.line_of(span.start)
        found = [
            it for it in diagnostics(analysis, selection) if analysis.lines.line_of(it.span.start) == line
        ]
    del found[_MOST:]
    fixes = repairs_of(analysis, [it.finding for it in found], trial)
    for diagnostic, working in zip(found, fixes, strict=True):
        for repair in working:
            yield Action(diagnostic, repair)
    for diagnostic in found:
        if diagnostic.code != ITSELF:
            yield Action(diagnostic, _ignoring(analysis, diagnostic))


def _ignoring(analysis: FileAnalysis, diagnostic: Diagnostic) -> Repair:
    """The comment that leaves out a finding, offered behind everything that repairs something."""
    edit = ignoring(diagnostic.code, diagnostic.span, analysis.lines, analysis.suppressions)
    return Repair(
        title=f"Ignore `{diagnostic.code}` in this line",
        edits=(edit,),
        applicability=Applicability.UNSAFE,
        preferred=False,
    )


def _meet(one: Span, other: Span) -> bool:
    """Whether two ranges overlap or touch."""
    return one.start <= other.end and other.start <= one.end
