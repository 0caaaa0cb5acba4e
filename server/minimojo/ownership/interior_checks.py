"""Is a reference still good where it is used? (CL-63, CL-65)

Once per interior origin and function: the first use that finds it invalidated, or formed again
after the reference was.
"""

from __future__ import annotations

from collections.abc import Callable

from minimojo.mir.body import Block, Body, Exit, Op, OpKind, RaiseExit
from minimojo.ownership.events import Events, OpEvents
from minimojo.ownership.exclusivity import print_path
from minimojo.ownership.interior_states import Live, Stale, Validity, after
from minimojo.ownership.interiors import InteriorEvent, Interiors, InteriorTouch
from minimojo.ownership.model import InteriorError, InteriorKind, OpRef
from minimojo.ownership.points import FUNCTION
from minimojo.ownership.values import Slice, ValueSet
from minimojo.text import Span
from minimojo.types.model import LocalRoot, Origin, OriginPath

Lacking = Callable[[Slice, Span], None]
"""Takes an owner that has no value, and where the reference into it is used."""


class InteriorChecks:
    """Looks at operations in a given state and collects `errors`."""

    def __init__(self, body: Body, values: ValueSet, events: Events, interiors: Interiors) -> None:
        self._body = body
        self._values = values
        self._interiors = interiors
        self._told = _about(interiors.paths, values, events.silenced) | interiors.silenced
        self._last = _last_exit(body)
        self.errors: list[InteriorError] = []

    def operation(
        self, operation: OpEvents, at: OpRef, bits: int, origins: tuple[Validity, ...], lacking: Lacking
    ) -> tuple[Validity, ...]:
        """The states behind an operation that is reached with `bits` initialized. What is wrong at it is
        collected; owners without a value go to `lacking`."""
        for event in operation.interior:
            if event.touch is not InteriorTouch.CHECK:
                origins = after(event, at, origins, self._interiors.points)
                continue
            for number in event.origins:
                state = origins[number]
                missing = () if isinstance(state, Live) else self._missing(number, bits)
                for slice_ in missing:
                    lacking(slice_, event.used)
                # An owner without a value takes precedence. What holds several variadic arguments is
                # an error only then, and besides (checked on 1.2.0).
                if event.several == bool(missing):
                    self._check(number, state, event, operation.op, at)
        return origins

    def end(self, block: Block, bits: int, origins: tuple[Validity, ...], lacking: Lacking) -> None:
        """CL-26: what must be whole where the function is left must refer into nothing stale."""
        end = block.terminator
        if not isinstance(end, Exit | RaiseExit):
            return
        at = OpRef(block.id, len(block.ops))
        for value in self._values.values:
            local = value.local
            for number in self._interiors.held.get(local.id, ()) if local.is_needed_at(end) else ():
                state = origins[number]
                missing = () if isinstance(state, Live) else self._missing(number, bits)
                for slice_ in missing:
                    lacking(slice_, end.at)
                if isinstance(state, Stale) and not missing and number not in self._told:
                    self._told.add(number)
                    self._add(InteriorKind.INVALIDATED, number, state, end.at, end.at, at)
        if block.id == self._last:
            self._leave_as_given(origins)

    def _leave_as_given(self, origins: tuple[Validity, ...]) -> None:
        """CL-65: what arguments refer into must be as it was when the function is left."""
        for number in self._interiors.given:
            state = origins[number]
            changed = _changed_at(state)
            op = None if changed is None else self._operation(changed)
            if number in self._told or changed is None or op is None:
                continue
            self._told.add(number)
            if op.certain:
                self._add(InteriorKind.GIVEN, number, state, op.at, op.at, changed)

    def _check(self, number: int, state: Validity, event: InteriorEvent, op: Op, at: OpRef) -> None:
        kind = self._kind(state, event, op)
        if kind is None or number in self._told:
            return
        self._told.add(number)
        if not op.certain:
            return
        formed = None if event.formed is None else event.formed.at
        self._add(kind, number, state, op.at, event.used, at, formed)

    def _add(
        self,
        kind: InteriorKind,
        number: int,
        state: Validity,
        at: Span,
        used: Span,
        op: OpRef,
        formed: OpRef | None = None,
    ) -> None:
        path = self._interiors.paths[number]
        self.errors.append(
            InteriorError(
                kind=kind,
                path=path,
                name=print_path(path, self._body),
                at=at,
                used=used,
                op=op,
                by=_invalidations(state),
                definite=state is None or state.definite,
                formed=formed,
                since=state.since.at if isinstance(state, Live) else None,
            )
        )

    def _kind(self, state: Validity, event: InteriorEvent, op: Op) -> InteriorKind | None:
        match state:
            case Live(since=since):
                formed = event.formed
                fine = formed is None or self._interiors.points.dominates(since, formed)
                return None if fine else InteriorKind.OUTDATED
            case Stale():
                return InteriorKind.INVALIDATED
            case None:
                return InteriorKind.NEVER_FORMED if op.kind is OpKind.MERGE else None

    def _missing(self, number: int, bits: int) -> tuple[Slice, ...]:
        """The owner of an interior origin, if it has no value."""
        path = self._interiors.paths[number]
        slices = self._values.origin(Origin((path,), None))
        return tuple(slice_ for slice_ in slices if slice_.mask & ~bits)

    def _operation(self, at: OpRef) -> Op | None:
        ops = () if at.block < 0 else self._body.blocks[at.block].ops
        return ops[at.index] if at.index < len(ops) else None


def _about(paths: tuple[OriginPath, ...], values: ValueSet, silenced: frozenset[int]) -> set[int]:
    """The numbers of origins about which nothing may be said, because nothing may be about their owner."""
    found: set[int] = set()
    for number, path in enumerate(paths):
        value = values.value_of(path.root.local) if isinstance(path.root, LocalRoot) else None
        if value is not None and value.number in silenced:
            found.add(number)
    return found


def _invalidations(state: Validity) -> frozenset[OpRef]:
    match state:
        case Stale(by=by):
            return by
        case Live(after=by):
            return by
        case None:
            return frozenset()


def _changed_at(state: Validity) -> OpRef | None:
    """What left an origin in another state than the function found it in; None if nothing did."""
    match state:
        case Stale(by=by):
            return min(by)
        case Live(since=since):
            return None if since == FUNCTION else since.at
        case None:
            return None


def _last_exit(body: Body) -> int | None:
    """The exit at the end of the function. Only there the compiler looks at what arguments refer into
    (checked on 1.2.0; where it is not reached, 1.2.0 crashes)."""
    if body.erroneous:
        return None
    exits = [block for block in body.blocks if isinstance(block.terminator, Exit | RaiseExit)]
    return exits[-1].id if exits and not exits[-1].scopes else None
