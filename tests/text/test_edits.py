"""Spans and edits."""

from hypothesis import given
from hypothesis import strategies as st

from minimojo.text import Span, TextEdit, apply_edits


def test_relations_of_spans() -> None:
    outer, inner = Span(2, 8), Span(4, 8)
    assert outer.covers(inner)
    assert not inner.covers(outer)
    assert inner.touches(8)
    assert not inner.touches(9)
    assert inner.to(Span(1, 2)) == Span(1, 8)
    assert inner.shifted(3) == Span(7, 11)


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.text(max_size=4))))
def test_edits_apply_to_the_text_they_were_made_for(text: str, pieces: list[tuple[int, int, str]]) -> None:
    """The oracle copies the text from the left to the right."""
    source = text.encode()
    edits: list[TextEdit] = []
    expected = b""
    copied = 0
    for gap, length, new_text in pieces:
        start = copied + gap + 1  # Edits at one place would have no order.
        end = start + length
        if end > len(source):
            break
        edits.append(TextEdit(Span(start, end), new_text))
        expected += source[copied:start] + new_text.encode()
        copied = end
    expected += source[copied:]
    assert apply_edits(source, tuple(reversed(edits))) == expected
