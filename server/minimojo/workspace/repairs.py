"""Which fixes of a finding really work? Each is tried on a copy of the file.

A fix is offered only if its finding goes, no other finding appears, and everything that was
understood before is understood afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from minimojo.fixes.model import Applicability, Proposal
from minimojo.fixes.registry import proposals
from minimojo.rules.model import Finding, Severity
from minimojo.text import TextEdit
from minimojo.workspace.model import FileAnalysis

Trial = Callable[[tuple[TextEdit, ...]], FileAnalysis]


class Repair(Struct, frozen=True, kw_only=True):
    """A fix that works. `edits` are places of the file; at most one repair of a finding is preferred."""

    title: str
    edits: tuple[TextEdit, ...]
    applicability: Applicability
    preferred: bool


def repairs(analysis: FileAnalysis, finding: Finding, trial: Trial) -> tuple[Repair, ...]:
    """The fixes of `finding` that work, cheapest first. `trial` analyses the file with edits made."""
    cx = analysis.evidence_for(finding)
    found: dict[tuple[TextEdit, ...], Repair] = {}
    for proposal in sorted(proposals(cx, finding), key=lambda it: (it.cost, it.title)):
        edits = tuple(_placed(analysis, proposal))
        if edits and edits not in found and _works(analysis, finding, trial(edits)):
            found[edits] = Repair(
                title=proposal.title,
                edits=edits,
                applicability=proposal.applicability,
                preferred=False,
            )
    working = tuple(found.values())
    return (replace(working[0], preferred=True), *working[1:]) if working else ()


def certain_edits(analysis: FileAnalysis, finding: Finding) -> tuple[TextEdit, ...]:
    """What the cheapest safe fix of a finding would change, whatever comes of it; nothing if there is none."""
    offered = (it for it in proposals(analysis.evidence_for(finding), finding))
    safe = [it for it in offered if it.applicability is Applicability.SAFE]
    best = min(safe, key=lambda it: (it.cost, it.title), default=None)
    return () if best is None else tuple(_placed(analysis, best))


def _placed(analysis: FileAnalysis, proposal: Proposal) -> Iterator[TextEdit]:
    for it in sorted(set(proposal.edits)):
        start = analysis.start_of(it.unit_key)
        if start is not None:
            yield TextEdit(it.edit.span.shifted(start), it.edit.new_text)


def improves(before: FileAnalysis, after: FileAnalysis) -> bool:
    """Whether some findings are gone, none is new, and everything that was understood still is."""
    return is_no_worse(before, after) and _all(after) != _all(before)


def is_no_worse(before: FileAnalysis, after: FileAnalysis) -> bool:
    """Whether no finding is new, and everything that was understood still is."""
    if after.module.damaged and not before.module.damaged:
        return False
    if any(_was_usable(before, key) and not result.usable for key, result in after.results.items()):
        return False
    old, new = _census(before), _census(after)
    return all(count <= old[it] for it, count in new.items())


def _works(before: FileAnalysis, finding: Finding, after: FileAnalysis) -> bool:
    key = _key(finding)
    return improves(before, after) and _all(after)[key] < _all(before)[key]


def _was_usable(analysis: FileAnalysis, key: str) -> bool:
    result = analysis.results.get(key)
    return result is None or result.usable


def _all(analysis: FileAnalysis) -> Counter[tuple[str, str, str]]:
    return Counter(_key(finding) for finding in analysis.findings)


def _census(analysis: FileAnalysis) -> Counter[tuple[str, str, str]]:
    """What must not grow. Advice may: it is about code that is right."""
    return Counter(_key(it) for it in analysis.findings if it.severity is not Severity.HINT)


def _key(finding: Finding) -> tuple[str, str, str]:
    """What a finding is called apart from its place, which edits shift."""
    return finding.code, finding.location.unit_key, finding.message
