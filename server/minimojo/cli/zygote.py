"""A process that loads the analysis on another core while the command line is still being read.

It is forked before anything is loaded. Told what to check, it becomes the workers; told nothing, it ends.
(Android and Chrome start their processes from such a one, and call it so.) Only where Linux forks: elsewhere
there is none.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from typing import NamedTuple, NoReturn

from minimojo.cores import cores

Life = Callable[[int, list[int]], None]
"""What the forked process does with the pipe that brings its work and those that take each worker's results."""


class Zygote(NamedTuple):
    """One that waits for its work: where that is written to, and where the results of each worker are read."""

    process: int
    work: int
    results: list[int]

    def end(self) -> None:
        """Ends the process; the files are the caller's."""
        import signal

        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


_waiting: list[Zygote] = []


def prepare(life: Life) -> None:
    """Forks one that waits to be `taken`, if there is a core for it."""
    if sys.platform == "linux" and cores() > 1:
        with contextlib.suppress(OSError):  # There are too many processes, or files: it goes without.
            _waiting.append(fork(life, cores()))


def is_prepared() -> bool:
    """Whether there is one that is told nothing yet."""
    return bool(_waiting)


def taken(workers: int) -> Zygote | None:
    """The one that waits, if it can be so many workers; it is the caller's from now on."""
    return _waiting.pop() if _waiting and workers <= len(_waiting[0].results) else None


def dismiss() -> None:
    """Ends the one that nobody has work for: it holds the streams that others may wait for."""
    while _waiting:
        zygote = _waiting.pop()
        _close([zygote.work, *zygote.results])
        zygote.end()


def fork(life: Life, workers: int) -> Zygote:
    """A new one with the files of so many workers. Raises OSError if there cannot be one."""
    coming, work = os.pipe()
    pipes = [os.pipe() for _ in range(workers)]
    results, told = [it[0] for it in pipes], [it[1] for it in pipes]
    process = os.fork()
    if process == 0:
        _close([work, *results])  # With readers left, nobody would notice that the one who waits is gone.
        _live(life, coming, told)
    _close([coming, *told])
    return Zygote(process, work, results)


def _live(life: Life, coming: int, told: list[int]) -> NoReturn:
    try:
        life(coming, told)
    except KeyboardInterrupt:
        pass
    except BaseException:  # noqa: BLE001 - it must not go on as the process that it was forked from
        import traceback

        traceback.print_exc()
    finally:
        os._exit(0)  # Nothing of what was found out needs to be taken apart.


def _close(files: list[int]) -> None:
    for it in files:
        os.close(it)
