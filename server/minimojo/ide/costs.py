"""What does a function pay? Places where it copies and gives away values, and copies that it need not make.

take(pet)        a copy; avoidable if `pet` is destroyed right here: `take(pet^)` gives it away instead
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from minimojo.hir.model import Convention, FunctionKind
from minimojo.ide.cursor import operations
from minimojo.mir.body import Access, CallFact, EffectKind, Local, LocalKind, Op, OpKind, Place
from minimojo.ownership.model import OpRef
from minimojo.rules.places import operand
from minimojo.rules.rule import Evidence
from minimojo.text import Span
from minimojo.types import is_trivial
from minimojo.types.model import Answer
from minimojo.workspace.model import UnitResult


class Costs(Struct, frozen=True):
    """Numbers of places in the source; a copy in a loop is one."""

    copies: int
    transfers: int
    avoidable: int

    @property
    def told(self) -> str:
        """`2 copies, 1 transfer, 1 avoidable copy`."""
        parts = (
            _counted(self.copies, "copy", "copies"),
            _counted(self.transfers, "transfer", "transfers"),
            _counted(self.avoidable, "avoidable copy", "avoidable copies"),
        )
        return ", ".join(filter(None, parts)) or "no copies"


def told(result: UnitResult) -> str:
    """The costs of a function, or that they are not known because it has errors that hide a part of it."""
    around = [it.evidence for it in result.bodies]
    if not around or any(it.body.erroneous or it.body.gave_up is not None for it in around):
        return "copies not known"
    return costs(around).told


def costs(around: Iterable[Evidence]) -> Costs:
    """Those of a function with the functions in it."""
    copies, transfers, avoidable = set[Span](), set[Span](), set[Span]()
    for cx in around:
        locals_ = {it.id: it for it in cx.body.locals}
        ends = {(it.op, it.place) for it in cx.lifetimes.deaths if it.edge is None}
        for ref, op in operations(cx):
            copied = _copied(cx, op, locals_)
            if copied is not None:
                copies.add(op.span)
                if _is_last(ref, copied, locals_, ends):
                    avoidable.add(op.span)
            transfers.update(_given_away(cx, op, locals_))
    return Costs(len(copies), len(transfers), len(avoidable))


def _copied(cx: Evidence, op: Op, locals_: dict[int, Local]) -> Access | None:
    """The value of which an operation makes a copy that costs something."""
    if op.kind is not OpKind.COPY and (op.call is None or not _is_copy(op.call)):
        return None
    for effect in op.effects:
        if effect.kind is EffectKind.USE:
            access = effect.access
            local = locals_.get(access.local) if isinstance(access, Place) and not access.path else None
            is_free = local is not None and is_trivial(local.type, cx.scope) is not Answer.NO
            return None if is_free else access
    return None


def _is_copy(call: CallFact) -> bool:
    """A call of `copy`, or of a copy constructor."""
    callee = call.callee
    if callee is None or callee.owner is None:
        return False
    return callee.kind is FunctionKind.COPY_INIT or (callee.name == "copy" and len(callee.arguments) == 1)


def _is_last(ref: OpRef, copied: Access, locals_: dict[int, Local], ends: set[tuple[OpRef, Place]]) -> bool:
    """Whether a variable that the function owns is destroyed right after it was copied."""
    local = locals_.get(copied.local) if isinstance(copied, Place) and not copied.path else None
    is_owned = local is not None and (
        local.kind is LocalKind.VARIABLE
        or (local.kind is LocalKind.ARGUMENT and local.convention is Convention.VAR)
    )
    return is_owned and isinstance(copied, Place) and (ref, copied) in ends


def _given_away(cx: Evidence, op: Op, locals_: dict[int, Local]) -> Iterable[Span]:
    """Where values that have names are given away."""
    for effect in op.effects:
        place = effect.access
        if effect.kind is EffectKind.CONSUME and isinstance(place, Place):
            local = locals_.get(place.local)
            if local is not None and local.name.isidentifier() and local.kind is not LocalKind.CLOSURE:
                span = operand(cx, op, effect.at)
                if cx.text(span).startswith(local.name):
                    yield span


def _counted(number: int, one: str, many: str) -> str:
    return "" if not number else f"{number} {one if number == 1 else many}"
