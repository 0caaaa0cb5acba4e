"""Source lines with underlined places, for terminals.

      ┌─ demo.mojo:3:11
    2 │     take(s^)
      │          - `s` is transferred here
    3 │     print(s)
      │           ^

Only the lines that have marks are shown, with `┆` where lines are left out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from msgspec import Struct

from minimojo.text import LineIndex, Span

if TYPE_CHECKING:
    from rich.text import Text

_TAB = 4
_MAX_WIDTH = 200


class Strength(Enum):
    PRIMARY = "^"
    SECONDARY = "-"


class Mark(Struct, frozen=True):
    """A place to underline, with what is said about it."""

    span: Span
    message: str
    strength: Strength


def excerpt(text: bytes, lines: LineIndex, marks: Iterable[Mark], place: str, colour: str) -> Iterator[Text]:
    """The lines that `marks` begin on, each with its marks below it; `colour` is that of the primary."""
    from rich.text import Text

    def line_of(mark: Mark) -> int:
        return lines.line_of(mark.span.start)

    ordered = sorted(marks, key=lambda mark: (line_of(mark), mark.span.start, mark.strength.value))
    margin = " " * len(str(line_of(ordered[-1]) + 1)) if ordered else ""
    yield Text.assemble((f" {margin} ┌─ ", "blue"), printable(place))
    before: int | None = None
    for line, group in groupby(ordered, line_of):
        if before is not None and line > before + 1:
            yield Text(f" {margin} ┆", "blue")
        before = line
        span = lines.line_span(line)
        source = _shown(text[span.start : span.end])
        yield Text.assemble((f" {line + 1:>{len(margin)}} │ ", "blue"), source)
        for mark in group:
            style = colour if mark.strength is Strength.PRIMARY else "cyan"
            start = min(max(mark.span.start, span.start), span.end)
            end = min(max(mark.span.end, start), span.end)
            indent = _width(text[span.start : start])
            length = max(1, _width(text[span.start : end]) - indent)
            if indent > _MAX_WIDTH:
                indent, length = 0, 1  # A line that nobody sees whole; the place is in the header.
            underline = mark.strength.value * min(length, _MAX_WIDTH)
            yield Text.assemble(
                (f" {margin} │ ", "blue"),
                " " * indent,
                (f"{underline} {printable(mark.message)}".rstrip(), style),
            )


_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that show others in another order than they stand in (https://trojansource.codes)."""

_NO_TEXT = frozenset("\ufffe\uffff")
"""Characters that no XML may have."""


def printable(text: str) -> str:
    """Text without control characters, which terminals would obey, and without what hides its order."""
    return text if text.isascii() and text.isprintable() else "".join(map(_visible, text))


def lines_for(stream: TextIO, text: str) -> str:
    """Lines as they are: exact for programs, and printable where a person looks at them."""
    if not stream.isatty():
        return text
    return "".join(printable(it.expandtabs(_TAB)) + "\n" for it in text.removesuffix("\n").split("\n"))


def _visible(character: str) -> str:
    if character in _REORDERING or character in _NO_TEXT:
        return "\ufffd"
    return "\ufffd" if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} else character


def _shown(line: bytes) -> str:
    text = printable(_expanded(line))
    return text if len(text) <= _MAX_WIDTH else text[:_MAX_WIDTH] + "…"


def _expanded(line: bytes) -> str:
    return line.decode("utf-8", "replace").expandtabs(_TAB)


def _width(prefix: bytes) -> int:
    from rich.cells import cell_len

    return cell_len(printable(_expanded(prefix)))
