"""Long work in slices: between two of them the server answers others, and tells how far it has got.

with session.work("Reading files") as work:
    for number, file in enumerate(files, 1):
        read(file)
        await work.rest(number, len(files))
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import uuid4

from lsprotocol import types
from msgspec import Struct, field

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

_log = logging.getLogger(__name__)

LENGTH = 0.01
"""Seconds of computing after which the server looks for new messages."""

_PATIENCE = 1.0
"""Seconds of work about which nobody needs to be told."""

_REPORT = 0.2
"""Seconds between two reports at least."""


_POLITENESS = 20
"""How often messages that have arrived go first."""


def nobody() -> bool:
    """Nobody waits."""
    return False


class Slices(Struct):
    """`await rest()` between two steps of long work, and before it. `is_asked` tells whether a message waits."""

    is_asked: Callable[[], bool] = nobody
    _end: float = 0.0

    async def rest(self) -> None:
        """Lets others go on if this slice is over; whoever waits for an answer goes first."""
        if time.monotonic() > self._end:
            await asyncio.sleep(0)
            for _ in range(_POLITENESS):
                if not self.is_asked():
                    break
                await asyncio.sleep(0)
            self._end = time.monotonic() + LENGTH


class Work(Struct):
    """Work in slices that a client shows if it takes long, and if the client can.

    `offered` is the token of a client that wants to know of this very work.
    """

    server: LanguageServer
    title: str
    offered: types.ProgressToken | None = None
    slices: Slices = field(default_factory=Slices)
    _began: float = field(default_factory=time.monotonic)
    _reported: float = 0.0
    _token: types.ProgressToken | None = None
    _asked: asyncio.Task[None] | None = None
    _is_shown: bool = False

    def __enter__(self) -> Work:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_shown:
            self._progress(types.WorkDoneProgressEnd())

    async def rest(self, done: int, total: int) -> None:
        """Lets others go on if this slice is over; `done` of `total` steps are."""
        self._tell(done, total)
        await self.slices.rest()

    def _tell(self, done: int, total: int) -> None:
        now = time.monotonic()
        patience = _PATIENCE if self.offered is None else _REPORT
        if now - max(self._began + patience - _REPORT, self._reported) < _REPORT:
            return
        self._reported = now
        percentage = 100 * done // max(1, total)
        message = f"{done} of {total}"
        if self._is_shown:
            self._progress(types.WorkDoneProgressReport(message=message, percentage=percentage))
        elif self._is_expected():
            self._is_shown = True
            begin = types.WorkDoneProgressBegin(self.title, message=message, percentage=percentage)
            self._progress(begin)

    def _is_expected(self) -> bool:
        """Whether there is a place where it is shown."""
        if self.offered is not None:
            self._token = self.offered
            return True
        if self._asked is None:
            self._ask()
            return False
        return self._asked.done() and self._asked.exception() is None

    def _ask(self) -> None:
        """Asks the client for a place to show it, if it has any; work goes on meanwhile."""
        window = self.server.client_capabilities.window
        if window is None or not window.work_done_progress:
            return
        self._token = str(uuid4())
        params = types.WorkDoneProgressCreateParams(token=self._token)
        self._asked = asyncio.ensure_future(self._created(params))
        self._asked.add_done_callback(_noted)

    async def _created(self, params: types.WorkDoneProgressCreateParams) -> None:
        await self.server.window_work_done_progress_create_async(params)

    def _progress(
        self, value: types.WorkDoneProgressBegin | types.WorkDoneProgressReport | types.WorkDoneProgressEnd
    ) -> None:
        if self._token is not None:
            self.server.progress(types.ProgressParams(token=self._token, value=value))


def _noted(asked: asyncio.Task[None]) -> None:
    """A client that will not show it has its reasons."""
    if not asked.cancelled() and asked.exception() is not None:
        _log.info("progress is not shown: %s", asked.exception())
