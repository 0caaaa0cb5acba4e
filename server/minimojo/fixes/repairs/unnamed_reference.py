"""Say that a loop variable or reference is not needed: `for i in …` becomes `for _ in …`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minimojo.fixes.model import Applicability, Cost, Fix, Proposal, replace
from minimojo.fixes.texts import is_named_again
from minimojo.rules.codes.unused_reference import UnusedReference
from minimojo.rules.rule import Evidence


def propose(cx: Evidence, record: UnusedReference) -> Iterator[Proposal]:
    at = record.dead.at
    if is_named_again(cx, at):
        return
    name = cx.text(at)
    before = cx.source[max(0, at.start - 20) : at.start]
    loop = re.search(rb"\bfor[ \t]+$", before) is not None
    new_name = "_" if loop else f"_{name}"
    yield Proposal(
        title=f"Rename it to `{new_name}`",
        edits=(replace(cx, at, new_name),),
        cost=Cost.NOTHING,
        applicability=Applicability.SAFE,
    )


FIX = Fix((UnusedReference,), propose)
