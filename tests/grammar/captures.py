"""Runs the queries of the grammar, and reads the sources that say what they capture.

Such a source is annotated as described in `support.annotations`, with names of captures:

    var x = take(y^)
    #<^^ keyword.modifier
    #   ^ variable
    #            ^ variable !keyword

For highlights the name is what is seen at the carets, by the rules of precedence. For the other
queries it is a capture that covers exactly the carets, or that begins with them and has as many
lines as is said (`fold*3`). `!name` says that there is no such capture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tree_sitter

from grammar.trees import LANGUAGE, parse
from support.annotations import annotations, without_annotations

GRAMMAR = Path(__file__).resolve().parents[2] / "grammar" / "tree-sitter-minimojo"
QUERIES = GRAMMAR / "queries"
NAMES = sorted(path.relative_to(QUERIES).with_suffix("").as_posix() for path in QUERIES.rglob("*.scm"))
"""All queries: `highlights`, `helix/indents`, ..."""

_Matches = list[tuple[int, dict[str, list[tree_sitter.Node]]]]


@dataclass(frozen=True, slots=True)
class Capture:
    """What a pattern of a query captured: `pattern` is the number of the pattern in its file."""

    name: str
    node: tree_sitter.Node
    pattern: int

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Its first and last line with the columns, all zero-based, in bytes; a line end counts to its line."""
        begin, end = self.node.start_point, self.node.end_point
        last, column = (end.row, end.column) if end.column else (end.row - 1, 0)
        return begin.row, begin.column, last, column


@dataclass(frozen=True, slots=True)
class Note:
    """`name` is captured (or not) in `line` from `start` to `end`, or from `start` over some `lines`."""

    name: str
    line: int
    start: int
    end: int
    lines: int
    wanted: bool

    def fits(self, capture: Capture) -> bool:
        line, start, last, end = capture.place
        if (capture.name, line, start) != (self.name, self.line, self.start):
            return False
        whole = self.lines > 1 or end == 0  # The carets stand for the beginning only.
        return last - line + 1 == self.lines and (whole or end == self.end)

    def __str__(self) -> str:
        return f"line {self.line + 1}, {self.start}-{self.end}: {'' if self.wanted else '!'}{self.name}*{self.lines}"


@cache
def query(name: str) -> tree_sitter.Query:
    return tree_sitter.Query(LANGUAGE, (QUERIES / f"{name}.scm").read_text(encoding="utf-8"))


def captures(name: str, source: bytes) -> list[Capture]:
    """All captures of a query, in the order of the patterns; without those only predicates look at."""
    compiled = query(name)
    matches = tree_sitter.QueryCursor(compiled).matches(parse(source).root_node, _predicate)
    found = [
        Capture(_with_language(compiled, pattern, label), node, pattern)
        for pattern, nodes in (_first_per_name(matches) if name == "tags" else matches)
        for label, captured in nodes.items()
        if not label.startswith("_")
        for node in captured
    ]
    return sorted(found, key=lambda capture: capture.pattern)


def colours(found: Sequence[Capture]) -> dict[int, str]:
    """The name that colours each byte: of the innermost node, and there of the last pattern."""
    visible = [capture for capture in found if capture.name not in {"spell", "nospell", "none"}]
    return {
        byte: capture.name
        for capture in sorted(visible, key=lambda c: (c.node.start_byte - c.node.end_byte, _depth(c.node)))
        for byte in range(capture.node.start_byte, capture.node.end_byte)
    }


def read(path: Path) -> tuple[bytes, list[Note]]:
    """An annotated source without its annotations, and these."""
    source = path.read_text(encoding="utf-8")
    lines = source.split("\n")
    kept = [bool(without_annotations(line)) or not line for line in lines]
    notes = [
        _note(word, sum(kept[: found.line]), lines[found.line], found.start, found.end)
        for found in annotations(source)
        for word in found.text.split()
    ]
    return without_annotations(source).encode(), notes


def _note(word: str, line: int, text: str, start: int, end: int) -> Note:
    name, _, lines = word.removeprefix("!").partition("*")
    begin = len(text[:start].encode())
    return Note(
        name, line, begin, begin + len(text[start:end].encode()), int(lines or 1), not word.startswith("!")
    )


def _with_language(compiled: tree_sitter.Query, pattern: int, label: str) -> str:
    """An injected region is named together with its language."""
    language = compiled.pattern_settings(pattern).get("injection.language")
    return f"{label}:{language}" if language and label == "injection.content" else label


def _first_per_name(matches: _Matches) -> _Matches:
    """As in `tree-sitter tags`: of several patterns that match a name the first one counts."""
    first: dict[int, tuple[int, dict[str, list[tree_sitter.Node]]]] = {}
    for pattern, nodes in sorted(matches, key=lambda match: match[0]):
        first.setdefault(nodes["name"][0].start_byte, (pattern, nodes))
    return list(first.values())


def _predicate(
    name: str,
    arguments: list[tuple[str, str]],
    _pattern: int,
    captured: dict[str, list[tree_sitter.Node]],
) -> bool:
    """The predicates that only Neovim knows; directives (`#strip!`) are always true."""
    if name.endswith("!"):
        return True
    wanted = not name.startswith("not-")
    if name.removeprefix("not-") != "lua-match?":
        raise ValueError(f"unknown predicate `#{name}`")
    (capture, _), (pattern, _) = arguments
    expression = re.compile(pattern.replace("%", "\\"))
    texts = [(node.text or b"").decode() for node in captured.get(capture, [])]
    return all(bool(expression.search(text)) == wanted for text in texts)


def _depth(node: tree_sitter.Node) -> int:
    depth = 0
    parent = node.parent
    while parent is not None:
        depth += 1
        parent = parent.parent
    return depth
