"""How much memory a process holds now, and how much it held at most, in MB; Linux alone tells."""

from __future__ import annotations

import os
from pathlib import Path
from statistics import median


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


def steady_growth(samples: list[float]) -> float:
    """MB per sample in the second half, by the median of all slopes (Theil-Sen): outliers do not matter."""
    rest = samples[len(samples) // 2 :]
    slopes = [(rest[j] - rest[i]) / (j - i) for i in range(len(rest)) for j in range(i + 1, len(rest))]
    return median(slopes) if slopes else 0.0


def processor(process: int) -> float:
    """Seconds of the processor that a process has used: what a busy machine does not change."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return float("nan")
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
