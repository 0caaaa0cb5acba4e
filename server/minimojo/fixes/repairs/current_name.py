"""Write what a deprecated method is called today: `x.as_c_string_slice()` becomes `x.as_c_string_span()`."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.fixes.model import Applicability, Cost, Fix, Proposal, replace
from minimojo.mir.facts import DeprecatedUse
from minimojo.rules.rule import Evidence


def propose(cx: Evidence, record: DeprecatedUse) -> Iterator[Proposal]:
    owner, new = record.function.owner, record.deprecation.replacement
    if new is None or record.written is None or owner is None or new not in owner.methods:
        return  # A function would have to be imported under its new name.
    yield Proposal(
        title=f"Write `{new}`",
        edits=(replace(cx, record.written, new),),
        cost=Cost.NOTHING,
        applicability=Applicability.SAFE,
    )


FIX = Fix((DeprecatedUse,), propose)
