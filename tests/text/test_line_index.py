"""Conversions between bytes and positions, against an oracle that goes character by character."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minimojo.text import Encoding, LineIndex, Position, Span

LINES = st.text(alphabet="ab é🔥\u2028\x85\x0b\x0c\x1c\r\n", max_size=40)
ENCODINGS = st.sampled_from(Encoding)


def lines_of(text: str) -> list[str]:
    """The lines without their ends, as LSP has it: LF, CR LF and CR end a line and nothing else does."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def width(text: str, encoding: Encoding) -> int:
    """Columns that `text` takes."""
    match encoding:
        case Encoding.UTF8:
            return len(text.encode())
        case Encoding.UTF16:
            return len(text.encode("utf-16-le")) // 2
        case Encoding.UTF32:
            return len(text)


def boundaries(text: str) -> dict[int, tuple[int, str]]:
    """Byte offset of every character and of the end: its line, and what precedes it on that line.

    The second half of a CR LF is left out: it is no place of its own.
    """
    places: dict[int, tuple[int, str]] = {}
    line, before, offset = 0, "", 0
    for index, character in enumerate(text):
        inside_pair = character == "\n" and text[:index].endswith("\r")
        if not inside_pair:
            places[offset] = (line, before)
        offset += len(character.encode())
        if character == "\n" or (character == "\r" and not text[index + 1 :].startswith("\n")):
            line, before = line + 1, ""
        elif character != "\r":
            before += character
    places[offset] = (line, before)
    return places


@given(LINES)
def test_lines_are_those_of_the_protocol(text: str) -> None:
    index = LineIndex(text.encode())
    expected = lines_of(text)
    assert index.line_count == len(expected)
    spans = [index.line_span(line) for line in range(index.line_count)]
    assert [text.encode()[span.start : span.end].decode() for span in spans] == expected


@given(LINES, ENCODINGS)
@example("a\r\nb\rc\n", Encoding.UTF16)
def test_every_character_has_its_position(text: str, encoding: Encoding) -> None:
    index = LineIndex(text.encode())
    for offset, (line, before) in boundaries(text).items():
        position = Position(line, width(before, encoding))
        assert index.position(offset, encoding) == position
        assert index.offset(position, encoding) == offset
        assert index.line_of(offset) == line


@given(st.binary(max_size=40), st.integers(-5, 50), ENCODINGS)
def test_any_offset_in_any_bytes_has_a_position_in_the_text(
    text: bytes, offset: int, encoding: Encoding
) -> None:
    index = LineIndex(text)
    position = index.position(offset, encoding)
    assert 0 <= position.line < index.line_count
    assert 0 <= position.character <= len(text)


@given(st.binary(max_size=40), st.integers(-3, 60), st.integers(-3, 60), ENCODINGS)
def test_any_position_in_any_bytes_is_clamped_to_its_line(
    text: bytes, line: int, character: int, encoding: Encoding
) -> None:
    index = LineIndex(text)
    offset = index.offset(Position(line, character), encoding)
    span = index.line_span(line)
    assert span.start <= offset <= span.end


@pytest.mark.parametrize(
    ("text", "position", "encoding", "offset"),
    [
        ("", Position(0, 0), Encoding.UTF16, 0),
        ("", Position(7, 7), Encoding.UTF16, 0),
        ("ab\ncd", Position(0, 99), Encoding.UTF16, 2),
        ("ab\r\ncd", Position(0, 99), Encoding.UTF16, 2),
        ("ab\ncd", Position(9, 0), Encoding.UTF16, 5),
        ("ab\ncd", Position(-1, 1), Encoding.UTF16, 0),
        ("ab\ncd", Position(1, -1), Encoding.UTF16, 3),
        ("🔥x", Position(0, 2), Encoding.UTF16, 4),
        ("🔥x", Position(0, 1), Encoding.UTF32, 4),
        ("🔥x", Position(0, 4), Encoding.UTF8, 4),
        ("éx", Position(0, 1), Encoding.UTF16, 2),
    ],
)
def test_position_to_offset(text: str, position: Position, encoding: Encoding, offset: int) -> None:
    assert LineIndex(text.encode()).offset(position, encoding) == offset


def test_a_column_inside_a_surrogate_pair_is_no_place_inside_the_character() -> None:
    assert LineIndex("🔥x".encode()).offset(Position(0, 1), Encoding.UTF16) in (0, 4)


PIECES = st.sampled_from(["\r", "\n", "\r\n", "a", "bc", "é"])
TEXTS = st.lists(PIECES, max_size=12).map("".join).map(str.encode)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 20), st.integers(0, 6), TEXTS), max_size=4))
def test_the_lines_after_edits_are_those_of_the_new_text(
    text: bytes, edits: list[tuple[int, int, bytes]]
) -> None:
    lines = LineIndex(text)
    assert lines.line_count
    for start, length, new in edits:
        span = Span(min(start, len(text)), min(start + length, len(text)))
        text = text[: span.start] + new + text[span.end :]
        lines = lines.edited(text, span)
        fresh = LineIndex(text)
        assert lines.line_count == fresh.line_count
        spans = [fresh.line_span(it) for it in range(fresh.line_count)]
        assert [lines.line_span(it) for it in range(lines.line_count)] == spans
