"""A bar for work that takes long, if somebody looks at a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

_PATIENCE = 1.0
"""Seconds of work before a bar appears."""


def with_progress(items: Iterable[Item], total: int) -> Iterator[Item]:
    """The items. At a terminal they come when all are there, so that the bar and they do not mix."""
    if not sys.stderr.isatty():
        yield from items
        return
    yield from _collected(items, total)


def _collected(items: Iterable[Item], total: int) -> list[Item]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("checking", total=total)
    found: list[Item] = []
    began = time.monotonic()
    try:
        for item in items:
            found.append(item)
            bar.update(task, completed=len(found))
            if not bar.live.is_started and time.monotonic() - began > _PATIENCE:
                bar.start()
    finally:
        bar.stop()
    return found
