"""May what a variable refers into have changed? What hover asks about references, views and pointers."""

from __future__ import annotations

from msgspec import Struct

from minimojo.mir.body import LocalId
from minimojo.ownership.interior_states import Live, Stale, Validity, after
from minimojo.ownership.interiors import Interiors
from minimojo.ownership.model import ENTRY, Lifetimes, OpRef
from minimojo.types.model import OriginPath


class Invalidation(Struct, frozen=True):
    """A reference into `path` that is no longer good: the operations that may have changed the owner."""

    path: OriginPath
    by: frozenset[OpRef]


def invalidations_before(lifetimes: Lifetimes, local: LocalId, at: OpRef) -> tuple[Invalidation, ...]:
    """What makes a variable invalid that refers into something, just before an operation; nothing if it is
    good, refers into nothing, or is not known there."""
    interiors = lifetimes.solved.interiors
    held = () if interiors is None else interiors.held.get(local, ())
    if interiors is None or not held or at == ENTRY:
        return ()
    origins = _before(lifetimes, interiors, at)
    if origins is None:
        return ()
    found = ((number, _invalidated(origins[number], local, interiors)) for number in held)
    return tuple(Invalidation(interiors.paths[number], by) for number, by in found if by)


def _before(lifetimes: Lifetimes, interiors: Interiors, at: OpRef) -> tuple[Validity, ...] | None:
    flow = lifetimes.solved.forward.flow
    state = None if flow is None else flow.entries[at.block]
    if state is None:
        return None
    origins = state.origins
    for operation in lifetimes.solved.events.blocks[at.block]:
        if operation.index >= at.index:
            break
        for event in operation.interior:
            origins = after(event, OpRef(at.block, operation.index), origins, interiors.points)
    return origins


def _invalidated(state: Validity, local: LocalId, interiors: Interiors) -> frozenset[OpRef]:
    match state:
        case Stale(by=by):
            return by
        case Live(since=since, after=by):
            formed = interiors.formed.get(local)
            fine = formed is None or interiors.points.dominates(since, formed)
            return frozenset() if fine else by
        case None:
            return frozenset()
