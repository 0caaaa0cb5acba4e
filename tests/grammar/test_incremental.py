"""An incremental parse gives the tree that a parse from scratch gives."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from grammar.trees import outline, parse

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
    for where, removed, inserted in steps:
        start = int(where * len(source))
        end = min(len(source), start + removed)
        changed = source[:start] + inserted + source[end:]
        tree.edit(
            start_byte=start,
            old_end_byte=end,
            new_end_byte=start + len(inserted),
            start_point=_point(source, start),
            old_end_point=_point(source, end),
            new_end_point=_point(changed, start + len(inserted)),
        )
        source = changed
        tree = parse(source, tree)
        assert outline(tree) == outline(parse(source))


def _point(source: bytes, offset: int) -> tuple[int, int]:
    return source.count(b"\n", 0, offset), offset - (source.rfind(b"\n", 0, offset) + 1)
