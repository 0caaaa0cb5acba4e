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
from enum import Enum

from msgspec import Struct

from minimojo.syntax.interpolation import missing_behind, value_around
from minimojo.text import Span, TextEdit

PLACEHOLDER = "__here__"
"""The name that stands where one is being written."""

_TOKEN = re.compile(
    rb'(?P<string>"""(?:\\.|[^\\])*?(?:"""|\Z)|\'\'\'(?:\\.|[^\\])*?(?:\'\'\'|\Z)'
    rb'|"(?:\\.|[^"\\\r\n])*(?:"|(?=[\r\n])|\Z)|\'(?:\\.|[^\'\\\r\n])*(?:\'|(?=[\r\n])|\Z))'
    rb"|(?P<name>`[^`\r\n]*`)"
    rb"|(?P<comment>#[^\r\n]*)|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<end>\r\n|\r|\n)|(?P<other>[^\s])",
    re.DOTALL,
)
_CLOSERS = {b"(": b")", b"[": b"]", b"{": b"}"}
_WORD = rb"[A-Za-z_0-9\x80-\xff]"
_BEFORE = re.compile(_WORD + rb"*\Z")
_AFTER = re.compile(_WORD + rb"*")
_BLOCK = re.compile(
    rb"(?:comptime\s+)?(?:if|elif|while|for|with|match|case|except|def|fn|struct|trait|enum|__enum|__extension)\b"
)
_IS_OPERAND = re.compile(rb"[\w)\]}]\Z")
_OPERAND_BELOW = re.compile(
    rb"(?:[ \t]*(?:#[^\n]*)?\r?\n)+[ \t]*(?!(?:and|or|not|in|is|if|else|for)\b)[\w\"'`\x80-\xff]"
)
_FURTHEST = 400_000
"""Bytes behind the cursor in which the end of a bracket is looked for."""


class Inside(Enum):
    """What a cursor is in."""

    CODE = "code"
    STRING = "string"
    COMMENT = "comment"


class Bracket(Struct, frozen=True):
    """A bracket that is open at the cursor; `at` is a place in the text."""

    at: int
    text: bytes


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
    scan = _Scan(text, line)
    inside = scan.to(offset)
    head = _BEFORE.search(text, line, offset)
    tail = _AFTER.match(text, offset)
    word = Span(head.start() if head else offset, tail.end() if tail else offset)
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
    skipped = 0 if spot.quote else _skipped(text, end, spot.brackets)
    brackets = spot.brackets[: len(spot.brackets) - skipped]
    lacks = spot.lacks + _closers(spot.brackets[len(brackets) :])
    given = TextEdit(spot.word, given + lacks.decode())
    if not brackets and not spot.quote and _BLOCK.match(text, spot.statement, end) is None:
        return (given,)
    scan = _Scan(text, end, brackets, _indent(text, spot.statement))
    line_end, open_there = scan.line()
    missing = len(_Scan(text, line_end, open_there, scan.indent).unclosed()) if open_there else 0
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
    return b"".join(_CLOSERS[it.text] for it in reversed(brackets))


def _skipped(text: bytes, at: int, brackets: tuple[Bracket, ...]) -> int:
    """How many of the innermost brackets are passed over by the end of another: `f(a[|, b)` lacks the `]`."""
    depth = 0
    for token in _TOKEN.finditer(text, at, at + _FURTHEST):
        kind = token.lastgroup
        depth += (kind == "open") - (kind == "close")
        if depth < 0:
            fitting = (index for index, it in enumerate(reversed(brackets)) if _CLOSERS[it.text] == token[0])
            return next(fitting, 0)
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
    end = _block_end(spot.text, _line_end(spot.text, spot.word.end), _indent(spot.text, spot.statement))
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
        name = _BEFORE.search(text, spot.statement, at)
        if name is None or name.start() == at:
            break
        at = name.start()
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


def _body(text: bytes, statement: int, line_end: int, scan: _Scan) -> str:
    """What a block's head lacks: its colon, and a statement if none is indented below it."""
    if scan.last == b":":
        return ""
    following = re.compile(rb"(?:[ \t]*(?:#[^\n]*)?\r?\n)*([ \t]*)\S").match(text, line_end)
    indent = len(following[1]) if following and b"\n" in following[0] else 0
    return ":" if indent > _indent(text, statement) else ": pass"


def _indent(text: bytes, at: int) -> int:
    """How far the line of a byte is indented."""
    line = text.rfind(b"\n", 0, at) + 1
    return len(text[line:at]) - len(text[line:at].lstrip(b" \t")) if text[line:at].strip() else at - line


