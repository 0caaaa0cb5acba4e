"""Make the copy visible: `consume(x)` becomes `consume(x.copy())`."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.fixes.model import Cost, Fix, Proposal, replace
from minimojo.fixes.texts import bytes_of, with_copy
from minimojo.mir.facts import ImplicitCopy
from minimojo.rules.rule import Evidence


def propose(cx: Evidence, record: ImplicitCopy) -> Iterator[Proposal]:
    if record.copyable:
        yield Proposal(
            title=f"Copy the `{record.type_name}` explicitly with `.copy()`{bytes_of(cx, record.type)}",
            edits=(replace(cx, record.span, with_copy(cx, record.span)),),
            cost=Cost.COPY,
        )


FIX = Fix((ImplicitCopy,), propose)
