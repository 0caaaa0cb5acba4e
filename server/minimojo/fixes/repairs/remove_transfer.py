"""Remove a `^` that does nothing, or that is not allowed where a copy is."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.fixes.model import Applicability, Cost, Fix, Proposal, remove
from minimojo.fixes.texts import bytes_of, caret_of
from minimojo.mir.facts import InvalidTransfer, Redundancy, RedundantTransfer
from minimojo.rules.rule import Evidence


def propose(cx: Evidence, record: RedundantTransfer | InvalidTransfer) -> Iterator[Proposal]:
    found = caret_of(cx, record.span)
    if found is None or (isinstance(record, RedundantTransfer) and record.why is Redundancy.PATTERN):
        return
    harmless = isinstance(record, RedundantTransfer)
    title = "Remove the `^`"
    if isinstance(record, InvalidTransfer):
        title += f" and let the value be copied{bytes_of(cx, record.type)}"
    yield Proposal(
        title=title,
        edits=(remove(cx, found[1]),),
        cost=Cost.NOTHING if harmless else Cost.COPY,
        applicability=Applicability.SAFE if harmless else Applicability.UNSAFE,
    )


FIX = Fix((RedundantTransfer, InvalidTransfer), propose)
