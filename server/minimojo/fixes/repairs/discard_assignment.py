"""Keep what the right side does, but not its value: `var x = f()` becomes `_ = f()`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minimojo.fixes.model import Applicability, Cost, Fix, Proposal, replace
from minimojo.fixes.texts import is_named_again
from minimojo.mir.body import Local, Place
from minimojo.rules.codes.unused_assignment import UnusedAssignment
from minimojo.rules.rule import Evidence
from minimojo.text import Span
from minimojo.types.model import StructType

_DISPLAY = re.compile(rb"\s*(?:[\[{(]|.*(?:\[\]|\{\}))")
"""Values that may have no type without the one that is written, as `[]`."""


def propose(cx: Evidence, record: UnusedAssignment) -> Iterator[Proposal]:
    """Only for a variable that this assignment alone gives a value, so that it can disappear."""
    local = record.local
    if local is None or _mentions(cx, local.id) != 1:
        return
    name = local.declared_at
    if is_named_again(cx, name):
        return
    line_start = cx.source.rfind(b"\n", 0, name.start) + 1
    before = cx.source[line_start : name.start]
    after = re.match(rb"[ \t]*(:[^=\n]*)?=(?!=)", cx.source[name.end :])
    keyword = re.search(rb"^[ \t]*(var[ \t]+)$", before)
    if keyword is None or after is None:
        return
    is_typed = after[1] is not None
    if is_typed and _DISPLAY.match(cx.source, name.end + after.end()):
        return
    yield Proposal(
        title="Discard the value with `_ =`",
        edits=(replace(cx, Span(line_start + keyword.start(1), name.end + after.end()), "_ ="),),
        cost=Cost.NOTHING,
        applicability=Applicability.UNSAFE if is_typed and _may_convert(local) else Applicability.SAFE,
    )


def _may_convert(local: Local) -> bool:
    """Whether a value could be converted to the type of a variable, by something that does more than that."""
    return not (isinstance(local.type, StructType) and local.type.decl.module.startswith("std."))


def _mentions(cx: Evidence, local: int) -> int:
    return sum(
        isinstance(effect.access, Place) and effect.access.local == local
        for block in cx.body.blocks
        for op in block.ops
        for effect in op.effects
    )


FIX = Fix((UnusedAssignment,), propose)
