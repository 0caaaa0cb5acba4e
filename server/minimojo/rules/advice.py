"""What advice may be founded on: functions that are understood as a whole, and that nothing is wrong with."""

from __future__ import annotations

from minimojo.rules.rule import Evidence


def is_sound(cx: Evidence) -> bool:
    """Whether everything about a function is known, and the compiler has nothing against it.

    Of code that is to be changed anyway nothing is advised, and no advice is founded on a callee or a
    type that is not known.
    """
    body, found = cx.body, cx.lifetimes
    if body.erroneous or body.gave_up is not None or body.missing_return is not None or found.endless:
        return False
    if found.misuses or found.end_errors or found.interior or found.aliasing:
        return False
    return all(op.certain for block in body.blocks for op in block.ops)
