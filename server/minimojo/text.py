"""Positions in a source text: which byte, which line, which column.

Everything inside MiniMojo counts in UTF-8 bytes; only the edges (`lsp`, `cli`) speak of lines and
columns, and `LineIndex` converts for them.

    text = "var 🔥 = 1\n"      # the fire is 4 bytes, 2 UTF-16 units, 1 character
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from enum import Enum
from itertools import accumulate, pairwise

from msgspec import Struct


class Span(Struct, frozen=True, order=True, gc=False):
    """A half-open range of bytes, `start <= end`."""

    start: int
    end: int

    def shifted(self, offset: int) -> Span:
        """The same range in a text that begins `offset` bytes earlier."""
        return Span(self.start + offset, self.end + offset)

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, offset: int) -> bool:
        """Whether a cursor at `offset` is inside or directly behind this range."""
        return self.start <= offset <= self.end

    def to(self, other: Span) -> Span:
        """The smallest range that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


class TextEdit(Struct, frozen=True, order=True):
    """Replace the bytes of `span` by `new_text`."""

    span: Span
    new_text: str


class Encoding(Enum):
    """The unit in which a client counts columns (LSP 3.17 `PositionEncodingKind`)."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


class Position(Struct, frozen=True, order=True):
    """A zero-based line and a zero-based column, in units of some `Encoding`."""

    line: int
    character: int


class LineIndex:
    """Converts between byte offsets and positions of one text.

    Lines end at LF, CR LF and lone CR, as LSP has it. Offsets beyond the text and columns beyond
    a line are clamped, never an error: clients send such positions while they type. The lines are looked
    for when they are first needed.
    """

    __slots__ = ("_known", "_text")

    def __init__(self, text: bytes, known: list[int] | None = None) -> None:
        self._text = text
        self._known = known

    @property
    def _starts(self) -> list[int]:
        if self._known is None:
            self._known = _line_starts(self._text)
        return self._known

    def edited(self, text: bytes, span: Span) -> LineIndex:
        """The lines of `text`, which is this one with something else in the place of `span`."""
        old = self._known
        if old is None:
            return LineIndex(text)
        # A CR and a LF that come together, or no longer are, change how the lines beside end.
        first, behind = max(0, self.line_of(span.start) - 1), self.line_of(span.end) + 2
        start, shift = old[first], len(text) - len(self._text)
        end = old[behind] + shift if behind < len(old) else len(text)
        inside = [start + it for it in _line_starts(text[start:end])]
        after = old[behind + 1 :]
        return LineIndex(text, old[:first] + inside + ([it + shift for it in after] if shift else after))

    @property
    def line_count(self) -> int:
        return len(self._starts)

    def line_of(self, offset: int) -> int:
        """The zero-based line that holds byte `offset`."""
        return bisect_right(self._starts, max(0, offset)) - 1

    def text_of(self, span: Span) -> str:
        """What is written in a range."""
        return self._text[span.start : span.end].decode("utf-8", "replace")

    def line_span(self, line: int) -> Span:
        """The bytes of a line without its end; an empty range before or behind the text for others."""
        if line < 0:
            return Span(0, 0)
        if line >= len(self._starts):
            return Span(len(self._text), len(self._text))
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        while end > start and self._text[end - 1] in b"\r\n":
            end -= 1
        return Span(start, end)

    def position(self, offset: int, encoding: Encoding = Encoding.UTF16) -> Position:
        """The position of byte `offset`."""
        offset = min(max(0, offset), len(self._text))
        line = self.line_of(offset)
        before = self._text[self._starts[line] : offset]
        return Position(line, _units(before, encoding))

    def offset(self, position: Position, encoding: Encoding = Encoding.UTF16) -> int:
        """The byte offset of `position`."""
        span = self.line_span(position.line)
        if encoding is Encoding.UTF8:
            return min(span.start + max(0, position.character), span.end)
        line = self._text[span.start : span.end]
        if line.isascii():
            return min(span.start + max(0, position.character), span.end)
        return span.start + _bytes_of_units(line, position.character, encoding)


def line_start(text: bytes, at: int) -> int:
    """Where the line of a byte begins."""
    return max(text.rfind(b"\n", 0, at), text.rfind(b"\r", 0, at)) + 1


def are_apart(edits: Iterable[TextEdit]) -> bool:
    """Whether sorted edits do not overlap, and no two are of the same place."""
    return all(one.span.end <= other.span.start and one.span != other.span for one, other in pairwise(edits))


def apply_edits(text: bytes, edits: tuple[TextEdit, ...]) -> bytes:
    """`text` after all `edits`, which must not overlap."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.span.start] + edit.new_text.encode() + text[edit.span.end :]
    return text


def line_edits(old: bytes, new: bytes) -> tuple[TextEdit, ...]:
    """What makes one text of another, in whole lines: those that are the same in both are not touched.

    Raises UnicodeDecodeError for new lines that are not UTF-8.
    """
    from difflib import SequenceMatcher

    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts = [0, *accumulate(len(it) for it in before)]
    changes = SequenceMatcher(None, before, after).get_opcodes()
    return tuple(
        TextEdit(Span(starts[i], starts[j]), b"".join(after[k:end]).decode())
        for kind, i, j, k, end in changes
        if kind != "equal"
    )


def _line_starts(text: bytes) -> list[int]:
    starts = [0, *accumulate(map(len, text.splitlines(keepends=True)))]
    if not text.endswith((b"\n", b"\r")) and len(starts) > 1:
        starts.pop()
    return starts


def _units(text: bytes, encoding: Encoding) -> int:
    if encoding is Encoding.UTF8 or text.isascii():
        return len(text)
    decoded = text.decode("utf-8", "replace")
    if encoding is Encoding.UTF32:
        return len(decoded)
    return sum(2 if ord(character) > 0xFFFF else 1 for character in decoded)


def _bytes_of_units(line: bytes, units: int, encoding: Encoding) -> int:
    seen = 0
    length = 0
    for character in line.decode("utf-8", "replace"):
        if seen >= units:
            break
        seen += 2 if encoding is Encoding.UTF16 and ord(character) > 0xFFFF else 1
        length += len(character.encode())
    return min(length, len(line))
