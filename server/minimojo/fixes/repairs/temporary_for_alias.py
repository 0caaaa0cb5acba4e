"""Read first, in a statement of its own: `f(s, g(s))` gets `var source = g(s)` above it."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.fixes.model import Cost, Fix, Proposal, insert, replace
from minimojo.fixes.repairs.copy_aliasing_argument import readers
from minimojo.fixes.texts import bytes_of, fresh_name, statement_start, with_copy
from minimojo.rules.codes.argument_exclusivity import ArgumentExclusivity
from minimojo.rules.rule import Evidence
from minimojo.text import Span
from minimojo.types import copyable
from minimojo.types.model import Answer


def propose(cx: Evidence, record: ArgumentExclusivity) -> Iterator[Proposal]:
    aliasing = record.aliasing
    start = statement_start(cx, aliasing.call.span.start)
    if start is None or not _is_first_thing(cx, start[0], aliasing.call.span.start):
        return
    for argument in readers(aliasing):
        if copyable(argument.type, cx.scope) is not Answer.YES or argument.parameter == "self":
            continue
        name = fresh_name(cx, argument.parameter if argument.parameter.isidentifier() else "value")
        yield Proposal(
            title=f"Introduce a temporary `{name}` for a copy{bytes_of(cx, argument.type)}",
            edits=(
                insert(cx, start[0], f"var {name} = {with_copy(cx, argument.span)}\n{start[1]}"),
                replace(cx, argument.span, name),
            ),
            cost=Cost.COPY,
        )


def _is_first_thing(cx: Evidence, start: int, call: int) -> bool:
    """Whether nothing is evaluated before the call in its statement, so that reading may go first."""
    before = cx.text(Span(start, call)).strip()
    return before == "" or (
        before.endswith("=") and before.removesuffix("=").strip().replace("var ", "").isidentifier()
    )


FIX = Fix((ArgumentExclusivity,), propose)
