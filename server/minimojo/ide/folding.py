"""What can be folded away: bodies, brackets, strings, imports and comments over several lines."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from minimojo.syntax.extents import Extent, Shape
from minimojo.text import LineIndex, Span


class Fold(Struct, frozen=True):
    """`span` disappears; its first line stays in sight."""

    span: Span
    shape: Shape


def folds(found: Iterable[Extent], lines: LineIndex, limit: int | None = None) -> list[Fold]:
    """The folds of a text in order, of those that begin in one line the longest; the outermost ones if
    there are more than `limit`. `found` are its extents."""
    best: dict[int, Extent] = {}
    for it in found:
        span = _folded(it, lines)
        if lines.line_of(span.end) <= lines.line_of(span.start):
            continue
        line = lines.line_of(span.start)
        known = best.get(line)
        if known is None or known.span.end < span.end:
            best[line] = Extent(span, it.depth, it.name)
    outer = sorted(best.values(), key=lambda it: (it.depth, it.span))[:limit]
    return [Fold(it.span, it.shape) for it in sorted(outer)]


def _folded(it: Extent, lines: LineIndex) -> Span:
    """Up to the end of a line: the line of a closing bracket stays in sight if the bracket is the first there."""
    if it.shape is not Shape.BRACKETS:
        return it.span
    line = lines.line_of(it.span.end)
    start = lines.line_span(line).start
    is_first = not lines.text_of(Span(start, it.span.end)).strip()
    return Span(it.span.start, lines.line_span(line - 1).end if is_first else it.span.end)
