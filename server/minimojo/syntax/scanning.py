"""Reads code token by token up to a cursor, and on from it: which brackets are open, where the statement began."""

from __future__ import annotations

import re
from enum import Enum

from msgspec import Struct

from minimojo.syntax.interpolation import value_around

TOKEN = re.compile(
    rb'(?P<string>"""(?:\\.|[^\\])*?(?:"""|\Z)|\'\'\'(?:\\.|[^\\])*?(?:\'\'\'|\Z)'
    rb'|"(?:\\.|[^"\\\r\n])*(?:"|(?=[\r\n])|\Z)|\'(?:\\.|[^\'\\\r\n])*(?:\'|(?=[\r\n])|\Z))'
    rb"|(?P<name>`[^`\r\n]*`)"
    rb"|(?P<comment>#[^\r\n]*)|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<end>\r\n|\r|\n)|(?P<other>[^\s])",
    re.DOTALL,
)
CLOSERS = {b"(": b")", b"[": b"]", b"{": b"}"}
WORD = rb"[A-Za-z_0-9\x80-\xff]"
_LETTERS = bytes(it for it in range(256) if re.match(WORD, bytes((it,))))
FURTHEST = 400_000
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


class Scan:
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
        for token in TOKEN.finditer(self.text, self.at):
            kind = token.lastgroup
            if token.start() >= offset:
                break
            if kind == "comment" and token.end() >= offset:
                return Inside.COMMENT
            is_open = kind == "string" and not _is_closed(token["string"])
            if kind == "string" and (token.end() > offset or (is_open and token.end() == offset)):
                self._take(token, kind)
                self.at = line_end_at(self.text, offset) if is_open else token.end()
                self.quote = _quote(token["string"]) if is_open else b""
                self.inner = value_around(self.text, token.start(), offset) or ()
                return Inside.STRING
            if token.end() > offset:
                break
            self._take(token, kind or "")
        if self.is_fresh or (self.begins_line and self._is_outside(offset)):
            self._begin(word_start(self.text, max(0, offset - 200), offset))
        return Inside.CODE

    def line(self) -> tuple[int, tuple[Bracket, ...]]:
        """Reads to the end of the line: where it ends, without comment, and what is open there."""
        end = self.at
        for token in TOKEN.finditer(self.text, self.at, self.at + FURTHEST):
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
        for token in TOKEN.finditer(self.text, self.at, self.at + FURTHEST):
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
        elif kind == "close":
            self._close(token[0])

    def _close(self, closer: bytes) -> None:
        """Those inside of the bracket that ends here end, too; an end that fits none is left over."""
        for index in range(len(self.brackets) - 1, -1, -1):
            if CLOSERS[self.brackets[index].text] == closer:
                del self.brackets[index:]
                return

    def _begin(self, at: int) -> None:
        self.statement, self.is_fresh = at, False
        self.indent = indent_at(self.text, at)
        self.brackets.clear()

    def _is_outside(self, at: int) -> bool:
        """Whether a line that begins at a byte is not indented deeper than the statement."""
        return at - (self.text.rfind(b"\n", 0, at) + 1) <= self.indent


def indent_at(text: bytes, at: int) -> int:
    """How far the line of a byte is indented."""
    line = text.rfind(b"\n", 0, at) + 1
    return len(text[line:at]) - len(text[line:at].lstrip(b" \t")) if text[line:at].strip() else at - line


def word_start(text: bytes, first: int, end: int) -> int:
    """Where the word that ends at `end` begins, not before `first`; `end` if there is none.

    From behind: an expression that is searched for would be tried at each letter of each word before.
    """
    return first + len(text[first:end].rstrip(_LETTERS))


def _is_closed(string: bytes) -> bool:
    quote = _quote(string)
    return len(string) >= 2 * len(quote) and string.endswith(quote)


def _quote(string: bytes) -> bytes:
    """What a string begins with."""
    return string[:3] if string[:3] in (b'"""', b"'''") else string[:1]


def line_end_at(text: bytes, at: int) -> int:
    end = text.find(b"\n", at)
    return len(text) if end < 0 else end
