"""Which fixes of a finding really work? Each is tried on a copy of the file.

A fix is offered only if its finding goes, no other finding appears, and everything that was
understood before is understood afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from minimojo.fixes.model import Applicability, Proposal
from minimojo.fixes.registry import proposals
from minimojo.rules.model import Finding
from minimojo.text import TextEdit
from minimojo.workspace.model import FileAnalysis
from minimojo.workspace.trials import Candidate, Edits, Trial, working


class Repair(Struct, frozen=True, kw_only=True):
    """A fix that works. `edits` are places of the file; at most one repair of a finding is preferred. One that
    `respells` says the same in other words."""

    title: str
    edits: tuple[TextEdit, ...]
    applicability: Applicability
    preferred: bool
    respells: bool = False


def repairs(analysis: FileAnalysis, finding: Finding, trial: Trial) -> tuple[Repair, ...]:
    """The fixes of `finding` that work, cheapest first. `trial` analyses the file with edits made."""
    return repairs_of(analysis, (finding,), trial)[0]


def repairs_of(
    analysis: FileAnalysis,
    findings: Sequence[Finding],
    trial: Trial,
    allowed: Collection[Applicability] = frozenset(Applicability),
) -> list[tuple[Repair, ...]]:
    """The fixes of each of the findings, in few trials; only those that are `allowed` are tried. Of hundreds of
    findings in one long function, the last ones have none."""
    given = [offered(analysis, it, allowed) for it in findings]
    candidates = [
        Candidate(finding, edits, proposal.respells)
        for finding, fixes in zip(findings, given, strict=True)
        for edits, proposal in fixes.items()
    ]
    works = working(analysis, candidates, trial)
    by_finding: dict[int, set[Edits]] = {}
    for it in works:
        by_finding.setdefault(id(it.finding), set()).add(it.edits)
    return [
        _repairs(fixes, by_finding.get(id(finding), set()))
        for finding, fixes in zip(findings, given, strict=True)
    ]


def offered(
    analysis: FileAnalysis, finding: Finding, allowed: Collection[Applicability]
) -> dict[Edits, Proposal]:
    """What may make a finding go away, cheapest first; of those that do the same, the first."""
    found: dict[Edits, Proposal] = {}
    proposed = proposals(analysis.evidence_for(finding), finding)
    for proposal in sorted(proposed, key=lambda it: (it.cost, it.title)):
        edits = tuple(_placed(analysis, proposal))
        if edits and proposal.applicability in allowed:
            found.setdefault(edits, proposal)
    return found


def _repairs(offered: Mapping[Edits, Proposal], works: set[Edits]) -> tuple[Repair, ...]:
    made = [(edits, proposal) for edits, proposal in offered.items() if edits in works]
    return tuple(
        [
            Repair(
                title=proposal.title,
                edits=edits,
                applicability=proposal.applicability,
                preferred=number == 0,
                respells=proposal.respells,
            )
            for number, (edits, proposal) in enumerate(made)
        ]
    )


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
