"""What a client sends: read by a thread of its own, so that whoever works in slices knows that somebody waits.

Messages that have arrived are handed over one after the other, and whatever takes long is worked at afterwards
(`slices`). Names of header fields are written in any case, and there may be any blanks around their values; pygls
expects them spelled in one way. After a body of another length than was said, the next header stands at the end of
a line of whatever was left over.
"""

from __future__ import annotations

import asyncio
import re
import threading
from collections import deque
from io import RawIOBase
from typing import BinaryIO

_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(\d+)[ \t]*\r?\n\Z", re.IGNORECASE)

_LONGEST_LINE = 64 * 1024
_LONGEST_BODY = 1024**3
"""Bytes; what claims to be longer is no message, and waiting for its end would be waiting for ever."""

_PIECE = 64 * 1024
"""Bytes that are read at once: no memory is taken for what a header only promises."""

_ROOM = 64
"""Messages that are read before one of them is dealt with; a client that sends more has to wait."""


class Incoming:
    """The lines and bodies that pygls reads, in its order: `readline` until a body is due, then `readexactly`."""

    def __init__(self, stream: BinaryIO) -> None:
        self._bytes = _Bytes(stream)
        self._pieces: deque[bytes] = deque()
        self._room = threading.Semaphore(_ROOM)
        self._arrived = asyncio.Event()
        self._is_begun = False

    @property
    def is_waiting(self) -> bool:
        """Whether a message has arrived and nobody has looked at it."""
        return bool(self._pieces)

    async def readline(self) -> bytes:
        """A line of a header; nothing at the end of the stream."""
        await asyncio.sleep(0)  # What the message before this one is about begins before anything changes.
        return await self._next()

    async def readexactly(self, n: int) -> bytes:  # noqa: ARG002 - known when it was read
        """A body of as many bytes as the header before it said, or fewer at the end of the stream."""
        self._room.release()
        return await self._next()

    async def _next(self) -> bytes:
        if not self._is_begun:
            self._is_begun = True
            loop = asyncio.get_running_loop()
            threading.Thread(target=self._read, args=(loop,), name="incoming", daemon=True).start()
        while not self._pieces:
            self._arrived.clear()
            await self._arrived.wait()
        return self._pieces.popleft()

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        """Takes the stream apart until it ends. Whoever reads the pieces counts as this does."""
        try:
            while self._message():
                loop.call_soon_threadsafe(self._arrived.set)
                self._room.acquire()
            loop.call_soon_threadsafe(self._arrived.set)
        except RuntimeError:
            pass  # The loop is closed: nobody reads any more.

    def _message(self) -> bool:
        """Reads one message, and over lines that belong to none; whether there may be another."""
        length = 0
        while line := self._bytes.line(_LONGEST_LINE):
            length = length or _length(line)
            if length and not line.strip():
                body = self._bytes.body(length)
                self._pieces.extend((b"Content-Length: %d\r\n" % length, b"\r\n", body))
                return bool(body)
        self._pieces.append(b"")
        return False


def _length(line: bytes) -> int:
    """What a line says about the length of a body; 0 if that is nothing, or nothing that can be."""
    found = _LENGTH.search(line)
    digits = found[1].lstrip(b"0") if found else b""
    length = int(digits) if 0 < len(digits) < 12 else 0
    return length if length <= _LONGEST_BODY else 0


class _Bytes:
    """A stream without the lock of its buffer, which a process that ends while a thread reads cannot get."""

    def __init__(self, stream: BinaryIO) -> None:
        raw = getattr(stream, "raw", None)
        self._stream = raw if isinstance(raw, RawIOBase) else stream
        self._buffer = bytearray()

    def line(self, most: int) -> bytes:
        """Up to and with the next line feed; at most so many bytes; the rest at the end of the stream."""
        looked = 0
        while (end := self._buffer.find(b"\n", looked, most)) < 0:
            looked = len(self._buffer)
            if looked >= most or not self._more():
                return self._taken(min(looked, most))
        return self._taken(end + 1)

    def body(self, size: int) -> bytes:
        """So many bytes, or fewer at the end of the stream."""
        while len(self._buffer) < size and self._more():
            pass
        return self._taken(min(len(self._buffer), size))

    def _more(self) -> bool:
        piece = self._stream.read(_PIECE)
        self._buffer += piece or b""
        return bool(piece)

    def _taken(self, size: int) -> bytes:
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken
