"""What runs after a point of a function, up to operations at which it does not matter any more?"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from minimojo.dataflow.graph import edges_of
from minimojo.mir.body import Body, Op
from minimojo.ownership.model import Death, OpRef


class Run(Struct, frozen=True):
    """The operations that are run, and the blocks that are entered at their beginning."""

    ops: frozenset[OpRef]
    blocks: frozenset[int]

    def ends(self, death: Death) -> bool:
        """Whether a value is destroyed on the way."""
        return death.op in self.ops if death.edge is None else death.edge in self.blocks


def after(death: Death) -> OpRef:
    """The first operation after a value was destroyed."""
    return OpRef(death.op.block, death.op.index + 1) if death.edge is None else OpRef(death.edge, 0)


def run(body: Body, start: OpRef, stops: Callable[[OpRef, Op], bool]) -> Run:
    """Everything that may be run from `start` on. Paths end before operations at which they stop."""
    ops, blocks = set[OpRef](), set[int]()
    work = [start]
    while work:
        first = work.pop()
        block = body.blocks[first.block]
        for index in range(first.index, len(block.ops)):
            ref = OpRef(block.id, index)
            if stops(ref, block.ops[index]):
                break
            ops.add(ref)
        else:
            ops.add(OpRef(block.id, len(block.ops)))
            new = {edge.target for edge in edges_of(block.terminator)} - blocks
            blocks |= new
            work += [OpRef(it, 0) for it in new]
    return Run(frozenset(ops), frozenset(blocks))
