"""Files of functions, and where each function stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from differential.drawing import Line
from differential.functions import Function
from differential.kinds import PRELUDE

_DECLARED = re.compile(r"^(?:def|struct) (\w+)")
_WORD = re.compile(r"\w+")
_TAIL = "def main():\n    var x: String\n    _ = x\n"
"""An error of the last phase: no code is generated, which takes long and may crash."""


@dataclass(frozen=True)
class Program:
    """A source text; `places` are the first lines of its functions, counted from 1, and their lengths."""

    source: str
    places: tuple[range, ...]


def program(functions: Sequence[Function]) -> Program:
    """Functions with everything that they call in front of them."""
    callees = {name: text for function in functions for name, text in function.callees.items()}
    texts = ["".join(f"{row}\n" for row in rows(function.lines)) + "\n" for function in functions]
    parts = [text.rstrip("\n") + "\n\n" for text in _needed(texts, {**PRELUDE, **callees})]
    line = 1 + sum(part.count("\n") for part in parts)
    places: list[range] = []
    for text in texts:
        length = text.count("\n")
        places.append(range(line, line + length))
        line += length
        parts.append(text)
    return Program("".join([*parts, _TAIL]), tuple(places))


def _needed(texts: Sequence[str], declarations: Mapping[str, str]) -> list[str]:
    """The declarations whose names occur in texts, or in each other."""
    found: set[str] = set()
    queue = list(texts)
    while queue:
        words = set(_WORD.findall(queue.pop()))
        new = (words & declarations.keys()) - found
        found |= new
        queue += [declarations[name] for name in new]
    return [text for name, text in declarations.items() if name in found]


def rows(lines: Iterable[Line]) -> Iterable[str]:
    """The source lines of a tree."""
    stack = [(line, 0) for line in reversed(tuple(lines))]
    while stack:
        line, depth = stack.pop()
        yield "    " * depth + line.text
        stack += [(inner, depth + 1) for inner in reversed(line.body)]


def name_of(function: Function) -> str:
    """What a function, or the struct around it, is called."""
    match = _DECLARED.match(function.lines[0].text)
    return "?" if match is None else match[1]
