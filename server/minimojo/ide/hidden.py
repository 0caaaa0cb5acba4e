"""Which findings does the compiler not report yet, and because of what?

It works in phases, and begins none while an earlier one has found errors anywhere in the file.
"""

from __future__ import annotations

from msgspec import Struct

from minimojo.rules.model import Finding, Severity
from minimojo.rules.registry import find_rule
from minimojo.rules.rule import Phase
from minimojo.syntax.errors import syntax_errors
from minimojo.text import Span
from minimojo.workspace.model import FileAnalysis


class Obstacle(Struct, frozen=True):
    """The first error of a file that has to go before a phase begins: a place of the file, and its name."""

    phase: Phase
    span: Span
    what: str

    def hides(self, finding: Finding) -> bool:
        """Whether the compiler does not come to report a finding."""
        return self.phase < _phase(finding) < Phase.NEVER


def obstacle_in(analysis: FileAnalysis) -> Obstacle | None:
    """What ends the compiler's work on a file; None if nothing does that is known here."""
    broken = syntax_errors(analysis.document)
    if broken:
        return Obstacle(Phase.CHECKING, broken[0].span, "syntax error")
    errors = [it for it in analysis.all_findings if it.severity is Severity.ERROR]
    first = min(errors, key=lambda it: (_phase(it), analysis.place(it.location)), default=None)
    if first is None or _phase(first) is Phase.LIFETIMES:
        return None
    return Obstacle(_phase(first), analysis.place(first.location), f"`{first.code}`")


def _phase(finding: Finding) -> Phase:
    rule = find_rule(finding.code)
    return Phase.NEVER if rule is None else rule.phase
