"""Unfinished code damages itself and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grammar.recovery import GOOD, Case, cases, top_level, tree_of

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


def _typing_states(source: bytes) -> list[bytes]:
    """The beginnings of a source, each with the end of its line; not those that rightly take what follows."""
    beginnings = [source[:end] + b"\n" for end in range(1, len(source) + 1)]
    return [state for state in beginnings if not _takes_next_line(state)]


def _takes_next_line(state: bytes) -> bool:
    """An open triple-quoted string, a decorator, a joined line."""
    last = state.rstrip().rsplit(b"\n", 1)[-1].strip()
    is_open = state.count(b'"""') % 2 or state.count(b"'''") % 2
    return bool(is_open) or last.startswith(b"@") or last.endswith(b"\\")
