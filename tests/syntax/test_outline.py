"""A file in parts: what they are, and that unchanged ones are the very same after an edit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minimojo.syntax.document import Document
from minimojo.syntax.outline import Item, PartKind, outline, whole_function
from minimojo.text import Span, TextEdit
from programs import every_program
from syntax.edits import edits, programs
from syntax.trees import dump

SOURCE = b'''"""Text."""
import a


struct S:
    var x: Int

    def f(self):
        pass

    var y: Int


@b
def g(n: Int) -> Int:
    return n
'''


def test_parts_are_functions_types_and_what_is_between_them() -> None:
    items = outline(Document.parse(SOURCE)).items
    assert [item.part.kind for item in items] == [
        PartKind.STATEMENT,
        PartKind.STATEMENT,
        PartKind.TYPE,
        PartKind.FUNCTION,
    ]
    assert [item.start for item in items] == [
        SOURCE.index(word) for word in (b'"""', b"import", b"struct", b"@b")
    ]
    [method] = items[2].part.members
    assert SOURCE[items[2].start + method.start :].startswith(b"def f(self)")
    assert not any(item.part.damaged for item in items)


def test_offsets_count_from_the_part() -> None:
    part = outline(Document.parse(SOURCE)).items[3].part
    assert part.source.startswith(b"@b\ndef g")
    assert dump(part.tree, part.source).startswith("FunctionDef «@b…» name='g' keyword=«def»")


def test_an_edit_in_a_body_keeps_every_other_part() -> None:
    document = Document.parse(SOURCE)
    before = outline(document)
    place = SOURCE.index(b"return n") + len(b"return n")
    after = outline(document.edited((TextEdit(Span(place, place), " + 1"),)), before)
    assert [a is b for a, b in zip(after.items, before.items, strict=True)] == [True, True, True, False]
    assert after.items[3].part.tree is before.items[3].part.tree  # The declaration is the same.


def test_parts_that_only_moved_are_kept() -> None:
    document = Document.parse(SOURCE)
    before = outline(document)
    after = outline(document.edited((TextEdit(Span(0, 0), "# a comment\n"),)), before)
    assert [a.part is b.part for a, b in zip(after.items, before.items, strict=True)] == [True] * 4
    assert {a.start - b.start for a, b in zip(after.items, before.items, strict=True)} == {12}


def test_an_edit_in_a_method_keeps_the_declaration_of_its_type() -> None:
    """Only when no field stands behind the method: then it moved."""
    source = SOURCE.replace(b"    var y: Int\n", b"")
    document = Document.parse(source)
    before = outline(document)
    place = source.index(b"        pass")
    after = outline(document.edited((TextEdit(Span(place, place), "        return\n"),)), before)
    assert after.items[2].part is not before.items[2].part
    assert after.items[2].part.tree is before.items[2].part.tree


def test_a_function_is_converted_once() -> None:
    document = Document.parse(SOURCE)
    item = outline(document).items[3]
    tree = whole_function(document, item.start, item.part)
    assert whole_function(document, item.start, item.part) is tree
    assert tree.body
    assert tree.signature is item.part.tree.signature  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("body", "is_stub"),
    [
        ("...", True),
        ('\n    """Text."""\n    ...', True),
        ("\n    # text\n    ...  # text", True),
        ("pass", False),
        ("...; ...", False),
        ('\n    """Text."""', False),
        ('\n    ...\n    """Text."""', False),
    ],
)
def test_stubs(body: str, is_stub: bool) -> None:
    [item] = outline(Document.parse(f"def f(): {body}\n".encode())).items
    assert item.part.is_stub is is_stub


@pytest.mark.parametrize(
    ("source", "damaged", "errors"),
    [
        ("def f(): pass\n)\ndef g(): pass\n", [False, False], 1),
        ("def f(:\n    pass\ndef g(): pass\n", [True, False], 0),
        ("def f():\n    a = (\ndef g(): pass\n", [True, False], 0),
        ("struct A:\n    var\ndef g(): pass\n", [True, False], 0),
    ],
)
def test_errors_belong_to_the_part_around_them(source: str, damaged: list[bool], errors: int) -> None:
    found = outline(Document.parse(source.encode()))
    assert [item.part.damaged for item in found.items] == damaged
    assert len(found.errors) == errors


@every_program
def test_parts_cover_all_but_blanks_and_comments(text: bytes) -> None:
    left = text
    for item in outline(Document.parse(text)).items:
        end = item.start + len(item.part.source)
        left = left[: item.start] + b" " * (end - item.start) + left[end:]
    lines = [line.strip() for line in left.splitlines()]
    assert [line for line in lines if line and not line.startswith((b"#", b";"))] == []


@given(st.data())
@settings(max_examples=120)
def test_what_is_taken_over_does_not_depend_on_the_way(data: st.DataObject) -> None:
    document = Document.parse(data.draw(programs))
    known = outline(document)
    for _ in range(data.draw(st.integers(1, 4))):
        document = document.edited((data.draw(edits(document.text)),))
        known = outline(document, known)
        assert _described(known.items, document) == _described(outline(document).items, document)
        assert known.errors == outline(document).errors


def _described(items: tuple[Item, ...], document: Document, base: int = 0) -> list[object]:
    """Everything about items but their identity."""
    rows: list[object] = []
    for item in items:
        part, start = item.part, base + item.start
        row = [start, part.kind, part.source, part.column, part.damaged, part.head_damaged, part.is_stub]
        row += [part.signature, _described(part.members, document, start), dump(part.tree, part.source)]
        if part.kind is PartKind.FUNCTION:
            row.append(dump(whole_function(document, start, part), part.source))
        rows.append(row)
    return rows


@pytest.mark.parametrize("text", [b"", b"\n\n", b"# text", b"\xef\xbb\xbf"])
def test_a_file_without_statements_has_no_parts(text: bytes) -> None:
    assert outline(Document.parse(text)).items == ()
