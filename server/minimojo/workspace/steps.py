"""Long answers in steps, between which a front end can look after its user.

def found() -> Steps[list[int]]:
for number in range(1000):
yield Progress(number, 1000)
return [...]

finished(found())
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

from msgspec import Struct

_T = TypeVar("_T")


class Progress(Struct, frozen=True):
    """How far it is: `done` of `total`, which are files."""

    done: int
    total: int


Steps = Generator[Progress, None, _T]


def finished(steps: Steps[_T]) -> _T:
    """The answer, without a pause."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
