"""Where a value went: the words that several sections use."""

from __future__ import annotations

from collections.abc import Iterable

from minimojo.ide.cursor import ValueSubject, line_of
from minimojo.mir.body import EffectKind, Op, Place
from minimojo.ownership.model import Fate, OpRef, PlaceState
from minimojo.rules.story import Taker, consuming_effect, local_of, taker
from minimojo.rules.wording import callee_name


def transfers_before(state: PlaceState) -> list[tuple[OpRef, tuple[str, ...]]]:
    """The operations that took (a part of) the value on the way to a place."""
    return sorted({(it.at, it.path) for it in state.causes if it.fate is Fate.TRANSFERRED})


def destinations(subject: ValueSubject, taken: Iterable[tuple[OpRef, tuple[str, ...]]]) -> str:
    """`in line 8, into `text` of `archive`, or in line 12, to `other``; empty where nothing is known."""
    told = dict.fromkeys(
        _destination(subject, op, path)
        for ref, path in taken
        if (op := subject.cx.operation(ref)) is not None
    )
    return ", or ".join(told)


def _destination(subject: ValueSubject, op: Op, path: tuple[str, ...]) -> str:
    line = f"in line {line_of(subject, op.at)}"
    effect = consuming_effect(op, subject.local.id, path)
    fact = None if effect is None else op.argument_of(effect)
    if op.call is not None and fact is not None:
        if fact.parameter == "self":
            return f"{line}, as `self` of {callee_name(op.call)}"
        return f"{line}, into `{fact.parameter}` of {callee_name(op.call)}"
    match taker(subject.cx, op):
        case Taker.CLOSURE:
            return f"{line}, into the closure"
        case Taker.CALLER:
            return f"{line}, to the caller"
        case Taker.HANDLER:
            return f"{line}, as the error that is raised"
        case Taker.VARIABLE:
            owner = new_owner(subject, op)
            return line if owner is None else f"{line}, to `{owner}`"


def new_owner(subject: ValueSubject, op: Op) -> str | None:
    """The variable or field that an operation puts a value into."""
    for effect in op.effects:
        if effect.kind is EffectKind.DEF and isinstance(effect.access, Place):
            local = local_of(subject.cx, effect.access.local)
            if local is not None and local.name.isidentifier():
                return ".".join((local.name, *effect.access.path))
    return None
