"""Values, variables and references that nobody uses (CL-43, CL-45)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from minimojo.mir.body import Local
from minimojo.ownership.model import Dead, DeadKind
from minimojo.rules.rule import Evidence
from minimojo.rules.story import local_of

_NAME = re.compile(rb"[\w\x80-\xff]+")


class Unused(Struct, frozen=True):
    """What is dead, with the variable it belongs to. Subclasses tell fixes what kind it is."""

    dead: Dead
    local: Local | None


def dead_of(
    kind: DeadKind, record: Callable[[Dead, Local | None], Unused]
) -> Callable[[Evidence], Iterator[Unused]]:
    """A `find` that yields what is dead in one way, as records of one type."""

    def find(cx: Evidence) -> Iterator[Unused]:
        unseen = _unseen(cx)
        for dead in cx.lifetimes.dead:
            if dead.kind is kind:
                local = local_of(cx, dead.local)
                if local is None or not _is_unseen(local, unseen):
                    yield record(dead, local)

    return find


def _unseen(cx: Evidence) -> dict[bytes, int]:
    """The names in expressions whose evaluation an error ends, with where each is written last: whoever is named there
    may be used."""
    found, end = dict[bytes, int](), 0
    for span in sorted(cx.body.stopped, key=lambda it: (it.start, -it.end)):
        if span.end > end:  # Not one inside of another.
            end = span.end
            found |= {it[0]: it.start() for it in _NAME.finditer(cx.source, span.start, end)}
    return found


def _is_unseen(local: Local, unseen: dict[bytes, int]) -> bool:
    return unseen.get(local.name.encode(), 0) > local.declared_at.start
