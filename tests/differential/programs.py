"""Files of functions, and where each function stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from differential.drawing import Line
from differential.functions import Function
from differential.kinds import PRELUDE

_TAIL = "def main():\n    pass\n"


@dataclass(frozen=True)
class Program:
    """A source text; `places` are the first lines of its functions, counted from 1, and their lengths."""

    source: str
    places: tuple[range, ...]


def program(functions: Sequence[Function]) -> Program:
    """Functions with everything that they call in front of them."""
    callees = {name: text for function in functions for name, text in function.callees.items()}
    parts = [PRELUDE, *(text + "\n" for _, text in sorted(callees.items()))]
    line = 1 + sum(part.count("\n") for part in parts)
    places: list[range] = []
    for function in functions:
        text = "".join(f"{row}\n" for row in rows(function.lines)) + "\n"
        length = text.count("\n")
        places.append(range(line, line + length))
        line += length
        parts.append(text)
    return Program("".join([*parts, _TAIL]), tuple(places))


def rows(lines: Iterable[Line]) -> Iterable[str]:
    """The source lines of a tree."""
    stack = [(line, 0) for line in reversed(tuple(lines))]
    while stack:
        line, depth = stack.pop()
        yield "    " * depth + line.text
        stack += [(inner, depth + 1) for inner in reversed(line.body)]
