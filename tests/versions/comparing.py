"""Compares the verdicts of two compilers on one program, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from support.compiler import Group, Message, group_of, phases


@dataclass(frozen=True)
class Difference:
    """A message that one of the two has on its line, and the other has not. `newer`: the newer one has it."""

    message: Message
    group: Group
    newer: bool


def compare(newer: Sequence[Message], older: Sequence[Message]) -> list[Difference]:
    """Where verdicts on ownership differ, as far as both compilers got.

    Of a line on which one of them cannot read the program, or does not know a name, nothing is said.
    """
    found = [*_only(newer, older, is_newer=True), *_only(older, newer, is_newer=False)]
    return sorted(found, key=lambda it: (it.message.line, it.newer))


def is_read_alike(newer: Iterable[Message], older: Iterable[Message]) -> bool:
    """Whether the older compiler has no error about spelling, names or types that the newer one has not."""
    return not _foreign(older) - _foreign(newer)


def _only(ones: Sequence[Message], others: Sequence[Message], *, is_newer: bool) -> Iterable[Difference]:
    said = {(it.line, group_of(it)) for it in others}
    unread, seen = _foreign(others), phases(others)
    for it in ones:
        group = group_of(it)
        if group is None or group.phase not in seen or it.line in unread or (it.line, group) in said:
            continue
        said.add((it.line, group))
        yield Difference(it, group, is_newer)


def _foreign(messages: Iterable[Message]) -> set[int]:
    """The lines with errors that are not about ownership."""
    return {it.line for it in messages if it.severity == "error" and group_of(it) is None}
