"""What lies behind an error of the backward pass: the operations below that make it one."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from minimojo.dataflow.reachability import blocks_after, first_on_each_path
from minimojo.mir.body import Body, Branch, BranchKind
from minimojo.ownership.destruction import FoundEnd
from minimojo.ownership.events import Events, OpEvents, Touch
from minimojo.ownership.model import ENTRY, EndError, EndOfLifeError, OpRef
from minimojo.ownership.values import Slice


def with_uses(found: FoundEnd, body: Body, events: Events) -> EndOfLifeError:
    """The error with the operations that still need the value (C1) or move its parts away (M)."""
    error, slice_ = found.error, found.slice
    if slice_ is None or error.kind is EndError.ABANDONED:
        return error
    start = (0, 0) if error.op == ENTRY else (error.op.block, error.op.index + 1)
    if error.kind is EndError.PARTIAL:
        moves = first_on_each_path(body.blocks, *start, _finder(events, found.bits, only_moves=True))
        return replace(error, uses=tuple(OpRef(block, index) for block, index in moves))
    needs = _Needs(body, events, slice_)
    return replace(error, uses=needs.uses(*start), forks=needs.forks(*start))


def _finder(events: Events, wanted: int, *, only_moves: bool) -> Callable[[int, int], int | None]:
    def match(block: int, begin: int) -> int | None:
        for operation in events.blocks[block]:
            if operation.index >= begin and _touches(operation, wanted, only_moves=only_moves):
                return operation.index
        return None

    return match


class _Needs(Struct, frozen=True):
    """What needs a value below a place where a part of it is consumed, until that part is set again."""

    body: Body
    events: Events
    part: Slice

    def uses(self, block: int, index: int) -> tuple[OpRef, ...]:
        found = first_on_each_path(self.body.blocks, block, index, self._first)
        return tuple(OpRef(*it) for it in found if not self._only_sets(*it))

    def forks(self, block: int, index: int) -> tuple[OpRef, ...]:
        """Calls that may raise, and branches of which a side neither uses the value nor sets the part."""
        if self.uses(block, index):
            return ()
        found = first_on_each_path(self.body.blocks, block, index, self._first_or_fork)
        return tuple(OpRef(*it) for it in found if not self._only_sets(*it))

    def _first(self, block: int, begin: int) -> int | None:
        for operation in self.events.blocks[block]:
            if operation.index >= begin and (self._is_use(operation) or self._is_set(operation)):
                return operation.index
        if self.part.value.local.is_needed_at(self.body.blocks[block].terminator):
            return len(self.body.blocks[block].ops)
        return None

    def _first_or_fork(self, block: int, begin: int) -> int | None:
        first = self._first(block, begin)
        return first if first is not None or not self._is_fork(block) else len(self.body.blocks[block].ops)

    def _is_fork(self, block: int) -> bool:
        end = self.body.blocks[block].terminator
        if not isinstance(end, Branch):
            return False
        sides = (
            first_on_each_path(self.body.blocks, side, 0, self._first) for side in (end.then, end.otherwise)
        )
        return end.kind is BranchKind.RAISING_CALL or not all(sides)

    def _only_sets(self, block: int, index: int) -> bool:
        """Whether a path ends there because the part gets a new value."""
        operations = (it for it in self.events.blocks[block] if it.index == index)
        return any(not self._is_use(it) for it in operations)

    def _is_use(self, operation: OpEvents) -> bool:
        return _touches(operation, self.part.value.mask, only_moves=False)

    def _is_set(self, operation: OpEvents) -> bool:
        return any(
            event.touch is Touch.DEFINE and self.part.mask & ~slice_.mask == 0
            for event in operation.definitions
            for slice_ in event.slices
        )


def may_have_escaped(number: int, store: OpRef, body: Body, events: Events) -> bool:
    """Whether code that nothing is known about may have got hold of a value before a store to it."""
    for block, operations in enumerate(events.blocks):
        for operation in operations:
            if operation.escapes and number in operation.escapes:
                earlier = block == store.block and operation.index < store.index
                if earlier or store.block in blocks_after(body.blocks, block):
                    return True
    return False


def _touches(operation: OpEvents, wanted: int, *, only_moves: bool) -> bool:
    for event in operation.operands:
        if only_moves and event.touch is not Touch.CONSUME:
            continue
        if any(slice_.mask & wanted for slice_ in event.slices):
            return True
    return not only_moves and any(slice_.mask & wanted for slice_ in operation.embedded)
