"""How long do answers take? The last ones of each method are remembered, for reports."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import contextmanager

from msgspec import Struct, field

_KEPT = 500


class Timing(Struct):
    """A method: how often it was asked, how often that failed, and the last durations in seconds."""

    method: str
    count: int = 0
    failed: int = 0
    last: deque[float] = field(default_factory=lambda: deque[float](maxlen=_KEPT))

    def quantile(self, share: float) -> float:
        """The duration, in milliseconds, that this share of the last answers did not exceed."""
        ordered = sorted(self.last)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


class Timings(Struct):
    """All methods that were asked."""

    began: float = field(default_factory=time.monotonic)
    _methods: dict[str, Timing] = field(default_factory=dict[str, Timing])

    def __iter__(self) -> Iterator[Timing]:
        return iter(sorted(self._methods.values(), key=lambda it: it.method))

    @contextmanager
    def measured(self, method: str) -> Generator[Timing]:
        """Notes how long something takes, also if it fails."""
        it = self._methods.setdefault(method, Timing(method))
        it.count += 1
        begin = time.perf_counter()
        try:
            yield it
        except BaseException:
            it.failed += 1
            raise
        finally:
            it.last.append(time.perf_counter() - begin)
