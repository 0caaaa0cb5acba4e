"""A document that was edited is the document of its text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from minimojo.syntax.document import Document
from minimojo.text import Span, TextEdit, apply_edits
from syntax.edits import edits, inverse, programs
from syntax.trees import concrete_tree, typed_tree

WORDS = st.text(alphabet="ab_1é", min_size=1, max_size=3)


def test_several_edits_refer_to_the_text_before_all_of_them() -> None:
    document = Document.parse(b"var a = 1\nvar b = 2\n")
    two = document.edited((TextEdit(Span(4, 5), "first"), TextEdit(Span(14, 15), "second")))
    assert two.text == b"var first = 1\nvar second = 2\n"
    assert concrete_tree(two) == concrete_tree(Document.parse(two.text))
    assert document.text == b"var a = 1\nvar b = 2\n"


def test_edits_beyond_the_text_are_clamped() -> None:
    document = Document.parse(b"pass\n")
    assert document.edited((TextEdit(Span(90, 99), "# end"),)).text == b"pass\n# end"
    assert document.edited((TextEdit(Span(-5, -2), "# top\n"),)).text == b"# top\npass\n"
    assert document.edited((TextEdit(Span(3, 1), "s"),)).text == b"passs\n"


@given(st.data())
@settings(max_examples=120)
def test_trees_do_not_depend_on_the_way(data: st.DataObject) -> None:
    document = Document.parse(data.draw(programs))
    for _ in range(data.draw(st.integers(1, 5))):
        edit = data.draw(edits(document.text))
        expected = apply_edits(document.text, (edit,))
        document = document.edited((edit,))
        assert document.text == expected
        fresh = Document.parse(document.text)
        assert concrete_tree(document) == concrete_tree(fresh)
        assert typed_tree(document) == typed_tree(fresh)


@given(st.data())
@settings(max_examples=120)
def test_undoing_edits_gives_the_tree_back(data: st.DataObject) -> None:
    """The way leads over any errors; in the end there are none, and no trace of them."""
    start = data.draw(programs)
    document = Document.parse(start)
    undo: list[TextEdit] = []
    for _ in range(data.draw(st.integers(1, 5))):
        edit = data.draw(edits(document.text))
        undo.append(inverse(document.text, edit))
        document = document.edited((edit,))
    for edit in reversed(undo):
        document = document.edited((edit,))
    if document.text == start:  # A cut through a character cannot be undone as text.
        assert concrete_tree(document) == concrete_tree(Document.parse(start))


@given(st.data())
@settings(max_examples=100)
def test_typing_inside_names_and_comments_keeps_equal_trees(data: st.DataObject) -> None:
    """Edits after which the program is still complete: a longer name, a comment, an empty line."""
    document = Document.parse(data.draw(programs))
    for _ in range(5):
        document = document.edited((data.draw(_harmless(document)),))
        assert concrete_tree(document) == concrete_tree(Document.parse(document.text))


@st.composite
def _harmless(draw: st.DrawFn, document: Document) -> TextEdit:
    rows = concrete_tree(document)
    names = [row for row in rows if row[1] == "identifier"]
    lines = [row[3] for row in rows if row[0] == 1]  # Before statements of the file.
    if draw(st.booleans()):
        end = draw(st.sampled_from([row[4] for row in names]))
        assert isinstance(end, int)
        inside_backticks = document.text[end - 1 : end] == b"`"
        place = end - 1 if inside_backticks else end
        return TextEdit(Span(place, place), draw(st.sampled_from("ab_1")))
    place = draw(st.sampled_from(lines))
    assert isinstance(place, int)
    return TextEdit(Span(place, place), draw(st.sampled_from(["\n", "# text (\n", "pass\n", "\r\n"])))
