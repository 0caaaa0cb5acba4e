"""Values inside of strings, as they are written: `t"{a.na|}"`.

Read from the text alone, like everything about code that is being written.
"""

from __future__ import annotations

import re

_PREFIX = re.compile(rb"(?<![\w\x80-\xff])(?:[tT][rR]?|[rR][tT])\Z")
_TOKEN = re.compile(rb"\{\{|\}\}|[(\[{}\])]|[:!](?!=)|\"(?:\\.|[^\"\\\r\n])*\"|'(?:\\.|[^'\\\r\n])*'")
_CLOSERS = {b"(": b")", b"[": b"]", b"{": b"}"}


def value_around(text: bytes, quote: int, offset: int) -> tuple[int, ...] | None:
    """The brackets around a cursor in a string that begins at byte `quote`, the one of the string first.

    None where there are none: the cursor is not in a value, but in the string's own text.
    """
    if _PREFIX.search(text, max(0, quote - 3), quote) is None:
        return None
    at, opened, is_told = quote, list[int](), False
    at += 3 if text[at : at + 3] in (b'"""', b"'''") else 1
    while True:
        token = _TOKEN.search(text, at, offset)
        if token is None:
            return tuple(opened) if opened and not is_told else None
        at = token.end()
        match token[0]:
            case b"{{" | b"}}" if not opened:
                pass
            case b"{" | b"(" | b"[" | b"{{" if opened or token[0] == b"{":
                opened += range(token.start(), token.end())
            case b"}" | b")" | b"]" | b"}}":
                del opened[max(0, len(opened) - len(token[0])) :]
                is_told = is_told and bool(opened)
            case b":" | b"!" if len(opened) == 1:
                is_told = True
            case _:  # What looks like a string outside of a value is none.
                at = token.end() if opened else token.start() + 1


def missing_behind(text: bytes, at: int, end: int, opened: tuple[int, ...]) -> bytes:
    """What closes those of some brackets that are not closed between a place in a string and its end."""
    waiting, missing = [(text[it : it + 1], True) for it in opened], b""
    for token in re.compile(rb"[(\[{}\])]").finditer(text, at, end):
        if token[0] in _CLOSERS:
            waiting.append((token[0], False))
            continue
        while waiting:
            opener, is_before = waiting.pop()
            if _CLOSERS[opener] == token[0]:
                break
            missing += _CLOSERS[opener] if is_before else b""
        if not waiting:
            return missing
    return missing + b"".join(_CLOSERS[opener] for opener, is_before in reversed(waiting) if is_before)
