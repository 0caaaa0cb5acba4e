"""Forward analyses: what is known at a point because of everything that may have run before it.

Blocks are visited by number, which is program order; a loop, being a contiguous range of blocks, is
visited again and again until the state at its header changes no more, before anything behind it.
That is the order in which the Mojo compiler looks at a function (CL-28), and it tells which of
several errors it finds first; so the solution keeps the sequence of visits.

Edges may be uncertain, because nobody knows whether an unknown callee returns or raises. Let a
*doubt* be the assumption that such an edge exists. At a join, the edges under no more doubts than
all of them share decide alone: code behind the join runs because of them whether or not the other
edges exist. Where every edge has a doubt of its own, `either` joins them: what it says of the
states must hold whichever of the edges exist. Code to which no edge leads has a doubt of its own, too.
"""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from minimojo.dataflow.graph import edges_of
from minimojo.mir.body import Block, BlockId, Loop

S = TypeVar("S")

_Arrivals = dict[int, tuple[int, S]]
"""What arrives at a block: per edge (twice its source block, plus its place) the doubts and the state."""

_VISITS_PER_BLOCK = 32
_VISITS = 4096


class ForwardAnalysis(Protocol[S]):
    """A join-semilattice of states with transfer functions; all of it pure.

    `join` is commutative, associative and idempotent, `transfer` monotone in the order that `join`
    defines, and ascending chains are finite: then a least fixpoint exists and is found.
    """

    def entry(self) -> S:
        """The state where the function begins."""
        ...

    def severed(self) -> S:
        """The state of code to which nothing leads, but which is looked at (`mir.body.Block`)."""
        ...

    def transfer(self, block: BlockId, state: S) -> S:
        """The state at the end of a block that is entered in `state`."""
        ...

    def join(self, first: S, second: S) -> S:
        """What holds where both paths may have been taken."""
        ...

    def either(self, first: S, second: S) -> S:
        """What may be relied on for an error where possibly only one of the paths exists."""
        ...


class ForwardSolution(Struct, Generic[S], frozen=True):
    """The fixpoint: the state at the start of each block, None where it is unreachable.

    `visits` are the blocks in the order in which they were looked at, each with the state then; the
    last visit of a block has the state of `entries`.
    """

    entries: list[S | None]
    visits: list[tuple[BlockId, S]]


class _Round(Struct, Generic[S]):
    """A loop being iterated: the state and doubts at its header in this round."""

    loop: Loop
    doubts: int = 0
    state: S | None = None


def solve_forward(
    blocks: tuple[Block, ...], loops: tuple[Loop, ...], analysis: ForwardAnalysis[S]
) -> ForwardSolution[S]:
    """Solves `analysis` over the graph; `blocks` in program order, the entry first."""
    return _Solver(blocks, loops, analysis).solve()


class _Solver(Generic[S]):
    def __init__(
        self, blocks: tuple[Block, ...], loops: tuple[Loop, ...], analysis: ForwardAnalysis[S]
    ) -> None:
        self.blocks = blocks
        self.loops = loops
        self.analysis = analysis
        self.entries: list[S | None] = [None] * len(blocks)
        self.visits: list[tuple[BlockId, S]] = []
        self.arrivals: list[_Arrivals[S]] = [{} for _ in blocks]
        self.rounds: list[_Round[S]] = []

    def solve(self) -> ForwardSolution[S]:
        blocks, loops = self.blocks, {loop.header: loop for loop in self.loops}
        if blocks:
            self.arrivals[0][-1] = (0, self.analysis.entry())
        at = 0
        while at < len(blocks):
            loop = loops.get(at)
            found = self._meet(at, self.arrivals[at]) if loop is None else self._enter_loop(loop)
            if found is None and blocks[at].severed:
                found = (1 << (2 * len(blocks) + at), self.analysis.severed())
            if found is not None:
                self._visit(at, *found)
            at += 1
            while self.rounds and at > self.rounds[-1].loop.last:
                if self._again(self.rounds[-1]):
                    at = self.rounds[-1].loop.header
                else:
                    self.rounds.pop()
        return ForwardSolution(self.entries, self.visits)

    def _visit(self, at: BlockId, doubts: int, state: S) -> None:
        self.entries[at] = state
        self.visits.append((at, state))
        after = self.analysis.transfer(at, state)
        for place, edge in enumerate(edges_of(self.blocks[at].terminator)):
            key = 2 * at + place
            own = doubts | (1 << key) if edge.uncertain else doubts
            self.arrivals[edge.target][key] = (own, after)

    def _enter_loop(self, loop: Loop) -> tuple[int, S] | None:
        """The header's state in this round of its loop; the first round begins a new one."""
        if self.rounds and self.rounds[-1].loop is loop:
            current = self.rounds[-1]
            return None if current.state is None else (current.doubts, current.state)
        current = _Round[S](loop)
        self.rounds.append(current)
        entering = self._from(loop, inside=False)
        if len(self.visits) <= _VISITS + _VISITS_PER_BLOCK * len(self.blocks):
            # As in the compiler, an inner loop starts afresh in every round of the outer one. Where
            # loops are nested so deeply that this would take forever, it goes on from where it was:
            # the result is the same, only found in another order.
            self.arrivals[loop.header] = dict(entering)
        found = self._meet(loop.header, entering)
        if found is not None:
            current.doubts, current.state = found
            self._again(current)
            return current.doubts, current.state
        return None

    def _again(self, current: _Round[S]) -> bool:
        """Joins the back edges into the header's state; returns whether that changed it.

        The header dominates the loop, so a back edge has all doubts of the header; one with more is
        ignored, as at every join.
        """
        if current.state is None:
            return False
        state = current.state
        for doubts, arriving in self._from(current.loop, inside=True).values():
            if doubts == current.doubts:
                state = self.analysis.join(state, arriving)
        if state == current.state:
            return False
        current.state = state
        return True

    def _from(self, loop: Loop, *, inside: bool) -> _Arrivals[S]:
        first, last = 2 * loop.header, 2 * loop.last + 1
        arrivals = self.arrivals[loop.header]
        return {key: arrival for key, arrival in arrivals.items() if (first <= key <= last) == inside}

    def _meet(self, at: BlockId, arrivals: _Arrivals[S]) -> tuple[int, S] | None:
        """The doubts and the state at the start of a block; None when nothing arrives."""
        if len(arrivals) <= 1:
            return next(iter(arrivals.values()), None)
        shared = -1
        for doubts, _ in arrivals.values():
            shared &= doubts
        deciding = [state for doubts, state in arrivals.values() if doubts == shared]
        combine = self.analysis.join
        if not deciding:
            deciding = [state for _, state in arrivals.values()]
            combine = self.analysis.either
            shared |= 1 << (2 * len(self.blocks) + at)
        state = deciding[0]
        for other in deciding[1:]:
            state = combine(state, other)
        return shared, state
