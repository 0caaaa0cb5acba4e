"""What advice may be founded on: functions that nothing is wrong with, and what is known of them."""

from __future__ import annotations

from minimojo.mir.body import CallFact
from minimojo.mir.facts import (
    ConstantCondition,
    DeprecatedUse,
    Fact,
    OtherError,
    RedundantTransfer,
    UnreachableOperand,
    UnusedValue,
)
from minimojo.rules.rule import Evidence

_WARNINGS = (ConstantCondition, DeprecatedUse, RedundantTransfer, UnreachableOperand, UnusedValue)


def is_accepted(cx: Evidence) -> bool:
    """Whether the compiler has nothing against a function: of code that is to be changed anyway nothing is
    advised."""
    body, found = cx.body, cx.lifetimes
    if body.erroneous or body.gave_up is not None or body.missing_return is not None or found.endless:
        return False
    if found.misuses or found.end_errors or found.interior or found.aliasing:
        return False
    return not any(_is_error(fact) for fact in body.facts)


def _is_error(fact: Fact) -> bool:
    return not (fact.warning if isinstance(fact, OtherError) else isinstance(fact, _WARNINGS))


def is_sound(cx: Evidence) -> bool:
    """Whether everything about an accepted function is known, so that nothing is founded on a callee or a
    type that is not."""
    return is_accepted(cx) and all(op.certain for block in cx.body.blocks for op in block.ops)


def library_method(call: CallFact | None) -> tuple[str, str] | None:
    """The type and the name of the method that a call calls, if it is one of the standard library."""
    callee = None if call is None else call.callee
    if callee is None or callee.owner is None or not callee.owner.module.startswith("std."):
        return None
    return callee.owner.name, callee.name
