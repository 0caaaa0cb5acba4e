"""The latest answers to a question that is cheap enough to be answered again, but asked often."""

from __future__ import annotations

from typing import Generic, TypeVar

from msgspec import Struct, field

_K = TypeVar("_K")
_V = TypeVar("_V")


class Recent(Struct, Generic[_K, _V], eq=False):
    """The answers that were asked for last, as many as `limit` has room for, and the very last in any case.

    The room that an answer takes is told when it is put in, in whatever unit.
    """

    limit: int
    _used: int = 0
    _answers: dict[_K, tuple[_V, int]] = field(default_factory=dict[_K, tuple[_V, int]])

    def get(self, question: _K) -> _V | None:
        found = self._answers.pop(question, None)
        if found is None:
            return None
        self._answers[question] = found  # Dictionaries are in order of insertion: now it is the last.
        return found[0]

    def put(self, question: _K, answer: _V, room: int) -> None:
        older = self._answers.pop(question, None)
        self._used += room - (0 if older is None else older[1])
        while self._answers and self._used > self.limit:
            first = next(iter(self._answers))
            self._used -= self._answers.pop(first)[1]
        self._answers[question] = (answer, room)
