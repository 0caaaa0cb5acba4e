"""Pass a copy of the value that is only read: `f(s, s)` becomes `f(s, s.copy())`."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.fixes.model import Cost, Fix, Proposal, replace
from minimojo.fixes.texts import bytes_of, with_copy
from minimojo.mir.body import ArgumentFact
from minimojo.ownership.model import Aliasing
from minimojo.rules.codes.argument_exclusivity import ArgumentExclusivity
from minimojo.rules.rule import Evidence
from minimojo.types import copyable
from minimojo.types.model import Answer


def propose(cx: Evidence, record: ArgumentExclusivity) -> Iterator[Proposal]:
    for argument in readers(record.aliasing):
        if copyable(argument.type, cx.scope) is Answer.YES and argument.parameter != "self":
            yield Proposal(
                title=f"Pass a copy to `{argument.parameter}`{bytes_of(cx, argument.type)}",
                edits=(replace(cx, argument.span, with_copy(cx, argument.span)),),
                cost=Cost.COPY,
            )


def readers(aliasing: Aliasing) -> Iterator[ArgumentFact]:
    """The arguments of an aliasing call through which nothing is changed or taken away."""
    if not aliasing.first_mutable and not aliasing.first.transferred:
        yield aliasing.first
    if aliasing.second is not None and not aliasing.second_mutable and not aliasing.second.transferred:
        yield aliasing.second


FIX = Fix((ArgumentExclusivity,), propose)
