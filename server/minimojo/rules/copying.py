"""Where does a function copy values, and which of these copies need not be made?

take(pet.copy())    a copy; avoidable if `pet` is destroyed right here: `take(pet^)` gives it away instead
take(pet)           a copy, unless `pet` is destroyed right here: then the compiler makes it a move (R3.2)
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.hir.model import Convention, FunctionKind
from minimojo.mir.body import CallFact, Effect, EffectKind, Local, LocalKind, Op, OpKind, Place
from minimojo.ownership.model import OpRef
from minimojo.rules.rule import Evidence
from minimojo.types import is_trivial
from minimojo.types.model import Answer


class Copy(Struct, frozen=True, kw_only=True):
    """An operation that makes a copy which costs something, of what it reads by `copied`.

    `spared` is the variable that is copied, if it is destroyed right after that: nobody needed the copy.
    """

    op: Op
    copied: Effect
    spared: Local | None


def copies(cx: Evidence) -> Iterator[Copy]:
    """The copies that a function makes, in program order."""
    locals_ = {it.id: it for it in cx.body.locals}
    ends = {(it.op, it.place) for it in cx.lifetimes.deaths if it.edge is None}
    for ref, op in cx.operations:
        copied = _copied(cx, op, locals_)
        if copied is None:
            continue
        spared = _last(ref, copied, locals_, ends)
        if spared is None or op.kind is not OpKind.COPY:
            yield Copy(op=op, copied=copied, spared=spared)


def _copied(cx: Evidence, op: Op, locals_: dict[int, Local]) -> Effect | None:
    """The read of the value of which an operation makes a copy that costs something."""
    if op.kind is not OpKind.COPY and (op.call is None or not _is_copy(op.call)):
        return None
    for effect in op.effects:
        if effect.kind is EffectKind.USE:
            access = effect.access
            local = locals_.get(access.local) if isinstance(access, Place) and not access.path else None
            is_free = local is not None and is_trivial(local.type, cx.scope) is not Answer.NO
            return None if is_free else effect
    return None


def _is_copy(call: CallFact) -> bool:
    """A call of `copy`, or of a copy constructor."""
    callee = call.callee
    if callee is None or callee.owner is None:
        return False
    return callee.kind is FunctionKind.COPY_INIT or (callee.name == "copy" and len(callee.arguments) == 1)


def _last(
    ref: OpRef, copied: Effect, locals_: dict[int, Local], ends: set[tuple[OpRef, Place]]
) -> Local | None:
    """The variable that is copied, if the function owns it and destroys it right afterwards."""
    access = copied.access
    local = locals_.get(access.local) if isinstance(access, Place) and not access.path else None
    is_owned = local is not None and (
        local.kind is LocalKind.VARIABLE
        or (local.kind is LocalKind.ARGUMENT and local.convention is Convention.VAR)
    )
    is_last = is_owned and isinstance(access, Place) and (ref, access) in ends
    return local if is_last else None
