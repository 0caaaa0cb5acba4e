"""Unfinished code with the trees it must have: the data files in `recovery/`.

A file holds cases: `=== name`, the code as somebody is typing it, `---`, its tree. Behind the code stand
good definitions, which must be whole whatever stands before them. Run as a program, it writes the trees of
today into the files: to be read before they are committed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import tree_sitter

from grammar.trees import parse

FOLDER = Path(__file__).parent / "recovery"
GOOD = b"""
def good[T: Copyable](mut self, a: Int = 1) raises -> Int:
    if a > 1:
        return a^
    return self.x[a]


@fieldwise_init
struct Good(Copyable):
    var x: Int

    def method(self):
        pass


def last(a: Int, b: String): ...
"""


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    source: str
    tree: str

    def __str__(self) -> str:
        return f"=== {self.name}\n{self.source}---\n{self.tree}\n"


def cases() -> list[Case]:
    return [case for path in sorted(FOLDER.glob("*.txt")) for case in read(path)]


def read(path: Path) -> list[Case]:
    blocks = path.read_text(encoding="utf-8").split("=== ")[1:]
    found: list[Case] = []
    for block in blocks:
        name, rest = block.split("\n", 1)
        source, tree = rest.split("---\n", 1)
        found.append(Case(name, source, tree.rstrip("\n")))
    return found


def top_level(source: bytes, start: int = 0, stop: int | None = None) -> list[tree_sitter.Node]:
    nodes = parse(source).root_node.children
    return [node for node in nodes if node.start_byte >= start and (stop is None or node.start_byte < stop)]


def tree_of(source: bytes) -> str:
    """The tree of unfinished code in front of good definitions, without those."""
    nodes = top_level(source + GOOD, 0, len(source))
    return "\n".join(line for node in nodes for line in _lines(node, "", 0))


def _lines(node: tree_sitter.Node, field: str, depth: int) -> Iterator[str]:
    if node.is_named or node.is_missing:
        label = f"{field}: " if field else ""
        text = f" `{node.text.decode()}`" if node.child_count == 0 and node.text and not node.is_error else ""
        yield "  " * depth + label + ("MISSING " if node.is_missing else "") + node.type + text
    for number, child in enumerate(node.children):
        yield from _lines(child, node.field_name_for_child(number) or "", depth + 1)


def main() -> None:
    for path in sorted(FOLDER.glob("*.txt")):
        written = [Case(case.name, case.source, tree_of(case.source.encode())) for case in read(path)]
        path.write_text("\n".join(map(str, written)), encoding="utf-8")


if __name__ == "__main__":
    main()
