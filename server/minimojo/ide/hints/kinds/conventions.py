"""`grow(⟨mut⟩ list)`, `take(⟨var⟩ pet^)`: what a call may do to its arguments."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.hir.model import Convention
from minimojo.ide.hints.model import Hint, HintKind, Where
from minimojo.mir.body import ArgumentFact
from minimojo.rules.rule import Evidence
from minimojo.rules.wording import callee_name
from minimojo.types import is_trivial
from minimojo.types.model import Answer

_TOLD = {
    Convention.MUT: "may change it",
    Convention.REF: "refers to it",
    Convention.VAR: "owns it from here on",
    Convention.DEINIT: "takes it apart",
}


def find(cx: Evidence) -> Iterator[Hint]:
    for _, op in cx.operations:
        if op.call is None or op.call.callee is None or cx.text(op.call.at) != "(":
            continue
        for fact in op.call.arguments:
            if fact.span.start > op.call.at.start and _is_worth_it(fact, cx):
                told = f"{callee_name(op.call)} {_TOLD[fact.convention]}, as `{fact.parameter}`"
                yield Hint(fact.span.start, fact.convention.value, told, Where.BEFORE)


def _is_worth_it(fact: ArgumentFact, cx: Evidence) -> bool:
    """Whether an argument is something that is still there, and that the call does more to than read it."""
    if fact.convention not in _TOLD:
        return False
    if fact.convention in (Convention.MUT, Convention.REF):
        return fact.own is not None
    return fact.transferred and is_trivial(fact.type, cx.scope) is not Answer.YES


KIND = HintKind("conventions", "what a call may do to an argument: `mut`, `ref`, `var`, `deinit`", find)
