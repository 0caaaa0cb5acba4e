"""The states of interior origins on their way through a function (CL-61 to CL-64).

An origin is formed by nobody yet, live since some point, or invalidated. The compiler looks at a
loop again only if it changes *whether* an origin is live, not since when: hence states are equal if
the same bits are initialized and the same origins are live (checked on 1.2.0). Before 1.1 only the
bits counted: what a loop invalidates was not known in its next round, nor behind it.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from minimojo.dataflow import ForwardSolution
from minimojo.edition import Change, Edition
from minimojo.ownership.events import Events
from minimojo.ownership.interiors import InteriorEvent, Interiors, InteriorTouch
from minimojo.ownership.model import OpRef
from minimojo.ownership.points import FUNCTION, Point, Points
from minimojo.ownership.summaries import InitializedBits


class Live(Struct, frozen=True):
    """Formed at `since`. `after` are the operations that had invalidated it before, on every path if
    `definite`."""

    since: Point
    after: frozenset[OpRef] = frozenset()
    definite: bool = False


class Stale(Struct, frozen=True):
    """Invalidated by one of the operations `by`; on some path not at all, if it is not `definite`."""

    by: frozenset[OpRef]
    definite: bool = True


Validity = Live | Stale | None
"""The state of one origin; None where it was not formed, or on some path only."""


class Flow(Struct, frozen=True, eq=False):
    """The state of a function at some point: which bits are initialized, what interior origins are."""

    bits: int
    live: int
    origins: tuple[Validity, ...]

    def __eq__(self, other: object) -> bool:
        """As the compiler, a loop is at rest when the bits are: `origins` only tell why."""
        return isinstance(other, Flow) and self.bits == other.bits and self.live == other.live

    def __hash__(self) -> int:
        return hash((self.bits, self.live))


def after(
    event: InteriorEvent, at: OpRef, origins: tuple[Validity, ...], points: Points
) -> tuple[Validity, ...]:
    """The states behind an event."""
    match event.touch:
        case InteriorTouch.CHECK:
            return origins
        case InteriorTouch.FORM:
            changed = {n: _formed(origins[n], points.of(at), points) for n in event.origins}
        case InteriorTouch.MAY_FORM:
            # Nothing is known of the callee but that its result refers into the origin.
            here = points.of(at)
            changed = {
                n: _formed(origins[n], here, points) for n in event.origins if not _is_live(origins[n])
            }
        case InteriorTouch.INVALIDATE:
            changed = {n: Stale(frozenset((at,))) for n in event.origins if _is_live(origins[n])}
    return _with(origins, changed) if changed else origins


def _is_live(state: Validity) -> bool:
    return isinstance(state, Live)


def _formed(old: Validity, here: Point, points: Points) -> Live:
    match old:
        case Live():
            return old if points.dominates(old.since, here) else replace(old, since=here)
        case Stale():
            return Live(here, old.by, old.definite)
        case None:
            return Live(here)


def joined(first: Validity, second: Validity, points: Points) -> Validity:
    """CL-64: what is known where two paths meet."""
    match first, second:
        case Stale(), Stale():
            return Stale(first.by | second.by, first.definite and second.definite)
        case (Stale() as stale, _) | (_, Stale() as stale):
            return replace(stale, definite=False)
        case Live(), Live():
            return Live(
                points.later(first.since, second.since),
                first.after | second.after,
                first.definite and second.definite,
            )
        case _:
            return None


def either(first: Validity, second: Validity, points: Points) -> Validity:
    """What may be relied on for an error where possibly only one of the paths exists."""
    if isinstance(first, Stale) and isinstance(second, Stale):
        return joined(first, second, points)
    return Live(FUNCTION) if isinstance(first, Live) or isinstance(second, Live) else None


def bits_of(solution: ForwardSolution[Flow]) -> ForwardSolution[int]:
    """The initialized bits alone."""
    entries = [None if state is None else state.bits for state in solution.entries]
    return ForwardSolution(entries, [(block, state.bits) for block, state in solution.visits])


class FlowAnalysis(Struct, frozen=True):
    """The forward analysis of functions with interior origins (CL parts 5 and 6)."""

    bits: InitializedBits
    events: Events
    interiors: Interiors
    edition: Edition

    def entry(self) -> Flow:
        numbers, formed = range(len(self.interiors.paths)), self.interiors.entry
        return self._flow(self.bits.entry(), tuple(Live(FUNCTION) if n in formed else None for n in numbers))

    def severed(self) -> Flow:
        return self._flow(self.bits.severed(), (None,) * len(self.interiors.paths))

    def transfer(self, block: int, state: Flow) -> Flow:
        origins = state.origins
        for operation in self.events.blocks[block]:
            for event in operation.interior:
                origins = after(event, OpRef(block, operation.index), origins, self.interiors.points)
        return self._flow(self.bits.transfer(block, state.bits), origins)

    def join(self, first: Flow, second: Flow) -> Flow:
        points = self.interiors.points
        pairs = zip(first.origins, second.origins, strict=True)
        origins = tuple(one if one is two else joined(one, two, points) for one, two in pairs)
        return self._flow(self.bits.join(first.bits, second.bits), origins)

    def either(self, first: Flow, second: Flow) -> Flow:
        points = self.interiors.points
        pairs = zip(first.origins, second.origins, strict=True)
        origins = tuple(one if one is two else either(one, two, points) for one, two in pairs)
        return self._flow(self.bits.either(first.bits, second.bits), origins)

    def _flow(self, bits: int, origins: tuple[Validity, ...]) -> Flow:
        live = 0
        if self.edition.has(Change.LOOPS_CARRY_INVALIDATIONS):
            for number, state in enumerate(origins):
                live |= isinstance(state, Live) << number
        return Flow(bits, live, origins)


def _with(origins: tuple[Validity, ...], changed: Mapping[int, Validity]) -> tuple[Validity, ...]:
    return tuple(changed.get(number, state) for number, state in enumerate(origins))
