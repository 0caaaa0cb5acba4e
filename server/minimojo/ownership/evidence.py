"""What lies behind an error of the backward pass: the operations below that make it one."""

from __future__ import annotations

from dataclasses import replace

from minimojo.dataflow.reachability import blocks_after, first_on_each_path
from minimojo.mir.body import Body, Exit, RaiseExit
from minimojo.ownership.destruction import FoundEnd
from minimojo.ownership.events import Events, OpEvents, Touch
from minimojo.ownership.model import ENTRY, EndError, EndOfLifeError, OpRef
from minimojo.ownership.values import Value


def with_uses(found: FoundEnd, body: Body, events: Events) -> EndOfLifeError:
    """The error with the operations that still need the value (C1) or move its parts away (M)."""
    error, slice_ = found.error, found.slice
    if slice_ is None or error.kind is EndError.ABANDONED:
        return error
    only_moves = error.kind is EndError.PARTIAL
    wanted = found.bits if only_moves else slice_.value.mask

    def match(block: int, begin: int) -> int | None:
        for operation in events.blocks[block]:
            if operation.index >= begin and _touches(operation, wanted, only_moves=only_moves):
                return operation.index
        if not only_moves and _demands(body, block, slice_.value):
            return len(body.blocks[block].ops)
        return None

    start = (0, 0) if error.op == ENTRY else (error.op.block, error.op.index + 1)
    refs = first_on_each_path(body.blocks, *start, match)
    return replace(error, uses=tuple(OpRef(block, index) for block, index in refs))


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


def _demands(body: Body, block: int, value: Value) -> bool:
    end = body.blocks[block].terminator
    local = value.local
    if isinstance(end, Exit):
        return local.needed_at_return or local.register_result
    return isinstance(end, RaiseExit) and local.needed_at_raise
