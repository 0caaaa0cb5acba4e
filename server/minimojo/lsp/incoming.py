"""The bytes that a client sends, with its headers spelled as pygls expects them.

Names of header fields are written in any case, and there may be any blanks around their values.
"""

from __future__ import annotations

import re
from io import BufferedIOBase
from typing import BinaryIO

_LENGTH = re.compile(rb"[ \t]*content-length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r?\n", re.IGNORECASE)


class Incoming(BufferedIOBase):
    """Reads lines, which are headers, and bodies of a known length, from another stream."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readline(self, size: int | None = -1, /) -> bytes:
        line = self._stream.readline(-1 if size is None else size)
        length = _LENGTH.fullmatch(line)
        return line if length is None else b"Content-Length: %s\r\n" % length[1]

    def read(self, size: int | None = -1, /) -> bytes:
        return self._stream.read(-1 if size is None else size)
