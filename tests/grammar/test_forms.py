"""Every syntactic form that the compiler accepts parses into a whole tree.

`forms.jsonl` has one small source per form; the compiler's parser takes each of them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grammar.trees import damage, nodes, parse

FORMS = [
    json.loads(line)
    for line in (Path(__file__).parent / "forms.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["name"])
def test_form_has_a_whole_tree(form: dict[str, str]) -> None:
    assert damage(parse(form["source"].encode())) == []


# Where a wrong tree would have no ERROR: the kind of the node that spans the given text.
SHAPES = [
    ("a = x^ + y", "x^ + y", "binary_operator"),  # xor: `+y` is an operand
    ("a = x^ < y", "x^", "transfer"),
    ("a = x^", "x^", "transfer"),
    ("f(x^)", "x^", "transfer"),
    ("x^.done()", "x^", "transfer"),
    ("a = x^[0]", "x^[0]", "binary_operator"),
    ("a = x ^ (y)", "x ^ (y)", "binary_operator"),
    ("a = x^^", "x^^", "transfer"),
    ("a = x^ if c else y", "x^", "transfer"),
    ("a = x^ not in y", "x^ not in y", "ERROR"),
    ("a = b\n    + c", "b\n        + c", "binary_operator"),
    ("a = b\n    .c()", "b\n        .c()", "call"),
    ("return\n    a", "return\n        a", "return_statement"),
    ("a = -b ** c", "-b ** c", "unary_operator"),
    ("a = not b == c", "not b == c", "not_operator"),
    ("a = 1 + not b == c", "1 + not b == c", "binary_operator"),
    ("a = b < c < d", "b < c < d", "comparison_operator"),
    ("a = x.in", "x.in", "attribute"),
    ("out = out * 10", "out * 10", "binary_operator"),
    ('a = t"{f("x")}"', 't"{f("x")}"', "string"),
    ("var a, b = t", "a, b", "expression_list"),
    ("a, var b = t", "var b", "var_pattern"),
    ("comptime x = 1", "comptime x = 1", "comptime_declaration"),
    ("a = comptime (x)", "comptime (x)", "comptime_expression"),
]


@pytest.mark.parametrize(("statement", "text", "kind"), SHAPES, ids=[shape[0] for shape in SHAPES])
def test_shape(statement: str, text: str, kind: str) -> None:
    source = ("def f():\n    " + statement.replace("\n", "\n    ") + "\n").encode()
    found = {node.type for node in nodes(parse(source)) if node.text == text.encode()}
    if kind == "ERROR":
        assert damage(parse(source))
    else:
        assert kind in found


REMOVED = [
    ("fn f():\n    pass\n", "removed_keyword"),
    ("def f(owned x: Int):\n    pass\n", "removed_convention"),
    ("def f(inout x: Int):\n    pass\n", "removed_convention"),
    ("def f(borrowed x: Int):\n    pass\n", "removed_convention"),
    ("def f(read x: Int):\n    pass\n", "removed_convention"),
    ("alias X = 1\n", "alias_declaration"),
    ("def f():\n    let x = 1\n", "let_declaration"),
    ("def f():\n    @parameter\n    if x:\n        pass\n", "decorated_statement"),
    ("def f():\n    @parameter\n    for i in range(2):\n        pass\n", "decorated_statement"),
]


@pytest.mark.parametrize(("source", "kind"), REMOVED)
def test_removed_spelling_has_a_node_of_its_own(source: str, kind: str) -> None:
    tree = parse(source.encode())
    assert damage(tree) == []
    assert kind in {node.type for node in nodes(tree)}
