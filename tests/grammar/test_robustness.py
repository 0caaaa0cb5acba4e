"""Any bytes give a tree, in time that grows with their length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grammar.trees import damage, definitions, outline, parse

GOOD = b"def after():\n    return 1\n"

HOSTILE = {
    "empty": b"",
    "only a line end": b"\n",
    "NUL": b"\0" * 1000,
    "invalid UTF-8": bytes(range(128, 256)) * 50,
    "binary": bytes(range(256)) * 200,
    "10,000 brackets": b"def f():\n    x = " + b"(" * 10_000 + b"\n",
    "10,000 closed brackets": b"def f():\n    x = " + b"(" * 10_000 + b"1" + b")" * 10_000 + b"\n",
    "1,000 blocks": b"def f():\n"
    + b"".join(b" " * (i + 1) + b"if x:\n" for i in range(1000))
    + b" " * 1001
    + b"pass\n",
    "1 MB line": b"x = " + b"a + " * 250_000 + b"a\n",
    "1 MB string": b'x = "' + b"a" * 1_000_000 + b'"\n',
    "100,000 carets": b"x = a" + b"^" * 100_000 + b"\n",
    "100,000 line ends": b"\n" * 100_000 + b"def f(): pass\n",
    "100,000 comments": b"# c\n" * 100_000,
    "100,000 comments and blank lines": b"# c\n\n   \n" * 100_000,
    "100,000 comments in a body": b"def f():\n    a\n" + b"    # c\n" * 100_000 + b"    b\n",
    "100,000 comments behind a body": b"def f():\n    a\n" + b"# c\n" * 100_000 + b"b\n",
    "100,000 comments of falling depth": b"def f():\n"
    + b"".join(b" " * (i + 1) + b"if x:\n" for i in range(300))
    + b" " * 301
    + b"a\n"
    + b"".join(b" " * (300 - i // 400) + b"# c\n" for i in range(100_000)),
    "100,000 comments before a body": b"def f():\n" + b"    # c\n" * 100_000 + b"    b\n",
    "100,000 comments inside a statement": b"x = a\n" + b"    # c\n\n" * 100_000 + b"    + b\n",
    "100,000 comments behind carets": b"x = a" + b"^ # c\n" * 100_000 + b"\n",
    "100,000 comments in brackets": b"x = (\n" + b"# c\n" * 100_000 + b")\n",
    "100,000 comments in an error": b"x = ) ] # c\n" + b" # c\n# d\n" * 50_000 + b"y = )\n",
    "100,000 comments between clauses": b"if x:\n    a\n" + b"# c\n" * 100_000 + b"else:\n    b\n",
    "10,000 comments too deep": b"".join(b" " * i + b"if x:\n" for i in range(500))
    + (b" " * 500 + b"# c\n") * 10_000,
    "100,000 joined lines": b"x = a" + b"\\\n" * 100_000 + b"+ b\n",
    "100,000 joined lines and comments": b"x = a" + b"# c\n\\\n" * 50_000 + b"+ b\n",
    "open strings": b'x = "a\n' * 10_000,
    "open t-strings": b'x = t"{t"{\n' * 2_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_source_gives_a_tree(name: str) -> None:
    begin = time.monotonic()
    tree = parse(HOSTILE[name])
    assert tree.root_node.end_byte <= len(HOSTILE[name])
    assert time.monotonic() - begin < 10


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"], ids=["LF", "CR LF", "CR"])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
def test_line_ends_and_byte_order_mark(start: bytes, ending: bytes) -> None:
    source = b"def f(a: Int):\n    if a > 1:\n        return\n    else:\n        pass\n" + GOOD
    tree = parse(start + source.replace(b"\n", ending))
    assert damage(tree) == []
    assert set(definitions(start + source.replace(b"\n", ending))) == {"f", "after"}


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_random_bytes_give_a_tree(source: bytes) -> None:
    assert outline(parse(source))
