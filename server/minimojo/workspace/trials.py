"""Which edits make a file better? They are tried on a copy of it, many at once.

A trial costs the work of the whole file. But everything about one function is a pure function of its bytes and of
the declarations that it reads: while no declaration changes, edits of the bodies of different functions do not know
of one another, and one trial tells of an edit in each of a thousand functions. Nor do edits that say the same in
other words, wherever they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from minimojo.rules.model import Finding, Severity
from minimojo.text import TextEdit, are_apart
from minimojo.workspace.digests import is_same_interface
from minimojo.workspace.model import FileAnalysis

Edits = tuple[TextEdit, ...]

Trial = Callable[[Edits], FileAnalysis]

_WORK = 1_000_000
"""How many bytes are analysed for the edits of one function that are tried one after the other."""

_FEWEST = 16
"""So many are tried in the largest function."""

Key = tuple[str, str, str]
"""What a finding is called apart from its place, which edits shift."""


class Candidate(Struct, frozen=True, eq=False):
    """Edits that may make a finding go away."""

    finding: Finding
    edits: Edits
    respells: bool = False

    @property
    def unit(self) -> str:
        return self.finding.location.unit_key


def working(before: FileAnalysis, candidates: Iterable[Candidate], trial: Trial) -> Iterator[Candidate]:
    """Those that, each by itself, make their finding go away and nothing worse, in no particular order."""
    candidates = list(candidates)
    yield from _respelling([it for it in candidates if it.respells], before, trial)
    apart, others = _groups(before, (it for it in candidates if not it.respells))
    for it in others:
        if _works(before, trial(it.edits), it):
            yield it
    for group in apart:
        yield from _working_in(before, group, trial)


def _respelling(group: Sequence[Candidate], before: FileAnalysis, trial: Trial) -> Iterator[Candidate]:
    """Those that work of candidates that say the same in other words."""
    if not group:
        return
    edits = sorted({edit for it in group for edit in it.edits})
    if are_apart(edits) and takes_away([it.finding for it in group], before, trial(tuple(edits))):
        yield from group
    elif len(group) > 1:
        half = len(group) // 2
        yield from _respelling(group[:half], before, trial)
        yield from _respelling(group[half:], before, trial)


def _groups(
    before: FileAnalysis, candidates: Iterable[Candidate]
) -> tuple[list[list[Candidate]], list[Candidate]]:
    """Groups of edits of the bodies of different functions; and those that have to be tried alone."""
    by_unit, others = by_body(before, candidates)
    sources = {it.key: len(it.source) for it in before.module.units}
    tried = [it[: most_trials(sources[unit])] for unit, it in by_unit.items()]
    longest = max(map(len, tried), default=0)
    groups = [[it[number] for it in tried if number < len(it)] for number in range(longest)]
    return groups, others[: most_trials(len(before.text))]


def most_trials(size: int) -> int:
    """How many edits are tried one after the other in so many bytes: a machine wrote what has more findings."""
    return max(_FEWEST, _WORK // max(1, size))


def by_body(
    before: FileAnalysis, candidates: Iterable[Candidate]
) -> tuple[dict[str, list[Candidate]], list[Candidate]]:
    """The candidates that stay in the body of a function, by that function; and all others."""
    bodies, by_unit, others = _bodies(before), defaultdict[str, list[Candidate]](list), list[Candidate]()
    for it in candidates:
        body = bodies.get(it.unit)
        is_inside = body is not None and all(
            body.start <= edit.span.start and edit.span.end <= body.stop for edit in it.edits
        )
        (by_unit[it.unit] if is_inside else others).append(it)
    return by_unit, others


def _bodies(analysis: FileAnalysis) -> dict[str, range]:
    """The bytes of the bodies of functions that neither hold others nor stand in others."""
    found, end = dict[str, range](), 0
    units = sorted(analysis.module.units, key=lambda it: it.start)
    next_ones = [*units[1:], None] if units else []
    for unit, following in zip(units, next_ones, strict=True):
        stop = unit.start + len(unit.source)
        is_alone = unit.start >= end and (following is None or following.start >= stop)
        end = max(end, stop)
        if is_alone and unit.part is not None:
            found[unit.key] = range(unit.start + unit.part.body_start, stop)
    return found


def _working_in(before: FileAnalysis, group: Sequence[Candidate], trial: Trial) -> Iterator[Candidate]:
    if len(group) == 1:
        if _works(before, trial(group[0].edits), group[0]):
            yield group[0]
        return
    after = trial(tuple(sorted(edit for it in group for edit in it.edits)))
    units = {it.unit for it in group}
    if is_settled_in(units, before, after):
        working_units = units_without({it.unit: (it.finding,) for it in group}, before, after)
        yield from (it for it in group if it.unit in working_units)
        return
    half = len(group) // 2
    for part in (group[:half], group[half:]):
        yield from _working_in(before, part, trial)


def is_settled_in(units: set[str], before: FileAnalysis, after: FileAnalysis) -> bool:
    """Whether what differs between two states is nothing but what these functions come to."""
    return (
        is_same_interface(before.module, after.module)
        and (before.module.damaged or not after.module.damaged)
        and units.issuperset(after.computed)
        and _keys(it for it in before.findings if it.location.unit_key not in units)
        == _keys(it for it in after.findings if it.location.unit_key not in units)
    )


def _by_unit(analysis: FileAnalysis, units: Collection[str]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {it: [] for it in units}
    for finding in analysis.findings:
        if finding.location.unit_key in units:
            found[finding.location.unit_key].append(finding)
    return found


def units_without(
    gone: Mapping[str, Iterable[Finding]], before: FileAnalysis, after: FileAnalysis
) -> frozenset[str]:
    """The functions in which these findings are gone and nothing is worse, where nothing else changes: what
    `takes_away` says of a whole file."""
    old, new = _by_unit(before, gone), _by_unit(after, gone)
    return frozenset(
        unit
        for unit, findings in gone.items()
        if not (_was_usable(before, unit) and not after.results[unit].usable)
        and _serious(new[unit]) <= _serious(old[unit])
        and _are_gone(findings, old[unit], new[unit])
    )


def _works(before: FileAnalysis, after: FileAnalysis, it: Candidate) -> bool:
    return takes_away((it.finding,), before, after)


def takes_away(findings: Iterable[Finding], before: FileAnalysis, after: FileAnalysis) -> bool:
    """Whether these findings are gone, no other is new, and everything that was understood still is."""
    return is_no_worse(before, after) and _are_gone(findings, before.findings, after.findings)


def _are_gone(findings: Iterable[Finding], before: Iterable[Finding], after: Iterable[Finding]) -> bool:
    old, new = _keys(before), _keys(after)
    return all(new[key] <= old[key] - count for key, count in _keys(findings).items())


def is_no_worse(before: FileAnalysis, after: FileAnalysis) -> bool:
    """Whether no finding is new, and everything that was understood still is."""
    if after.module.damaged and not before.module.damaged:
        return False
    if any(_was_usable(before, key) and not result.usable for key, result in after.results.items()):
        return False
    return _serious(after.findings) <= _serious(before.findings)


def _was_usable(analysis: FileAnalysis, key: str) -> bool:
    result = analysis.results.get(key)
    return result is None or result.usable


def _keys(findings: Iterable[Finding]) -> Counter[Key]:
    return Counter(map(_key, findings))


def _serious(findings: Iterable[Finding]) -> Counter[Key]:
    """What must not grow. Advice may: it is about code that is right."""
    return Counter(_key(it) for it in findings if it.severity is not Severity.HINT)


def _key(finding: Finding) -> Key:
    return finding.code, finding.location.unit_key, finding.message
