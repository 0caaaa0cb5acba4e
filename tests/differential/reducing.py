"""Makes a disagreement small: leaves out what it does not need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path

from differential.comparing import OTHER, Disagreement, compare
from differential.drawing import Line
from differential.functions import Function
from differential.programs import name_of

_KIND = re.compile(r"^line \d+: ")
_AT_ONCE = 60
"""So many smaller functions are judged in one file."""
Spot = tuple[int, ...]


def reduced(disagreement: Disagreement, verdicts: Path, *, rounds: int = 80) -> Disagreement:
    """A small function with a disagreement of the same kind.

    Lines go with their suites, or leave their suites behind; then calls lose what surrounds them.
    A smaller function with an error of a kind that the larger one had not is none of ours: it may not
    be a program any more.
    """
    wanted = _kinds(disagreement)
    only_ours = not _is_about_other(disagreement)
    for _ in range(rounds):
        found = next(_disagreeing(disagreement.function, wanted, verdicts, only_ours=only_ours), None)
        if found is None:
            break
        disagreement = found
    return disagreement


def _kinds(disagreement: Disagreement) -> set[str]:
    return {_KIND.sub("", words) for words in disagreement.words}


def _disagreeing(
    function: Function, wanted: set[str], verdicts: Path, *, only_ours: bool
) -> Iterator[Disagreement]:
    """The smaller functions with a disagreement of a wanted kind."""
    smaller = list(_smaller(function.lines))
    for first in range(0, len(smaller), _AT_ONCE):
        lines = smaller[first : first + _AT_ONCE]
        candidates = [_renamed(Function(it, function.callees), number) for number, it in enumerate(lines)]
        for disagreement in _compared(candidates, verdicts):
            if _kinds(disagreement) <= wanted and not (only_ours and _is_about_other(disagreement)):
                yield disagreement


def _is_about_other(disagreement: Disagreement) -> bool:
    """Whether the compiler has errors that are none of ours."""
    return any(name.startswith(f"{OTHER} error") for name in disagreement.messages)


def _compared(functions: Sequence[Function], verdicts: Path) -> list[Disagreement]:
    """The disagreements, but for functions with which the compiler can do nothing."""
    try:
        return compare(functions, verdicts).disagreements
    except RuntimeError:
        half = len(functions) // 2
        parts = (functions[:half], functions[half:]) if half else ()
        return [found for part in parts for found in _compared(part, verdicts)]


def _renamed(function: Function, number: int) -> Function:
    """A function under a name that no other of the batch has."""
    old = name_of(function)
    new = f"{old.partition('_r')[0]}_r{number}"
    word = re.compile(rf"(?<![a-zA-Z0-9]){old}(?![0-9])")

    def over(lines: Iterable[Line]) -> list[Line]:
        return [Line(word.sub(new, line.text), over(line.body)) for line in lines]

    callees = {word.sub(new, name): word.sub(new, text) for name, text in function.callees.items()}
    return Function(tuple(over(function.lines)), callees)


def _smaller(lines: tuple[Line, ...]) -> Iterator[tuple[Line, ...]]:
    """Functions with one thing less, big steps first."""
    spots = sorted(_spots(lines), key=lambda spot: (len(spot), spot))
    for spot in spots:
        line = _at(lines, spot)
        if len(spot) > 1:
            yield _replaced(lines, spot, [], chain=_rest_of_chain(lines, spot))
    for spot in spots:
        line = _at(lines, spot)
        if line.body and not _is_head(line):
            yield _replaced(lines, spot, line.body, chain=_rest_of_chain(lines, spot))
    for spot in spots:
        line = _at(lines, spot)
        for text in _shorter(line.text):
            yield _replaced(lines, spot, [Line(text, line.body)])


def _is_head(line: Line) -> bool:
    return line.text.startswith(("def ", "struct "))


def _shorter(text: str) -> Iterator[str]:
    """Simpler forms of a line."""
    for match in re.finditer(r"(?:(?:mut|var|ref|deinit|out) )?\w+: [\w\[\], ]+?(?:, |(?=\)))", text):
        if text.startswith("def "):
            yield (text[: match.start()] + text[match.end() :]).replace(", )", ")")
    if text.startswith("def "):
        yield text.replace(" raises", "")
        return
    for pattern, instead in (
        (r" and .*:$", ":"),
        (r"^(\w+) (?:.* (?:and|or) |not )(.*)$", r"\1 \2"),
        (r"^(if|elif|while) .*:$", r"\1 cond():"),
        (r" = .* if .* else ", " = "),
    ):
        if re.search(pattern, text):
            shorter = re.sub(pattern, instead, text, count=1)
            if shorter != text:
                yield shorter


def _spots(lines: tuple[Line, ...] | list[Line], before: Spot = ()) -> Iterator[Spot]:
    for number, line in enumerate(lines):
        yield (*before, number)
        yield from _spots(line.body, (*before, number))


def _at(lines: tuple[Line, ...] | list[Line], spot: Spot) -> Line:
    line = lines[spot[0]]
    return line if len(spot) == 1 else _at(line.body, spot[1:])


def _rest_of_chain(lines: tuple[Line, ...] | list[Line], spot: Spot) -> int:
    """How many lines go with one that begins a chain: its `elif`, `else`, `except` and `finally`."""
    beside = lines
    for number in spot[:-1]:
        beside = beside[number].body
    if _continues(beside[spot[-1]]):
        return 0
    return len(list(takewhile(_continues, beside[spot[-1] + 1 :])))


def _continues(line: Line) -> bool:
    return line.text.startswith(("elif ", "else:", "except", "finally:"))


def _replaced(
    lines: tuple[Line, ...] | list[Line], spot: Spot, by: list[Line], *, chain: int = 0
) -> tuple[Line, ...]:
    """Lines with others instead of one, and of so many that follow it."""
    number = spot[0]
    if len(spot) > 1:
        line = lines[number]
        by = [Line(line.text, list(_replaced(line.body, spot[1:], by, chain=chain)) or [Line("pass")])]
        chain = 0
    return (*lines[:number], *by, *lines[number + 1 + chain :])
