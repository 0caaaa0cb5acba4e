"""How much memory a process holds now, and how much it held at most, in MB; Linux alone tells."""

from __future__ import annotations

import os
from pathlib import Path


def resident(process: int | None = None) -> float:
    """What a process, or this one, holds now."""
    return _told("VmRSS", process)


def peak(process: int | None = None) -> float:
    """The most that a process, or this one, has held."""
    return _told("VmHWM", process)


def _told(what: str, process: int | None) -> float:
    status = Path(f"/proc/{process or os.getpid()}/status")
    if not status.exists():
        return float("nan")
    for line in status.read_text().splitlines():
        if line.startswith(what):
            return int(line.split()[1]) / 1024
    return float("nan")
