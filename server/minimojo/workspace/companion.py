"""A big file is looked at from both ends: this process begins with its first function, a copy of it with the last.

    with Companion(run) as companion:
        while run.step():
            companion.help()

The copy tells which functions there is nothing to be said about: that is most of them, and findings are too long
a story to be sent. It ends where the two meet. What it tells is taken over where it holds in this process as
well, so that it saves time and changes nothing. Only Linux copies processes well: elsewhere, and on one core,
nobody helps.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import warnings
from collections.abc import Sequence
from multiprocessing.connection import Connection, Pipe
from types import TracebackType
from typing import NoReturn

import msgspec
from msgspec import Struct

from minimojo.cores import cores
from minimojo.hir.model import Unit
from minimojo.workspace.run import Run, Told

_log = logging.getLogger(__name__)

_PATIENCE = 30
"""Functions that are looked at before anybody is called: an edit seldom touches more."""

_WORTH = 300
"""Functions that take longer than copying a process, by far."""

_COPY = 0
"""What forking gives to the copy."""

_LETTER = 16
"""Functions that are told about at once."""


class Companion(Struct):
    run: Run
    _steps: int = 0
    _copy: int | None = None
    _link: Connection | None = None

    def __enter__(self) -> Companion:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._dismiss()

    @property
    def is_helped(self) -> bool:
        """Whether there is a copy that may still tell something."""
        return self._link is not None

    def help(self) -> None:
        """Takes over what the copy has found out by now; after some steps, makes it."""
        self._steps += 1
        if self._steps == _PATIENCE and sys.platform == "linux" and cores() > 1:
            left = self.run.left
            if len(left) >= _WORTH:
                self._call(left)
        try:
            while self._link is not None and self._link.poll():
                for told in msgspec.msgpack.decode(self._link.recv_bytes(), type=list[Told]):
                    self.run.take(told)
        except (EOFError, OSError, msgspec.MsgspecError):
            self._dismiss()  # It is done, or broke down: what it has not told is worked out here.

    def _call(self, units: Sequence[Unit]) -> None:
        here, there = Pipe(duplex=False)
        try:
            copy = _fork()
        except OSError as problem:
            _log.info("nobody helps: %s", problem)
            here.close()
        else:
            if copy == _COPY:
                _work(self.run, units, there)
            self._copy, self._link = copy, here
        there.close()

    def _dismiss(self) -> None:
        if self._link is not None:
            self._link.close()
            self._link = None
        if self._copy is not None:
            os.kill(self._copy, signal.SIGKILL)
            os.waitpid(self._copy, 0)
            self._copy = None


def _fork() -> int:
    """Not that of `multiprocessing`, which closes the input: for good, if another thread is just reading there."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Other threads hold nothing that is needed here.
        return os.fork()


def _work(run: Run, units: Sequence[Unit], link: Connection) -> NoReturn:
    """What the copy does, all of it: nothing of the process that it is a copy of may happen twice."""
    try:
        _leave_streams()
        logging.disable()
        gc.freeze()
        backwards = units[::-1]
        for start in range(0, len(units), _LETTER):
            told = [run.told(unit) for unit in backwards[start : start + _LETTER]]
            link.send_bytes(msgspec.msgpack.encode([it for it in told if it is not None]))
    finally:
        os._exit(0)


def _leave_streams() -> None:
    """The client of a server sees its streams end with the server, not with its copy."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
