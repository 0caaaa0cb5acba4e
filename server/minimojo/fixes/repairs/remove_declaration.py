"""Remove the declaration of a variable that nobody uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minimojo.fixes.model import Applicability, Cost, Fix, Proposal, remove
from minimojo.fixes.texts import is_named_again
from minimojo.rules.codes.unused_variable import UnusedVariable
from minimojo.rules.rule import Evidence
from minimojo.text import Span


def propose(cx: Evidence, record: UnusedVariable) -> Iterator[Proposal]:
    """Only where the declaration is a line of its own, and not the only one of its block."""
    at = record.dead.at
    if is_named_again(cx, at):
        return
    start = cx.source.rfind(b"\n", 0, at.start) + 1
    found = cx.source.find(b"\n", at.end)
    end = len(cx.source) if found < 0 else found + 1
    if re.fullmatch(rb"[ \t]*var[ \t]+\w+[ \t]*:[^\n=,;#]*\n?", cx.source[start:end]):
        yield Proposal(
            title=f"Remove `{record.dead.name}`",
            edits=(remove(cx, Span(start, end)),),
            cost=Cost.NOTHING,
            applicability=Applicability.SAFE,
        )


FIX = Fix((UnusedVariable,), propose)