class _Scan:
    """Reads tokens and keeps which brackets are open, and where the statement began."""

    def __init__(
        self, text: bytes, at: int, brackets: tuple[Bracket, ...] = (), indent: int | None = None
    ) -> None:
        self.text = text
        self.at = at
        self.brackets = list(brackets)
        self.statement = at
        self.indent = 0 if indent is None else indent
        self.is_fresh = indent is None
        self.begins_line = indent is None
        self.last = b""
        self.quote = b""
        self.inner: tuple[int, ...] = ()

    def to(self, offset: int) -> Inside:
        """Reads up to a cursor."""
        for token in _TOKEN.finditer(self.text, self.at):
            kind = token.lastgroup
            if token.start() >= offset:
                break
            if kind == "comment" and token.end() >= offset:
                return Inside.COMMENT
            is_open = kind == "string" and not _is_closed(token["string"])
            if kind == "string" and (token.end() > offset or (is_open and token.end() == offset)):
                self._take(token, kind)
                self.at = _line_end(self.text, offset) if is_open else token.end()
                self.quote = _quote(token["string"]) if is_open else b""
                self.inner = value_around(self.text, token.start(), offset) or ()
                return Inside.STRING
            if token.end() > offset:
                break
            self._take(token, kind or "")
        if self.is_fresh or (self.begins_line and self._is_outside(offset)):
            self._begin(_first_word(self.text, offset))
        return Inside.CODE

    def line(self) -> tuple[int, tuple[Bracket, ...]]:
        """Reads to the end of the line: where it ends, without comment, and what is open there."""
        end = self.at
        for token in _TOKEN.finditer(self.text, self.at, self.at + _FURTHEST):
            kind = token.lastgroup or ""
            if kind in ("end", "comment"):
                break
            self._take(token, kind)
            end = token.end()
        if end == self.at:
            before = self.text[: self.at].rstrip()
            self.last = before[-1:]
        return end, tuple(self.brackets)

    def unclosed(self) -> tuple[Bracket, ...]:
        """Reads until all brackets are closed, or the statement must have ended: those left."""
        known = len(self.brackets)
        least = known
        for token in _TOKEN.finditer(self.text, self.at, self.at + _FURTHEST):
            kind = token.lastgroup or ""
            if self.begins_line and kind not in ("end", "comment") and self._is_outside(token.start()):
                is_closer = kind == "close"
                if not is_closer:
                    break
            self._take(token, kind)
            least = min(least, len(self.brackets))
            if not self.brackets:
                break
        return tuple(self.brackets[:least])

    def _take(self, token: re.Match[bytes], kind: str) -> None:
        if kind == "end":
            self.begins_line = True
            self.is_fresh = self.is_fresh or not self.brackets
            return
        if kind == "comment":
            return
        at = token.start()
        if self.begins_line and kind != "close" and self.brackets and self._is_outside(at):
            self.is_fresh = True
        if self.is_fresh:
            self._begin(at)
        self.begins_line = False
        self.last = token[0][-1:]
        if kind == "open":
            self.brackets.append(Bracket(at, token[0]))
        elif kind == "close" and self.brackets:
            self.brackets.pop()

    def _begin(self, at: int) -> None:
        self.statement, self.is_fresh = at, False
        self.indent = _indent(self.text, at)
        self.brackets.clear()

    def _is_outside(self, at: int) -> bool:
        """Whether a line that begins at a byte is not indented deeper than the statement."""
        return at - (self.text.rfind(b"\n", 0, at) + 1) <= self.indent


def _block_end(text: bytes, line_end: int, indent: int) -> int:
    """Where the lines end that follow and are indented deeper, or begin with the end of a bracket."""
    end = at = line_end
    while at < len(text) and end - line_end < _FURTHEST:
        following = _line_end(text, at + 1)
        line = text[at + 1 : following]
        inside = line.strip()
        if inside and len(line) - len(line.lstrip(b" \t")) <= indent and inside[:1] not in (b")", b"]", b"}"):
            break
        at = following
        if inside:
            end = at
    return end


def _first_word(text: bytes, offset: int) -> int:
    """Where the word that ends at a cursor begins."""
    head = _BEFORE.search(text, max(0, offset - 200), offset)
    return head.start() if head else offset


def _is_closed(string: bytes) -> bool:
    quote = _quote(string)
    return len(string) >= 2 * len(quote) and string.endswith(quote)


def _quote(string: bytes) -> bytes:
    """What a string begins with."""
    return string[:3] if string[:3] in (b'"""', b"'''") else string[:1]


def _line_end(text: bytes, at: int) -> int:
    end = text.find(b"\n", at)
    return len(text) if end < 0 else end
