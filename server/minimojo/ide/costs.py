"""What does a function pay? Places where it copies and gives away values, and copies that it need not make."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from minimojo.mir.body import EffectKind, Local, LocalKind, Op, Place
from minimojo.rules.copying import copies
from minimojo.rules.places import operand
from minimojo.rules.rule import Evidence
from minimojo.text import Span
from minimojo.workspace.model import Bodies


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


def told(around: Bodies) -> str:
    """The costs of a function, or that they are not known because it has errors that hide a part of it."""
    if not around or any(it.body.erroneous or it.body.gave_up is not None for it in around):
        return "copies not known"
    return costs(around).told


def costs(around: Iterable[Evidence]) -> Costs:
    """Those of a function with the functions in it."""
    made, transfers, avoidable = set[Span](), set[Span](), set[Span]()
    for cx in around:
        for it in copies(cx):
            made.add(it.op.span)
            if it.spared is not None:
                avoidable.add(it.op.span)
        locals_ = {it.id: it for it in cx.body.locals}
        for _, op in cx.operations:
            transfers.update(_given_away(cx, op, locals_))
    return Costs(len(made), len(transfers), len(avoidable))


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
