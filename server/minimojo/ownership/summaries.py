"""Blocks as a whole, for the forward pass: what they set and clear, and what they need."""

from __future__ import annotations

from msgspec import Struct

from minimojo.mir.body import Body
from minimojo.ownership.events import Event, Events, OpEvents, Touch
from minimojo.ownership.values import REACH, ValueSet


class Summary(Struct, frozen=True):
    """The effect of a block on the set of initialized bits.

    `exposed` are the bits that it needs from its entry state; `always` tells that its operations
    must be looked at one by one whatever that state is.
    """

    keep: int
    sets: int
    exposed: int
    always: bool

    def apply(self, state: int) -> int:
        """The state at the end of the block."""
        return state & self.keep | self.sets

    def suspicious(self, state: int) -> bool:
        """Whether something may be wrong in the block when it is entered in `state`."""
        return self.always or self.exposed & ~state != 0


class InitializedBits(Struct, frozen=True):
    """The forward analysis (CL part 5): states are sets of bits, their join is the intersection."""

    values: ValueSet
    summaries: list[Summary]

    def entry(self) -> int:
        return entry_state(self.values)

    def severed(self) -> int:
        return 0

    def transfer(self, block: int, state: int) -> int:
        return self.summaries[block].apply(state)

    def join(self, first: int, second: int) -> int:
        return first & second

    def either(self, first: int, second: int) -> int:
        return first | second


def entry_state(values: ValueSet) -> int:
    """The bits that are initialized where a function begins (CL-1, CL-3)."""
    state = REACH
    for value in values.values:
        if value.local.starts_initialized:
            state |= value.mask
        elif value.local.init_self:
            state |= value.whole
    return state


def summarize(body: Body, values: ValueSet, events: Events) -> list[Summary]:
    """The summaries of all blocks, by number."""
    summaries: list[Summary] = []
    for block, operations in zip(body.blocks, events.blocks, strict=True):
        draft = _Draft()
        for operation in operations:
            draft.operation(operation)
        draft.need(values.needed_at(block.terminator))
        summaries.append(Summary(~draft.cleared, draft.sets, draft.exposed, draft.always))
    return summaries


_DEMANDS_NOTHING = frozenset((Touch.DEFINE,))
_SETS = frozenset((Touch.DEFINE, Touch.MUTATE))
_CLEARS = frozenset((Touch.CONSUME, Touch.MARK_DESTROYED))
_MAY_BE_WRONG = frozenset((Touch.CONSUME_INDIRECT, Touch.MARK_DESTROYED))


class _Draft(Struct):
    cleared: int = 0
    sets: int = 0
    exposed: int = 0
    always: bool = False

    def operation(self, operation: OpEvents) -> None:
        for event in operation.operands:
            self.event(event)
        for slice_ in operation.embedded:
            self.need(slice_.mask)
        for event in operation.definitions:
            self.event(event)
        self.always = self.always or operation.op.any_origin

    def event(self, event: Event) -> None:
        touch = event.touch
        for slice_ in event.slices:
            mask = slice_.mask
            if touch not in _DEMANDS_NOTHING:
                self.need(mask)
            if touch in _SETS:
                self.sets |= mask
                self.cleared &= ~mask
            elif touch in _CLEARS:
                self.cleared |= mask
                self.sets &= ~mask
        if touch in _MAY_BE_WRONG:
            self.always = True

    def need(self, mask: int) -> None:
        self.exposed |= mask & ~self.sets
        self.always = self.always or mask & self.cleared != 0
