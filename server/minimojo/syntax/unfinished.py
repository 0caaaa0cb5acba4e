"""Code that is being written: what stands around a cursor, and how to make a whole of it.

    take(a, b.na|          # the word `na` behind a dot, in the bracket of `take(`
    next()

    take(a, b.«here»)      # the same, whole: the word is a placeholder, the bracket is closed
    next()

Asked of the text alone, because the tree of such code may be anything. Brackets that are still open end
before a line that is not indented deeper than the statement they are part of.
"""

from __future__ import annotations

import re

from msgspec import Struct

from minimojo.syntax.interpolation import missing_behind
from minimojo.syntax.scanning import (
    CLOSERS,
    FURTHEST,
    TOKEN,
    WORD,
    Bracket,
    Inside,
    Scan,
    indent_at,
    line_end_at,
    word_start,
)
from minimojo.text import Span, TextEdit

PLACEHOLDER = "__here__"
"""The name that stands where one is being written."""

_AFTER = re.compile(WORD + rb"*")
_CONTROL = rb"if|elif|while|for|with"
_BLOCK = re.compile(
    rb"(?:comptime\s+)?(?:" + _CONTROL + rb"|match|case|except|def|fn|struct|trait|enum|__enum|__extension)\b"
)
_HEADER = re.compile(rb"(?:comptime\s+)?(?:" + _CONTROL + rb")\b")
_HEADER_END = re.compile(rb"[ \t]*:[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_OPERANDS = 20_000
"""Bytes behind a cursor in which the operands that follow it end."""
_IS_OPERAND = re.compile(rb"[\w)\]}]\Z")
_OPERAND_BELOW = re.compile(
    rb"(?:[ \t]*(?:#[^\n]*)?\r?\n)+[ \t]*(?!(?:and|or|not|in|is|if|else|for)\b)[\w\"'`\x80-\xff]"
)


class Spot(Struct, frozen=True):
    """What stands around a cursor: all spans are places in the text.

    `word` is the name under the cursor, maybe empty; `statement` where the statement begins;
    `brackets` are those open around the cursor, outermost first. `end` is where the word, or the string
    around it, ends; `quote` is what that string lacks. A value inside of a string is code: `inner` are the
    brackets around the cursor there, and `lacks` what closes those that stay open.
    """

    text: bytes
    offset: int
    inside: Inside
    word: Span
    statement: int
    brackets: tuple[Bracket, ...]
    end: int
    quote: bytes
    inner: tuple[int, ...] = ()
    lacks: bytes = b""

    @property
    def before(self) -> bytes:
        """The statement up to the word."""
        return self.text[self.statement : self.word.start]

    @property
    def prefix(self) -> str:
        """The part of the word before the cursor."""
        return self.text[self.word.start : self.offset].decode("utf-8", "replace")

    @property
    def is_bracketed(self) -> bool:
        """Whether there is a bracket around, other than the one of a value in a string."""
        return bool(self.brackets or self.inner[1:])

    @property
    def is_behind_dot(self) -> bool:
        return self.before.rstrip().endswith(b".")


def spot_at(text: bytes, offset: int, start: int = 0) -> Spot:
    """What stands around a cursor; `start` is where the function or declaration around it begins."""
    offset = min(max(0, offset), len(text))
    line = text.rfind(b"\n", 0, min(start, offset)) + 1
    scan = Scan(text, line)
    inside = scan.to(offset)
    tail = _AFTER.match(text, offset)
    word = Span(word_start(text, line, offset), tail.end() if tail else offset)
    end = scan.at if inside is Inside.STRING else word.end
    inner = scan.inner if inside is Inside.STRING else ()
    return Spot(
        text,
        offset,
        Inside.CODE if inner else inside,
        word,
        scan.statement,
        tuple(scan.brackets),
        end,
        scan.quote,
        inner,
        missing_behind(text, word.end, end, inner),
    )


def whole(spot: Spot, placeholder: str = PLACEHOLDER) -> tuple[TextEdit, ...]:
    """Edits that put a placeholder for the word, close open brackets, and give a block a body."""
    text, end = spot.text, spot.end
    own = text[spot.word.start : spot.word.end].decode("utf-8", "replace")
    given = own if spot.inside is Inside.STRING else placeholder or own
    skipped = _skipped(spot) if spot.brackets and not spot.quote else 0
    brackets = spot.brackets[: len(spot.brackets) - skipped]
    lacks = spot.lacks + _closers(spot.brackets[len(brackets) :])
    given = TextEdit(spot.word, given + lacks.decode())
    if not brackets and not spot.quote and _BLOCK.match(text, spot.statement, end) is None:
        return (given,)
    scan = Scan(text, end, brackets, indent_at(text, spot.statement))
    line_end, open_there = scan.line()
    missing = len(Scan(text, line_end, open_there, scan.indent).unclosed()) if open_there else 0
    closers = _closers(open_there[len(open_there) - missing :])
    tail = (spot.quote + closers).decode()
    if missing < len(open_there) and _lacks_comma(text, line_end, is_written=line_end == spot.word.end):
        tail += ","
    if missing == len(open_there) and _BLOCK.match(text, spot.statement, end):
        tail += _body(text, spot.statement, line_end, scan)
    if line_end == spot.word.end:  # One edit: two at the same place have no order.
        return (TextEdit(spot.word, given.new_text + tail),)
    return (given, TextEdit(Span(line_end, line_end), tail)) if tail else (given,)


def _closers(brackets: tuple[Bracket, ...]) -> bytes:
    return b"".join(CLOSERS[it.text] for it in reversed(brackets))


def _skipped(spot: Spot) -> int:
    """How many of the innermost brackets are passed over by the end of another: `f(a[|, b)` lacks the `]`.

    Or by the colon that ends the header of a block: `if f(a|:` lacks the `)`.
    """
    if _HEADER_END.match(spot.text, spot.end) and _HEADER.match(spot.text, spot.statement):
        return len(spot.brackets) if all(it.text == b"(" for it in spot.brackets) else 0
    depth = 0
    last = _block_end(spot, _OPERANDS)
    for token in TOKEN.finditer(spot.text, spot.end, last):
        kind = token.lastgroup
        depth += (kind == "open") - (kind == "close")
        if depth < 0:
            inner = reversed(spot.brackets)
            return next((index for index, it in enumerate(inner) if CLOSERS[it.text] == token[0]), 0)
    return 0


def _lacks_comma(text: bytes, line_end: int, *, is_written: bool) -> bool:
    """Whether another operand stands below a line that ends with one, or with a word that is being written."""
    return (is_written or _IS_OPERAND.search(text, 0, line_end) is not None) and (
        _OPERAND_BELOW.match(text, line_end) is not None
    )


def alone(spot: Spot) -> tuple[TextEdit, ...]:
    """An edit that leaves nothing of a statement but the value whose member is being written.

    What is indented deeper below it goes too: it is the body of the statement, or the rest of a bracket.
    """
    receiver = receiver_before(spot)
    end = _block_end(spot)
    text = spot.text[receiver.start : receiver.end].decode("utf-8", "replace")
    return (TextEdit(Span(spot.statement, end), f"{text}.{PLACEHOLDER}"),)


def receiver_before(spot: Spot) -> Span:
    """The expression before the dot: names, members, calls and subscripts."""
    text = spot.text
    end = at = len(text[: spot.word.start].rstrip()) - 1
    at -= text[:at].endswith(b"^")
    while at > spot.statement:
        last = text[at - 1 : at]
        if last in (b")", b"]"):
            at = _opener(text, spot.statement, at)
            continue
        name = word_start(text, spot.statement, at)
        if name == at:
            break
        at = name
        if text[at - 1 : at] != b".":
            break
        at -= 1
    return Span(at, end)


def _opener(text: bytes, start: int, end: int) -> int:
    """Where the bracket that ends at `end` begins."""
    depth = 0
    for at in range(end - 1, start - 1, -1):
        depth += (text[at] in b")]}") - (text[at] in b"([{")
        if depth == 0:
            return at
    return start


def _body(text: bytes, statement: int, line_end: int, scan: Scan) -> str:
    """What a block's head lacks: its colon, and a statement if none is indented below it."""
    if scan.last == b":":
        return ""
    following = re.compile(rb"(?:[ \t]*(?:#[^\n]*)?\r?\n)*([ \t]*)\S").match(text, line_end)
    indent = len(following[1]) if following and b"\n" in following[0] else 0
    return ":" if indent > indent_at(text, statement) else ": pass"


def _block_end(spot: Spot, furthest: int = FURTHEST) -> int:
    """Where the lines end that follow and are indented deeper, or begin with the end of a bracket."""
    text, indent = spot.text, indent_at(spot.text, spot.statement)
    first = end = at = line_end_at(text, spot.end)
    while at < len(text) and end - first < furthest:
        following = line_end_at(text, at + 1)
        line = text[at + 1 : following]
        inside = line.strip()
        if inside and len(line) - len(line.lstrip(b" \t")) <= indent and inside[:1] not in (b")", b"]", b"}"):
            break
        at = following
        if inside:
            end = at
    return end
