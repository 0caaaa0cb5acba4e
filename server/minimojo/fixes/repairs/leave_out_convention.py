"""Ask the caller for less: `def total(mut numbers: List[Int])` becomes `def total(numbers: List[Int])`."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.fixes.model import Cost, Fix, Proposal, remove
from minimojo.rules.codes.unconsumed_var import UnconsumedVar
from minimojo.rules.codes.unmutated_mut import UnmutatedMut
from minimojo.rules.rule import Evidence
from minimojo.text import Span


def propose(cx: Evidence, record: UnconsumedVar | UnmutatedMut) -> Iterator[Proposal]:
    argument = record.argument
    edit = remove(cx, Span(argument.convention_span.start, argument.name_span.start))
    yield Proposal(
        title=f"Read `{argument.name}`, without `{argument.convention.value}`",
        edits=(edit,),
        cost=Cost.SIGNATURE,
    )


FIX = Fix((UnconsumedVar, UnmutatedMut), propose)
