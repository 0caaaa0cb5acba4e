"""Why a value is in the state it is in: the last events that may have touched its parts.

This is asked only about single values, where something is wrong or somebody wants to know, so it is
an analysis of its own: its states tell, for each bit of interest, which events may have been the
last to initialize or transfer it.
"""

from __future__ import annotations

from msgspec import Struct, field

from minimojo.dataflow import solve_forward
from minimojo.mir.body import Body, OpKind
from minimojo.ownership.events import Events, Touch
from minimojo.ownership.model import ENTRY, Cause, Fate, OpRef
from minimojo.ownership.summaries import entry_state
from minimojo.ownership.values import Value, ValueSet

_State = tuple[int, ...]
"""Per bit of interest, a set of numbers of causes."""

_FATES = {
    Touch.DEFINE: Fate.INITIALIZED,
    Touch.CONSUME: Fate.TRANSFERRED,
    Touch.MARK_DESTROYED: Fate.TRANSFERRED,
}


class _Change(Struct, frozen=True):
    """At operation `index` the bits of `mask` got cause number `cause`."""

    index: int
    mask: int
    cause: int


class History(Struct):
    """The events of one value, solved for the bits of `bits`."""

    body: Body
    value: Value
    bits: list[int]
    causes: list[Cause]
    changes: list[list[_Change]]
    start: _State
    entries: list[_State | None] = field(default_factory=list[_State | None])

    def entry(self) -> _State:
        return self.start

    def severed(self) -> _State:
        return (1,) * len(self.bits)  # as if nothing had initialized them

    def transfer(self, block: int, state: _State) -> _State:
        return self._apply(block, state, len(self.body.blocks[block].ops))

    def join(self, first: _State, second: _State) -> _State:
        return tuple(one | other for one, other in zip(first, second, strict=True))

    def either(self, first: _State, second: _State) -> _State:
        return self.join(first, second)

    def before(self, at: OpRef) -> frozenset[Cause]:
        """Every event that may be the last of a bit of interest before operation `at`."""
        state = self.start if at == ENTRY else self.entries[at.block]
        if state is None:
            return frozenset()
        if at != ENTRY:
            state = self._apply(at.block, state, at.index)
        numbers = 0
        for bit in state:
            numbers |= bit
        return frozenset(cause for n, cause in enumerate(self.causes) if numbers >> n & 1)

    def _apply(self, block: int, state: _State, until: int) -> _State:
        for change in self.changes[block]:
            if change.index >= until:
                break
            own = 1 << change.cause
            state = tuple(
                own if bit & change.mask else old for bit, old in zip(self.bits, state, strict=True)
            )
        return state


def history_of(value: Value, mask: int, body: Body, values: ValueSet, events: Events) -> History:
    """The history of those bits of a value that are in `mask`."""
    bits = [1 << n for n in range(value.base, value.base + value.layout.size) if mask >> n & 1]
    initialized = entry_state(values)
    causes = [Cause(Fate.UNINITIALIZED, ENTRY), Cause(Fate.INITIALIZED, ENTRY)]
    start = tuple(2 if initialized & bit else 1 for bit in bits)
    changes: list[list[_Change]] = []
    for block, operations in enumerate(events.blocks):
        found: list[_Change] = []
        for operation in operations:
            for event in (*operation.operands, *operation.definitions):
                fate = _FATES.get(event.touch)
                if fate is Fate.TRANSFERRED and operation.op.kind is OpKind.RESULT:
                    fate = Fate.NOT_SET
                for slice_ in event.slices if fate is not None else ():
                    if fate is not None and slice_.mask & mask:
                        found.append(_Change(operation.index, slice_.mask, len(causes)))
                        causes.append(Cause(fate, OpRef(block, operation.index), slice_.path))
        changes.append(found)
    history = History(body, value, bits, causes, changes, start)
    history.entries = solve_forward(body.blocks, body.loops, history).entries
    return history
