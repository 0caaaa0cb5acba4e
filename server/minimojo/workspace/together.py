"""Fixes that are made at once. What is tried is what they come to together.

All that stays in the bodies of functions goes side by side: each function has a lane of its own, in which its fixes
wait in chunks. A round tries the first chunk of every lane. What works is made, and a chunk that does not work is
cut in two, so that some fixes that go wrong cost some rounds more, and a thousand that go well cost one. What changes
more than bodies comes last, as everything is looked at anew behind it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from minimojo.fixes.model import Applicability
from minimojo.rules.model import Finding
from minimojo.text import are_apart
from minimojo.workspace.model import FileAnalysis
from minimojo.workspace.repairs import offered
from minimojo.workspace.trials import (
    Candidate,
    Edits,
    Trial,
    by_body,
    is_settled_in,
    most_trials,
    takes_away,
    units_without,
    working,
)

_Chunk = tuple["_Choice", ...]
_Heads = Mapping[str, _Chunk]


class _Choice(Struct, frozen=True, eq=False):
    """What may make a finding go away, cheapest first; the first one is to be tried."""

    finding: Finding
    candidates: tuple[Candidate, ...]

    @property
    def edits(self) -> Edits:
        return self.candidates[0].edits


class Made(Struct, frozen=True):
    """Edits of the text as it was that make `count` findings go away, and what is known about it with them.

    `units` are the functions whose bodies they change.
    """

    edits: Edits
    after: FileAnalysis
    count: int = 0
    units: frozenset[str] = frozenset()


def made_together(
    analysis: FileAnalysis, findings: Iterable[Finding], trial: Trial, allowed: Collection[Applicability]
) -> Made:
    """A fix for each of the findings that has one: the cheapest of those `allowed` that go with the others.

    Of hundreds that go wrong in one long function, the last ones have to wait for another time.
    """
    choices = list(_choices(analysis, findings, allowed))
    respelling, choices = _respelling(analysis, choices, trial)
    lanes, others = _lanes(analysis, choices)
    others.extendleft([respelling] if respelling else ())
    made = Made((), analysis)
    rounds = {it.key: most_trials(len(it.source)) for it in analysis.module.units}
    while heads := {unit: lane.popleft() for unit, lane in lanes.items() if lane and rounds[unit]}:
        made, failed = _side_by_side(made, heads, trial)
        for unit in heads:
            rounds[unit] -= 1
        for unit in failed:
            lanes[unit].extendleft(_next(heads[unit]))
    for _ in range(most_trials(len(analysis.text))):
        if not others:
            break
        chunk = others.popleft()
        tried = _whole(made, chunk, trial)
        made = tried or made
        others.extendleft(() if tried else _next(chunk))
    return made


def _choices(
    analysis: FileAnalysis, findings: Iterable[Finding], allowed: Collection[Applicability]
) -> Iterator[_Choice]:
    for finding in findings:
        found = offered(analysis, finding, allowed)
        candidates = tuple(Candidate(finding, edits, it.respells) for edits, it in found.items())
        if candidates:
            yield _Choice(finding, candidates)


def _respelling(
    analysis: FileAnalysis, choices: Iterable[_Choice], trial: Trial
) -> tuple[_Chunk, list[_Choice]]:
    """Those that work of the choices that say the same in other words; and all other choices.

    They have nothing to do with one another, so that each is tried on the file as it is: hardly anything is
    computed anew for that.
    """
    first = {id(it.candidates[0]): it for it in choices}
    found = working(analysis, [it.candidates[0] for it in first.values() if it.candidates[0].respells], trial)
    return (
        tuple([first[id(it)] for it in found]),
        [it for it in first.values() if not it.candidates[0].respells],
    )


def _lanes(
    analysis: FileAnalysis, choices: Iterable[_Choice]
) -> tuple[dict[str, deque[_Chunk]], deque[_Chunk]]:
    """What waits in the body of each function; and what is to be tried on the whole file."""
    first = {id(it.candidates[0]): it for it in choices}
    inside, others = by_body(analysis, (it.candidates[0] for it in first.values()))
    lanes = {unit: deque([tuple([first[id(it)] for it in waiting])]) for unit, waiting in inside.items()}
    return lanes, deque([tuple([first[id(it)] for it in others])] if others else [])


def _next(failed: _Chunk) -> Iterator[_Chunk]:
    """What is tried instead of a chunk, the last one first."""
    half = len(failed) // 2
    if half:
        yield failed[half:]
        yield failed[:half]
    elif more := failed[0].candidates[1:]:
        yield (_Choice(failed[0].finding, more),)


def _with(made: Made, chunks: Iterable[_Chunk]) -> Edits | None:
    """The edits of some chunks more; None if they meet one another."""
    edits = sorted({*made.edits, *(edit for chunk in chunks for it in chunk for edit in it.edits)})
    return tuple(edits) if are_apart(edits) else None


def _whole(made: Made, chunk: _Chunk, trial: Trial) -> Made | None:
    """A chunk that is looked at with all that the file says; None if it does not work."""
    edits = _with(made, (chunk,))
    if edits is None:
        return None
    after = trial(edits)
    if not takes_away([it.finding for it in chunk], made.after, after):
        return None
    return Made(edits, after, made.count + len(chunk), made.units)


def _side_by_side(made: Made, heads: _Heads, trial: Trial) -> tuple[Made, list[str]]:
    """The chunks of several functions, and the functions whose chunk does not work."""
    fitting, edits = heads, _with(made, heads.values())
    if edits is None:  # Rarely, so that chunks are looked at one by one only then.
        fitting = {unit: chunk for unit, chunk in heads.items() if _with(made, (chunk,)) is not None}
        edits = _with(made, fitting.values())
    failed = [unit for unit in heads if unit not in fitting]
    if not fitting:
        return made, failed
    after = None if edits is None else trial(edits)
    if edits is not None and after is not None and is_settled_in({*made.units, *fitting}, made.after, after):
        gone = {unit: [it.finding for it in chunk] for unit, chunk in fitting.items()}
        works = units_without(gone, made.after, after)
        if works != frozenset(fitting):
            edits = _with(made, (fitting[unit] for unit in works)) or made.edits
            after = trial(edits) if works else made.after
        count = made.count + sum(len(fitting[unit]) for unit in works)
        return Made(edits, after, count, made.units | works), [*failed, *(fitting.keys() - works)]
    return _one_after_the_other(made, fitting, failed, trial)


def _one_after_the_other(
    made: Made, heads: _Heads, failed: list[str], trial: Trial
) -> tuple[Made, list[str]]:
    """The same in two halves, as something else depends on what these chunks change."""
    units = list(heads)
    if len(units) == 1:
        tried = _whole(made, heads[units[0]], trial)
        return (tried, failed) if tried else (made, [*failed, *units])
    half = len(units) // 2
    for part in (units[:half], units[half:]):
        made, more = _side_by_side(made, {unit: heads[unit] for unit in part}, trial)
        failed = [*failed, *more]
    return made, failed
