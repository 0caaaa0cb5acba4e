"""The graph of a function with the states of its values, as text.

    b0
          # s: never initialized
      call 'String' initializer call at 2:19: def s
          # s: initialized
      call 'take' call at 4:13: consume s
          # s: transferred
          # s is destroyed

A state is printed where it is another than before the operation, and at the start of each block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from minimojo.mir.body import BlockId
from minimojo.mir.dump import Places, dump_body, local_name
from minimojo.ownership.analyse import state_before
from minimojo.ownership.model import ENTRY, Lifetimes, OpRef, PlaceState


def dump(lifetimes: Lifetimes, places: Places) -> str:
    """The graph of one function with notes on its values."""
    return dump_body(lifetimes.body, places, _notes(lifetimes))


def _notes(lifetimes: Lifetimes) -> Callable[[BlockId, int], Iterable[str]]:
    numbers = [local.id for local in lifetimes.body.locals]

    def notes(block: BlockId, index: int) -> Iterable[str]:
        at = OpRef(block, index)
        for number in numbers:
            state = _state(lifetimes, number, at)
            before = None if index == 0 else _state(lifetimes, number, OpRef(block, index - 1))
            if state is not None and state != before:
                yield f"{local_name(lifetimes.body, number)}: {state}"
        yield from _deaths(lifetimes, at)

    return notes


def _state(lifetimes: Lifetimes, number: int, at: OpRef) -> str | None:
    state = state_before(lifetimes, number, at)
    return None if state is None else _told(state)


def _told(state: PlaceState) -> str:
    if state.fully_initialized:
        return "initialized"
    fates = " or ".join(sorted({cause.fate.value for cause in state.causes}))
    return f"partly initialized, {state.missing_name} is missing" if state.partly_initialized else fates


def _deaths(lifetimes: Lifetimes, at: OpRef) -> Iterable[str]:
    """What dies between the operation before `at` and `at`, or on the edge into the block."""
    after = OpRef(at.block, at.index - 1)
    for death in lifetimes.deaths:
        dies = death.edge == at.block if at.index == 0 else death.edge is None and death.op == after
        if dies or (death.op == ENTRY and death.edge is None and at == OpRef(0, 0)):
            root = local_name(lifetimes.body, death.place.local)
            yield f"{'.'.join((root, *death.place.path))} is destroyed"
