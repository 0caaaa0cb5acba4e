"""Compares MiniMojo's findings about mutants with the compiler's messages.

Mutants of different functions are compiled together, as long as their signatures stay. The compiler
stops after the first phase that finds an error in any file; so it is asked in rounds: functions with
errors of an early phase get their original text back, until it reports none but those of its last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from minimojo.text import LineIndex, TextEdit, apply_edits
from mutants.analysing import Analyser, Found
from mutants.model import Function, Mutant
from mutants.subjects import Subject
from support.compiler import Message, NoVerdictError, differences, group_of, phases

_Said = TypeVar("_Said", Message, Found)
_SPELLING = re.compile("^use of unknown declaration")
"""No mutation makes an old spelling, for which some names stand that are unknown now."""
_MOST = 60
"""Mutants that are compiled together."""


@dataclass(frozen=True, slots=True)
class Placed(Generic[_Said]):
    """A message or finding and its file, with its line in the text of the mutant."""

    file: str
    line: int
    it: _Said


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A mutant and where both sides agree or differ; no `messages` at all if there is no verdict."""

    mutant: Mutant
    messages: tuple[Placed[Message], ...] | None
    found: tuple[Placed[Message], ...] = ()
    missed: tuple[Placed[Message], ...] = ()
    extra: tuple[Placed[Found], ...] = ()


class _OutsideError(Exception):
    """An error in no function that was changed."""


def compare(
    subject: Subject, mutants: Sequence[Mutant], analyser: Analyser, verdicts: Path
) -> Iterator[Judged]:
    """The verdicts on all mutants, in any order."""
    for batch in _batches(mutants):
        yield from _compared(subject, batch, analyser, verdicts)


def _batches(mutants: Sequence[Mutant]) -> Iterator[list[Mutant]]:
    """Mutants that may be compiled together: of each function at most one, and no signatures."""
    batches: list[list[Mutant]] = []
    alone: list[list[Mutant]] = []
    turns: dict[Function, int] = defaultdict(int)
    for mutant in mutants:
        if mutant.mutation.changes_signature:
            alone.append([mutant])
            continue
        turn = turns[mutant.function]
        turns[mutant.function] += 1
        if turn == len(batches):
            batches.append([])
        batches[turn].append(mutant)
    for batch in batches:
        for first in range(0, len(batch), _MOST):
            yield batch[first : first + _MOST]
    yield from alone


def _compared(subject: Subject, batch: list[Mutant], analyser: Analyser, verdicts: Path) -> Iterator[Judged]:
    if len(batch) == 1:
        yield _alone(subject, batch[0], analyser, verdicts)
        return
    try:
        yield from _together(subject, batch, analyser, verdicts)
    except (_OutsideError, NoVerdictError):
        half = len(batch) // 2
        for part in (batch[:half], batch[half:]):
            yield from _compared(subject, part, analyser, verdicts)


def _alone(subject: Subject, mutant: Mutant, analyser: Analyser, verdicts: Path) -> Judged:
    """Compares on all lines of the files that a mutation concerns."""
    file = mutant.function.file
    try:
        rows = subject.messages({file: apply_edits(subject.files[file], mutant.edits)}, verdicts)
    except NoVerdictError:
        return Judged(mutant, None)
    asked = subject.files if mutant.mutation.changes_signature else (file,)
    ours = analyser.findings({file: mutant.edits}, asked)
    seen = phases(message for _, message in rows)
    parts = [
        _judged(mutant, name, [it for at, it in rows if at == name], ours.get(name, frozenset()), seen)
        for name in asked
    ]
    return Judged(
        mutant,
        tuple(Placed(at, it.line, it) for at, it in rows),
        tuple(it for part in parts for it in part.found),
        tuple(it for part in parts for it in part.missed),
        tuple(it for part in parts for it in part.extra),
    )


def _together(subject: Subject, batch: list[Mutant], analyser: Analyser, verdicts: Path) -> list[Judged]:
    """Compares on the lines of the changed functions."""
    ours = _ours(subject, batch, analyser)
    theirs = _theirs(subject, batch, verdicts)
    return [
        _judged(mutant, mutant.function.file, theirs[mutant], ours[mutant], phases(theirs[mutant]))
        for mutant in batch
    ]


def _judged(
    mutant: Mutant, file: str, messages: Sequence[Message], ours: frozenset[Found], seen: str
) -> Judged:
    told = [it for it in messages if not _SPELLING.search(it.text)]
    compared = differences(told, {(it.line, it.code) for it in ours}, seen)
    extra = [it for it in sorted(ours) if (it.line, it.code) in compared.extra]
    return Judged(
        mutant,
        tuple(Placed(file, it.line, it) for it in messages),
        tuple(Placed(file, it.line, it) for it in compared.found),
        tuple(Placed(file, it.line, it) for it in compared.missed),
        tuple(Placed(file, it.line, it) for it in extra),
    )


def _ours(subject: Subject, batch: list[Mutant], analyser: Analyser) -> dict[Mutant, frozenset[Found]]:
    """The findings in each changed function, with lines of the mutant by itself."""
    found = analyser.findings(_edits(batch), {it.function.file for it in batch})
    return {
        mutant: frozenset(
            Found(it.line - place.moved, it.code, it.severity)
            for it in found[place.file]
            if it.line in place.lines
        )
        for mutant, place in _places(subject, batch).items()
    }


def _theirs(subject: Subject, batch: list[Mutant], verdicts: Path) -> dict[Mutant, list[Message]]:
    """The messages in each changed function, from the last round that it took part in."""
    found: dict[Mutant, list[Message]] = {}
    left = batch
    while left:
        places = _places(subject, left)
        found |= {mutant: [] for mutant in left}
        texts = {file: apply_edits(subject.files[file], edits) for file, edits in _edits(left).items()}
        early: set[Mutant] = set()
        for file, message in subject.messages(texts, verdicts):
            owner = next(
                (it for it, place in places.items() if file == place.file and message.line in place.lines),
                None,
            )
            is_error = message.severity == "error"
            if owner is None:
                if is_error:
                    raise _OutsideError
                continue
            found[owner].append(_moved(message, places[owner].moved))
            if is_error and phases([message]) != "PCL":
                early.add(owner)
        if not early:
            break
        left = [it for it in left if it not in early]
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """The lines of a changed function among others; `moved` by so many from where they are without those."""

    file: str
    lines: range
    moved: int


def _places(subject: Subject, batch: list[Mutant]) -> dict[Mutant, _Place]:
    places: dict[Mutant, _Place] = {}
    moved: dict[str, int] = defaultdict(int)
    for mutant in sorted(batch, key=lambda it: (it.function.file, it.function.start)):
        function = mutant.function
        first = LineIndex(subject.files[function.file]).line_of(function.start) + 1
        text = apply_edits(function.text, mutant.mutation.edits)
        lines = text.rstrip().count(b"\n") + 1
        before = moved[function.file]
        places[mutant] = _Place(function.file, range(first + before, first + before + lines), before)
        moved[function.file] += text.count(b"\n") - function.text.count(b"\n")
    return places


def _edits(batch: Sequence[Mutant]) -> Mapping[str, tuple[TextEdit, ...]]:
    edits: dict[str, tuple[TextEdit, ...]] = defaultdict(tuple)
    for mutant in batch:
        edits[mutant.function.file] += mutant.edits
    return edits


def _moved(message: Message, lines: int) -> Message:
    return Message(message.line - lines, message.column, message.severity, message.text, message.notes)


def is_ownership_error(message: Message) -> bool:
    """Whether a message is an error that one of our codes stands for."""
    return message.severity == "error" and group_of(message) is not None
