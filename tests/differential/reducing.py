"""Makes a disagreement small: leaves out what it does not need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from differential.comparing import Disagreement, compare
from differential.drawing import Line
from differential.functions import Function

_KIND = re.compile(r"^line \d+: ")
Spot = tuple[int, ...]


def reduced(disagreement: Disagreement, verdicts: Path, *, attempts: int = 250) -> Disagreement:
    """A small function with a disagreement of the same kind.

    Lines go with their suites, or leave their suites behind; then calls lose what surrounds them.
    At most so many smaller functions are tried.
    """
    wanted = _kinds(disagreement)
    progress = True
    while progress and attempts > 0:
        progress = False
        for lines in _smaller(disagreement.function.lines):
            attempts -= 1
            found = _still(Function(lines, disagreement.function.callees), wanted, verdicts)
            if found is not None:
                disagreement, progress = found, True
                break
            if attempts <= 0:
                break
    return disagreement


def _kinds(disagreement: Disagreement) -> set[str]:
    return {_KIND.sub("", words) for words in disagreement.words}


def _still(function: Function, wanted: set[str], verdicts: Path) -> Disagreement | None:
    """The disagreement about a function, if it is of a wanted kind."""
    try:
        found = compare([function], verdicts).disagreements
    except RuntimeError:
        return None
    return found[0] if found and _kinds(found[0]) <= wanted else None


def _smaller(lines: tuple[Line, ...]) -> Iterator[tuple[Line, ...]]:
    """Functions with one thing less, big steps first."""
    spots = sorted(_spots(lines), key=lambda spot: (len(spot), spot))
    for spot in spots:
        line = _at(lines, spot)
        if not _is_head(line):
            yield _replaced(lines, spot, [])
    for spot in spots:
        line = _at(lines, spot)
        if line.body and not _is_head(line):
            yield _replaced(lines, spot, line.body)
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


def _replaced(lines: tuple[Line, ...] | list[Line], spot: Spot, by: list[Line]) -> tuple[Line, ...]:
    number = spot[0]
    if len(spot) > 1:
        line = lines[number]
        by = [Line(line.text, list(_replaced(line.body, spot[1:], by)) or [Line("pass")])]
    return (*lines[:number], *by, *lines[number + 1 :])
