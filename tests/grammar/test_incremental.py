"""An incremental parse gives the tree that a parse from scratch gives, where there is no syntax error.

How the parser gets over an error depends on what stood there before; no trace of it may be left when
the error is gone. Where the parser itself leaves one, seldom, it is an error that `has_old_error` finds.
"""

from __future__ import annotations

import json
from itertools import takewhile
from pathlib import Path

import tree_sitter
from hypothesis import given, settings
from hypothesis import strategies as st

from grammar.trees import outline, parse
from minimojo.syntax.parsing import has_old_error

SOURCES = [
    json.loads(line)["source"].encode()
    for line in (Path(__file__).parent / "forms.jsonl").read_text(encoding="utf-8").splitlines()
]
PROGRAM = b"\n".join(SOURCES[::7])
PIECES = [
    b"(",
    b")",
    b"[",
    b"{",
    b"}",
    b'"',
    b"'",
    b"^",
    b":",
    b",",
    b".",
    b"x",
    b"\n",
    b"\n    ",
    b"    ",
    b"#",
    b"  # c\n# d\n    # e\n",
    b"def ",
    b"if ",
    b't"{',
    b"\\",
]

edits = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from([b"", *PIECES])), min_size=1, max_size=6
)


@given(st.sampled_from([*SOURCES, PROGRAM]), edits)
@settings(max_examples=300)
def test_incremental_equals_from_scratch(source: bytes, steps: list[tuple[float, int, bytes]]) -> None:
    tree = parse(source)
    before = [source]
    for where, removed, inserted in steps:
        start = int(where * len(source))
        end = min(len(source), start + removed)
        tree, source = _edited(tree, source, start, end, inserted)
        before.append(source)
    for earlier in reversed(before[:-1]):
        tree, source = _edited(tree, source, *_difference(source, earlier))
        assert source == earlier
    assert outline(tree) == outline(parse(source)) or has_old_error(tree, source)


def test_an_error_that_is_left_over_is_found() -> None:
    """What is left over is the parser's fault; without it this test has nothing to find and may go."""
    [source] = [it for it in SOURCES if b"with c^ as x: print(x)" in it and b"with C() as var y" in it]
    at = source.index(b"s x: print")
    broken = source[:at] + b"(" + source[at:]
    tree, _ = _edited(parse(source), source, at, at, b"(")
    for place in (0, len(broken)):
        tree, _ = _edited(tree, broken, place, place, b"")
    assert tree.root_node.has_error
    assert not has_old_error(tree, broken)
    tree, _ = _edited(tree, broken, at, at + 1, b"")
    assert outline(tree) != outline(parse(source))
    assert has_old_error(tree, source)


def _edited(
    tree: tree_sitter.Tree, source: bytes, start: int, end: int, inserted: bytes
) -> tuple[tree_sitter.Tree, bytes]:
    changed = source[:start] + inserted + source[end:]
    tree.edit(
        start_byte=start,
        old_end_byte=end,
        new_end_byte=start + len(inserted),
        start_point=_point(source, start),
        old_end_point=_point(source, end),
        new_end_point=_point(changed, start + len(inserted)),
    )
    tree, fresh = parse(changed, tree), parse(changed)
    if not tree.root_node.has_error and not fresh.root_node.has_error:
        assert outline(tree) == outline(fresh)
    return tree, changed


def _difference(source: bytes, wanted: bytes) -> tuple[int, int, bytes]:
    """The edit that makes one text of another."""
    start = _common(source, wanted)
    rest = _common(source[start:][::-1], wanted[start:][::-1])
    return start, len(source) - rest, wanted[start : len(wanted) - rest]


def _common(one: bytes, other: bytes) -> int:
    """How many bytes both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _point(source: bytes, offset: int) -> tuple[int, int]:
    return source.count(b"\n", 0, offset), offset - (source.rfind(b"\n", 0, offset) + 1)
