"""Small questions about source text that several repairs ask."""

from __future__ import annotations

import re

from minimojo.mir.body import OpKind
from minimojo.rules.rule import Evidence
from minimojo.text import Span, line_start
from minimojo.types.layout import layout_of
from minimojo.types.model import Type

_SIMPLE = re.compile(rb"[^\W\d]\w*(\s*\.\s*[^\W\d]\w*)*(\[[^\[\]\n]*\]|\([^()\n]*\))*")
_IN_WORD = re.compile(rb"[\w`]")


def caret_of(cx: Evidence, span: Span) -> tuple[Span, Span] | None:
    """The transferred expression and its `^`, for a span that is, ends with or directly precedes a `^`."""
    if cx.source[span.start : span.end] == b"^":
        span = _transfer_at(cx, span) or span
    end = span.end
    if cx.source[span.start : end].endswith(b"^"):
        return Span(span.start, _trimmed(cx.source, span.start, end - 1)), Span(end - 1, end)
    caret = end
    while caret < len(cx.source) and cx.source[caret : caret + 1] in b" \t\r\n\\":
        caret += 1
    if cx.source[caret : caret + 1] == b"^":
        return span, Span(caret, caret + 1)
    return None


def with_copy(cx: Evidence, span: Span) -> str:
    """The source of a copy of the expression at `span`."""
    text = cx.source[span.start : span.end]
    simple = _SIMPLE.fullmatch(text) is not None
    source = text.decode("utf-8", "replace")
    return f"{source}.copy()" if simple else f"({source}).copy()"


def bytes_of(cx: Evidence, type_: Type) -> str:
    """What a copy of a value costs, for a title: ` (24 bytes and its elements)`; nothing if that is not known."""
    layout = layout_of(type_, cx.scope)
    if layout is None:
        return ""
    heap = f" and {layout.heap.partition(',')[0]}" if layout.heap else ""
    return f" ({layout.size} byte{'s' if layout.size != 1 else ''}{heap})"


def can_end_in_caret(cx: Evidence, end: int) -> bool:
    """Whether a `^` written at `end` is a transfer: what follows must not begin an operand (GR-42)."""
    follows = cx.source[end:].lstrip(b" \t")
    return follows[:1] in (b"", b")", b"]", b"}", b",", b":", b";", b"\n", b"\r", b"#", b".")


def statement_start(cx: Evidence, at: int) -> tuple[int, str] | None:
    """Where the line of `at` begins to have text, with its indentation.

    None where `at` is not on the first line of its statement, as far as brackets tell.
    """
    start = line_start(cx.source, at)
    line = cx.source[start:at]
    indent = line[: len(line) - len(line.lstrip(b" \t"))]
    before = cx.source[:start].rstrip(b" \t\r\n")
    if before[-1:] in (b"(", b"[", b"{", b",", b"\\", b"="):
        return None
    return start + len(indent), indent.decode()


def is_named_again(cx: Evidence, at: Span) -> bool:
    """Whether the name that is declared at `at` is written anywhere else where it means the same, as far as lines and
    their indentation tell: also where nothing reads its value, as in `type_of(name)`."""
    source, name = cx.source, cx.source[at.start : at.end]
    where = start = line_start(source, at.start)
    while (found := source.find(name, where)) >= 0:
        where = found + len(name)
        is_whole = not _IN_WORD.match(source, where) and not (found and _IN_WORD.match(source, found - 1))
        if found != at.start and is_whole:
            return found < at.start or not _is_left(source, start, at.end, found)
    return False


def _is_left(source: bytes, start: int, declared: int, at: int) -> bool:
    """Whether the block of a declaration in the line at `start` ends between it and `at`; of a loop its body."""
    first = source[start:declared]
    code = first.lstrip(b" \t")
    inside = len(first) - len(code) + code.startswith((b"for ", b"comptime for "))
    if not inside:
        return False
    return (
        re.compile(rb"[\r\n][ \t]{0,%d}[^ \t\r\n]" % (inside - 1)).search(source, declared, at + 1)
        is not None
    )


def fresh_name(cx: Evidence, name: str) -> str:
    """A name like `name` that the function does not mention yet."""
    taken = set(re.findall(rb"\w+", cx.source))
    candidate, number = name, 2
    while candidate.encode() in taken:
        candidate, number = f"{name}{number}", number + 1
    return candidate


def _transfer_at(cx: Evidence, caret: Span) -> Span | None:
    """The transfer that a `^` belongs to."""
    for block in cx.body.blocks:
        for op in block.ops:
            if op.kind is OpKind.TRANSFER and op.at == caret:
                return op.span
    return None


def _trimmed(source: bytes, start: int, end: int) -> int:
    while end > start and source[end - 1 : end] in b" \t\r\n\\":
        end -= 1
    return end
