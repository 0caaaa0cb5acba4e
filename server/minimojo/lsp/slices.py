"""Long work in slices: between two of them the server answers others."""

from __future__ import annotations

import asyncio
import time

from msgspec import Struct, field

LENGTH = 0.01
"""Seconds of computing after which the server looks for new messages."""


class Slices(Struct):
    """`await rest()` between two steps of long work."""

    _end: float = field(default_factory=lambda: time.monotonic() + LENGTH)

    async def rest(self) -> None:
        """Lets others go on if this slice is over."""
        if time.monotonic() > self._end:
            await asyncio.sleep(0)
            self._end = time.monotonic() + LENGTH
