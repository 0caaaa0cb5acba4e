"""The solvers find the fixpoint that any order of work finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dataflow.graphs import PROGRAMS, Graph, Program, graph_of
from minimojo.dataflow import LoopStep, Step, backward_schedule, solve_backward, solve_forward
from minimojo.mir.body import BlockId, Loop

BITS = 6
ALL = (1 << BITS) - 1


@dataclass(frozen=True)
class Initialized:
    """A forward analysis: bits that are set on all paths, changed at random in each block."""

    seed: int
    start: int = ALL

    def entry(self) -> int:
        return self.start

    def severed(self) -> int:
        return 0

    def transfer(self, block: BlockId, state: int) -> int:
        made, gone = _changes(self.seed, block)
        return (state | made) & ~gone

    def join(self, first: int, second: int) -> int:
        return first & second

    def either(self, first: int, second: int) -> int:
        return first | second


@dataclass(frozen=True)
class Live:
    """A backward analysis: bits that may be read later."""

    seed: int

    def nothing(self) -> int:
        return 0

    def transfer(self, block: BlockId, after: list[int], *, dry: bool) -> int:
        read, written = _changes(self.seed, block)
        state = 0
        for each in after:
            state |= each
        return (state & ~written) | read

    def closed(self, entry: int, loop: Loop) -> int:
        return entry

    def settled(self, entry: int, again: int, beyond: int) -> bool:
        return entry == again

    def widen(self, again: int, entry: int) -> int:
        return again | entry


def _changes(seed: int, block: BlockId) -> tuple[int, int]:
    random = Random(seed * 1000 + block)
    return random.getrandbits(BITS) & random.getrandbits(BITS), random.getrandbits(BITS) & random.getrandbits(
        BITS
    )


SEEDS = st.integers(0, 10**6)


@given(PROGRAMS, SEEDS)
def test_forward_states_are_joins_of_what_arrives(program: Program, seed: int) -> None:
    graph, analysis = graph_of(program), Initialized(seed)
    entries = solve_forward(graph.blocks, graph.loops, analysis).entries
    for block in graph.blocks:
        arriving = [analysis.entry()] if block.id == 0 else []
        for source, target in graph.edges:
            state = entries[source]
            if target == block.id and state is not None:
                arriving.append(analysis.transfer(source, state))
        assert entries[block.id] == (_joined(arriving) if arriving else None)


@given(PROGRAMS, SEEDS, SEEDS)
def test_forward_states_do_not_depend_on_the_order(program: Program, seed: int, order: int) -> None:
    graph, analysis = graph_of(program), Initialized(seed)
    assert solve_forward(graph.blocks, graph.loops, analysis).entries == _by_chance(
        graph, analysis, Random(order)
    )


@given(PROGRAMS, SEEDS, st.integers(0, ALL), st.integers(0, ALL))
def test_forward_states_are_monotone_in_the_first(program: Program, seed: int, start: int, less: int) -> None:
    graph = graph_of(program)
    more_states = solve_forward(graph.blocks, graph.loops, Initialized(seed, start)).entries
    less_states = solve_forward(graph.blocks, graph.loops, Initialized(seed, start & less)).entries
    for more, fewer in zip(more_states, less_states, strict=True):
        assert (more is None) == (fewer is None)
        assert more is None or fewer is None or fewer & ~more == 0


@given(PROGRAMS, SEEDS)
def test_the_last_visit_of_a_block_has_its_state(program: Program, seed: int) -> None:
    graph = graph_of(program)
    solution = solve_forward(graph.blocks, graph.loops, Initialized(seed))
    last = dict(solution.visits)
    assert last == {number: state for number, state in enumerate(solution.entries) if state is not None}


@given(PROGRAMS)
def test_a_backward_scan_meets_what_follows_first(program: Program) -> None:
    graph = graph_of(program)
    order = list(_flat(backward_schedule(graph.blocks, graph.loops)))
    assert sorted(order) == sorted(_reachable(graph))
    place = {number: at for at, number in enumerate(order)}
    for source, target in graph.edges:
        if target > source and source in place:
            assert place[target] < place[source]


@given(PROGRAMS, SEEDS, SEEDS)
def test_backward_states_do_not_depend_on_the_order(program: Program, seed: int, order: int) -> None:
    graph, analysis = graph_of(program), Live(seed)
    schedule = backward_schedule(graph.blocks, graph.loops)
    found = solve_backward(graph.blocks, schedule, analysis)
    expected = _live_by_chance(graph, analysis, Random(order))
    assert found == [expected[n] if n in _reachable(graph) else None for n in range(len(graph.blocks))]


def _joined(states: list[int]) -> int:
    found = ALL
    for state in states:
        found &= state
    return found


def _by_chance(graph: Graph, analysis: Initialized, random: Random) -> list[int | None]:
    """The solution by a worklist in a random order."""
    states: list[int | None] = [None] * len(graph.blocks)
    states[0] = analysis.entry()
    work = {0}
    while work:
        source = random.choice(sorted(work))
        work.discard(source)
        state = states[source]
        assert state is not None
        for start, target in graph.edges:
            if start == source:
                old = states[target]
                after = analysis.transfer(source, state)
                new = after if old is None else analysis.join(old, after)
                if new != old:
                    states[target] = new
                    work.add(target)
    return states


def _live_by_chance(graph: Graph, analysis: Live, random: Random) -> list[int]:
    states = [0] * len(graph.blocks)
    work = set(range(len(graph.blocks)))
    while work:
        number = random.choice(sorted(work))
        work.discard(number)
        after = [states[target] for source, target in graph.edges if source == number]
        new = analysis.transfer(number, after, dry=False)
        if new != states[number]:
            states[number] = new
            work |= {source for source, target in graph.edges if target == number}
    return states


def _flat(steps: list[Step]) -> Iterator[BlockId]:
    for step in steps:
        if isinstance(step, LoopStep):
            yield from _flat(step.steps)
        else:
            yield step


def _reachable(graph: Graph) -> set[BlockId]:
    found, work = {0}, [0]
    while work:
        source = work.pop()
        new = {target for start, target in graph.edges if start == source} - found
        found |= new
        work += new
    return found
