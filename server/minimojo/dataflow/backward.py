"""Backward analyses: what is known at a point because of everything that may run after it.

The order of the scan is `schedule.backward_schedule`'s. A loop is scanned in *dry* rounds, in which
nothing may be reported, until the state at its header is settled, and then once more for real
(CL-39); inside a dry round of an outer loop there is no real scan.
"""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from minimojo.dataflow.graph import edges_of
from minimojo.dataflow.schedule import LoopStep, Step
from minimojo.mir.body import Block, BlockId, Loop

S = TypeVar("S")

_VISITS_PER_BLOCK = 64
_VISITS = 4096


class TooManyRounds(Exception):  # noqa: N818 - an early end, not a mistake
    """Loops are nested so deeply that scanning them as the compiler does would take forever."""


class BackwardAnalysis(Protocol[S]):
    """States and transfer functions of a backward analysis, and when a loop is settled."""

    def nothing(self) -> S:
        """The state of a point from which no end of the function is known to be reachable."""
        ...

    def transfer(self, block: BlockId, after: list[S], *, dry: bool) -> S:
        """The state at the start of a block, given those at its successors.

        `after` has one state per edge: none, one, or that of the `then` and of the other side.
        """
        ...

    def closed(self, entry: S, loop: Loop) -> S:
        """The state at the header of a loop, once its body has been scanned."""
        ...

    def settled(self, entry: S, again: S, beyond: S) -> bool:
        """Whether a loop needs no further dry round.

        `entry` is what a round found at its header when back edges had `again`; `beyond` is the
        state behind the loop.
        """
        ...

    def widen(self, again: S, entry: S) -> S:
        """The state of the back edges for the next round."""
        ...


class _Scan(Struct, Generic[S]):
    """A sequence of steps in progress; `step` is the loop they belong to, None for the function."""

    steps: list[Step]
    dry: bool
    step: LoopStep | None
    again: S
    position: int = 0


def solve_backward(
    blocks: tuple[Block, ...], schedule: list[Step], analysis: BackwardAnalysis[S]
) -> list[S | None]:
    """The states at the start of each block after the real scan, None where nothing was scanned.

    Raises TooManyRounds where loops are nested absurdly deep.
    """
    return _Solver(blocks, schedule, analysis).solve()


class _Solver(Generic[S]):
    def __init__(
        self, blocks: tuple[Block, ...], schedule: list[Step], analysis: BackwardAnalysis[S]
    ) -> None:
        self.blocks = blocks
        self.schedule = schedule
        self.targets = [[edge.target for edge in edges_of(block.terminator)] for block in blocks]
        self.analysis = analysis
        self.states: list[S | None] = [None] * len(blocks)
        self.visits = 0

    def solve(self) -> list[S | None]:
        nothing = self.analysis.nothing()
        limit = _VISITS + _VISITS_PER_BLOCK * len(self.blocks)
        stack = [_Scan(self.schedule, dry=False, step=None, again=nothing)]
        while stack:
            scan = stack[-1]
            if scan.position == len(scan.steps):
                if scan.step is None or self._finish_round(scan, scan.step, outer=stack[-2]):
                    stack.pop()
                continue
            step = scan.steps[scan.position]
            scan.position += 1
            if not isinstance(step, int):
                self.states[step.loop.header] = nothing
                stack.append(_Scan(step.steps, dry=True, step=step, again=nothing))
                continue
            self.visits += 1
            if self.visits > limit:
                raise TooManyRounds
            self.states[step] = self._scan_block(step, dry=scan.dry)
        return self.states

    def _scan_block(self, number: BlockId, *, dry: bool) -> S:
        after = [self._state(target) for target in self.targets[number]]
        return self.analysis.transfer(number, after, dry=dry)

    def _finish_round(self, scan: _Scan[S], step: LoopStep, outer: _Scan[S]) -> bool:
        """Ends one scan of a loop; returns whether it was the last."""
        header = step.loop.header
        entry = self.analysis.closed(self._state(header), step.loop)
        self.states[header] = entry
        if not scan.dry:
            return True
        beyond = self.analysis.nothing() if step.loop.exit is None else self._state(step.loop.exit)
        if self.analysis.settled(entry, scan.again, beyond):
            if outer.dry:
                return True
            scan.dry = False
        else:
            scan.again = self.analysis.widen(scan.again, entry)
        scan.position = 0
        self.states[header] = scan.again
        return False

    def _state(self, block: BlockId) -> S:
        state = self.states[block]
        return self.analysis.nothing() if state is None else state
