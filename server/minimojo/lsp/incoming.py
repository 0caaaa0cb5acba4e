"""The bytes that a client sends, with its headers spelled as pygls expects them.

Names of header fields are written in any case, and there may be any blanks around their values. After a body of
another length than was said, the next header stands at the end of a line of whatever was left over.
"""

from __future__ import annotations

import re
from io import BufferedIOBase
from typing import BinaryIO

_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(\d+)[ \t]*\r?\n\Z", re.IGNORECASE)

_LONGEST_LINE = 64 * 1024
_LONGEST_BODY = 1024**3
"""Bytes; what claims to be longer is no message, and waiting for its end would be waiting for ever."""

_PIECE = 1024**2
"""Bytes that are read at once: no memory is taken for what a header only promises."""


class Incoming(BufferedIOBase):
    """Reads lines, which are headers, and bodies of a known length, from another stream."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readline(self, size: int | None = -1, /) -> bytes:
        line = self._stream.readline(_LONGEST_LINE if size is None or size < 0 else size)
        found = _LENGTH.search(line)
        if found is None:
            return line
        digits = found[1].lstrip(b"0")
        is_possible = len(digits) < 12 and int(digits or b"0") <= _LONGEST_BODY
        return b"Content-Length: %s\r\n" % digits if is_possible and digits else b"Content-Length: none\r\n"

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            return self._stream.read()
        body = bytearray()
        while piece := self._stream.read(min(_PIECE, size - len(body))):
            body += piece
        return bytes(body)
