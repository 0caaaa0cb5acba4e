"""Values, variables and references that nobody uses (CL-43, CL-45)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from minimojo.mir.body import Local
from minimojo.ownership.model import Dead, DeadKind
from minimojo.rules.rule import Evidence
from minimojo.rules.story import local_of


class Unused(Struct, frozen=True):
    """What is dead, with the variable it belongs to. Subclasses tell fixes what kind it is."""

    dead: Dead
    local: Local | None


def dead_of(
    kind: DeadKind, record: Callable[[Dead, Local | None], Unused]
) -> Callable[[Evidence], Iterator[Unused]]:
    """A `find` that yields what is dead in one way, as records of one type."""

    def find(cx: Evidence) -> Iterator[Unused]:
        for dead in cx.lifetimes.dead:
            local = local_of(cx, dead.local)
            if dead.kind is kind and not _may_be_used(cx, local):
                yield record(dead, local)

    return find


def _may_be_used(cx: Evidence, local: Local | None) -> bool:
    """Whether a variable is named where an error ends the evaluation."""
    if local is None or not cx.body.stopped:
        return False
    name = re.compile(rb"(?<![\w`])%s(?![\w`])" % re.escape(local.name.encode()))
    behind = (span for span in cx.body.stopped if span.end > local.declared_at.end)
    return any(name.search(cx.source, span.start, span.end) for span in behind)
