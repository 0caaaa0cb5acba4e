"""Unfinished code damages itself and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grammar.recovery import GOOD, Case, cases, top_level, tree_of
from grammar.trees import parse

CASES = cases()
FORMS = [
    json.loads(line)
    for line in (Path(__file__).parent / "forms.jsonl").read_text(encoding="utf-8").splitlines()
]


def shapes(source: bytes, start: int) -> list[tuple[int, int, str]]:
    return [(node.start_byte - start, node.end_byte - start, str(node)) for node in top_level(source, start)]


WHOLE = shapes(GOOD, 0)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_unfinished_code_has_this_tree(case: Case) -> None:
    assert tree_of(case.source.encode()) == case.tree


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_follows_is_whole(case: Case) -> None:
    source = case.source.encode()
    assert shapes(source + GOOD, len(source)) == WHOLE


def test_next_definitions_survive_typing() -> None:
    """Of all states in which a form is typed from its first to its last character, few touch what follows."""
    states = [state for form in FORMS for state in _typing_states(form["source"].encode())]
    hurt = [state for state in states if shapes(state + GOOD, len(state)) != WHOLE]
    assert len(states) > 25_000
    assert len(hurt) / len(states) < 0.002, hurt[:5]


# What is being typed at the end of a file, where no line below tells the parser that a block has ended.
TAILS = """
b = foo( | x. | if | if a | for | for x in | for x in range( | return [ | a + | with | with a as | while a: | def g(
def | @ | @static | var | var x = | var x: | ref r | take(a^ | a^. | x = { | x = [1, 2 | 'abc | t'{a | f[ | import | try
from a import | try: | match a | match a: | print(a, | raise | comptime | comptime x = | a if | a if b else | not
x = y = | assert | {a: | a and | (a, b | struct | trait T( | __enum E
"""
FUNCTION = "def f(p: Int) -> Int:\n    var a = 1\n    print(a)\n"
TYPE = "struct S:\n    var x: Int\n\n    def m(self):\n        var a = 1\n        print(a)\n"


@pytest.mark.parametrize(
    "tail", [tail.strip() for tail in TAILS.replace("\n", "|").split("|") if tail.strip()]
)
@pytest.mark.parametrize(
    "above", [FUNCTION + "    ", TYPE + "        ", TYPE + "    "], ids=["def", "method", "struct"]
)
@pytest.mark.parametrize("end", ["", "\n", "\n\n"], ids=["", "line", "blank"])
def test_the_end_of_the_file_takes_nothing_along(above: str, tail: str, end: str) -> None:
    [definition, *rest] = parse((above + tail + end).encode()).root_node.children
    assert definition.type == ("function_definition" if above.startswith("def") else "struct_definition")
    assert all(node.is_error for node in rest)
    assert "(call function: (identifier) arguments: (argument_list (identifier)))" in str(definition)


def _typing_states(source: bytes) -> list[bytes]:
    """The beginnings of a source, each with the end of its line; not those that rightly take what follows."""
    beginnings = [source[:end] + b"\n" for end in range(1, len(source) + 1)]
    return [state for state in beginnings if not _takes_next_line(state)]


def _takes_next_line(state: bytes) -> bool:
    """An open triple-quoted string, a decorator, a joined line."""
    last = state.rstrip().rsplit(b"\n", 1)[-1].strip()
    is_open = state.count(b'"""') % 2 or state.count(b"'''") % 2
    return bool(is_open) or last.startswith(b"@") or last.endswith(b"\\")
