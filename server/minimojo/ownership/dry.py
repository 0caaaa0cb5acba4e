"""Operations in a dry round of a loop, where nothing is reported: bits that are no longer needed, and
bits that are.

A run of operations without a consumption is one transfer function of this form, however long it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from minimojo.mir.body import OpKind
from minimojo.ownership.events import Event, OpEvents, Touch
from minimojo.ownership.values import Slice


class DryRun(Struct, frozen=True):
    """What a run of operations does to NEED: `killed` bits go, then the others come.

    `uses` of values with an error do not count (CL-37), `marks` always do.
    """

    killed: int
    uses: int
    marks: int

    def then(self, above: DryRun) -> DryRun:
        """Both, this one below the other."""
        kept = ~above.killed
        return DryRun(
            self.killed | above.killed, self.uses & kept | above.uses, self.marks & kept | above.marks
        )


_NOTHING = DryRun(0, 0, 0)


def dry_steps(
    operations: Iterable[OpEvents],
    wildcard: Callable[[OpEvents], Iterable[Slice]],
    marks: Callable[[OpEvents], bool],
) -> tuple[DryRun | OpEvents, ...]:
    """A block from its last operation to its first; operations that consume must be looked at one by one.

    `wildcard` gives the slices an operation uses by an unknown origin, `marks` whether its destruction
    marks count.
    """
    steps: list[DryRun | OpEvents] = []
    run = _NOTHING
    for operation in operations:
        if any(event.touch is Touch.CONSUME for event in operation.operands):
            steps += (run, operation)
            run = _NOTHING
            continue
        for part in _parts(operation, marks=marks(operation)):
            run = run.then(part)
        run = run.then(DryRun(0, _bits(operation.embedded) | _bits(wildcard(operation)), 0))
    steps.append(run)
    return tuple(step for step in steps if step != _NOTHING)


def stores_afterwards(operation: OpEvents) -> bool:
    """Whether a value is copied or moved to itself: it goes through a temporary, which stores it afterwards
    (VA-36); only bits are copied directly."""
    kind = operation.op.kind
    return bool(operation.definitions) and (
        kind in (OpKind.REGISTER_MOVE, OpKind.REGISTER_COPY)
        or (kind is not OpKind.BITWISE_COPY and _overwrites_operand(operation))
    )


def _parts(operation: OpEvents, *, marks: bool) -> Iterator[DryRun]:
    """What the operands and definitions do, from below."""
    operands = (_operand(event, marks=marks) for event in operation.operands)
    definitions = (_definition(event) for event in operation.definitions)
    first, second = (definitions, operands) if stores_afterwards(operation) else (operands, definitions)
    yield from first
    yield from second


def _operand(event: Event, *, marks: bool) -> DryRun:
    match event.touch:
        case Touch.USE | Touch.MUTATE:
            return DryRun(0, _bits(event.slices), 0)
        case Touch.MARK_DESTROYED if marks:
            whole = 0
            for slice_ in event.slices:
                whole |= slice_.whole
            return DryRun(0, 0, whole)
        case _:
            return _NOTHING


def _definition(event: Event) -> DryRun:
    bits = _bits(event.slices)
    return DryRun(0, bits, 0) if event.touch is Touch.STORE_INDIRECT else DryRun(bits, 0, 0)


def _bits(slices: Iterable[Slice]) -> int:
    bits = 0
    for slice_ in slices:
        bits |= slice_.mask
    return bits


def _overwrites_operand(operation: OpEvents) -> bool:
    """Whether an operation stores where it reads or takes something."""
    stored = [slice_ for event in operation.definitions for slice_ in event.slices]
    return any(
        slice_.value is other.value and slice_.mask & other.mask
        for event in operation.operands
        for slice_ in event.slices
        for other in stored
    )
