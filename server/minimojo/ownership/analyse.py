"""Everything about the lifetimes of one function: the passes put together.

lifetimes = analyse(body, facts)
state_before(lifetimes, local, OpRef(2, 0))     # what hover asks
"""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from minimojo.dataflow import TooManyRounds, backward_schedule, solve_backward
from minimojo.dataflow.graph import edges_of
from minimojo.edition import LATEST, Edition
from minimojo.mir.body import Body, LocalId, LocalKind
from minimojo.ownership.causes import History, history_of
from minimojo.ownership.destruction import Destructions
from minimojo.ownership.events import Events, bits_after, resolve_events
from minimojo.ownership.evidence import may_have_escaped, with_uses
from minimojo.ownership.exclusivity import find_aliasing
from minimojo.ownership.initialization import FoundMisuse, Initialization, solve_initialization
from minimojo.ownership.interiors import Interiors, find_interiors
from minimojo.ownership.layout import TypeFacts
from minimojo.ownership.model import (
    ENTRY,
    Cause,
    Dead,
    DeadKind,
    Death,
    EndOfLifeError,
    Fate,
    Lifetimes,
    Misuse,
    OpRef,
    PlaceState,
    UseError,
)
from minimojo.ownership.names import name_of
from minimojo.ownership.summaries import entry_state
from minimojo.ownership.values import ValueSet


class Solved(Struct):
    """The fixpoints behind `Lifetimes`, from which states are worked out when somebody asks."""

    body: Body
    values: ValueSet
    events: Events
    interiors: Interiors | None
    forward: Initialization
    edition: Edition
    histories: dict[LocalId, History] = field(default_factory=dict[LocalId, History])


def analyse(body: Body, facts: TypeFacts, edition: Edition = LATEST) -> Lifetimes:
    """Solves both passes over a body and collects what they found, one error per value at most.

    Where lowering gave up, nothing is said. Where an error cut the body short (`erroneous`), nothing
    is said about its end: what is demanded at returns, what dies where, what is never used.
    """
    values = ValueSet(body, facts)
    interiors = find_interiors(body, values)
    events = resolve_events(body, values, interiors)
    forward = solve_initialization(body, values, events, interiors, edition)
    solved = Solved(body, values, events, interiors, forward, edition)
    misuses = tuple(_with_causes(found, solved) for found in forward.misuses)
    end_errors: tuple[EndOfLifeError, ...] = ()
    dead: tuple[Dead, ...] = ()
    deaths: tuple[Death, ...] = ()
    endless = False
    if body.erroneous:
        misuses = tuple(it for it in misuses if it.kind is not UseError.AT_RETURN)
    elif body.blocks:
        try:
            end_errors, dead, deaths = _backward(solved)
        except TooManyRounds:
            endless = True
        dead += _never_used(solved)
    return Lifetimes(
        body=body,
        misuses=misuses,
        end_errors=end_errors,
        dead=dead,
        deaths=deaths,
        interior=tuple(forward.interior),
        aliasing=find_aliasing(body),
        solved=solved,
        endless=endless,
    )


def state_before(lifetimes: Lifetimes, local: LocalId, at: OpRef) -> PlaceState | None:
    """The state of a local just before an operation; None if it is not tracked or never gets there.

    At a terminator's `OpRef` it is the state at the end of the block.
    """
    solved = lifetimes.solved
    value = solved.values.value_of(local)
    if value is None or value.number in solved.events.silenced:
        return None
    bits = _bits_before(solved, at)
    if bits is None:
        return None
    history = solved.histories.get(local)
    if history is None:
        history = history_of(value, value.mask, solved.body, solved.values, solved.events)
        solved.histories[local] = history
    missing = value.mask & ~bits
    whole = solved.values.whole(value)
    return PlaceState(
        fully_initialized=not missing,
        partly_initialized=missing != value.mask,
        missing_name=name_of(value, whole, ~bits) if missing else None,
        causes=history.before(at),
    )


def _bits_before(solved: Solved, at: OpRef) -> int | None:
    """The initialized bits before an operation, from the state at the start of its block."""
    if at == ENTRY:
        return entry_state(solved.values)
    state = solved.forward.solution.entries[at.block]
    if state is None:
        return None
    for operation in solved.events.blocks[at.block]:
        if operation.index >= at.index:
            break
        state = bits_after(operation, state)
    return state


def _with_causes(found: FoundMisuse, solved: Solved) -> Misuse:
    """The misuse with the last events of what is missing, on every path that leads to it."""
    if found.slice is None:
        return found.misuse
    at = found.misuse.op
    # Of a value that no constructor made, the stores to its fields are the story.
    made = found.misuse.kind is not UseError.NO_CONSTRUCTOR
    bits = found.missing if made else found.slice.mask
    history = history_of(found.slice.value, bits, solved.body, solved.values, solved.events)
    causes = history.before(at)
    if all(cause.fate is Fate.INITIALIZED for cause in causes):
        # The operation itself took the value before it used it again.
        causes = frozenset({Cause(Fate.TRANSFERRED, at, found.slice.path)})
    return replace(found.misuse, causes=causes)


def _backward(solved: Solved) -> tuple[tuple[EndOfLifeError, ...], tuple[Dead, ...], tuple[Death, ...]]:
    body, values, events = solved.body, solved.values, solved.events
    analysis = Destructions(body, values, events, solved.forward, solved.edition)
    schedule = backward_schedule(body.blocks, body.loops, body.tries)
    states = solve_backward(body.blocks, schedule, analysis)
    analysis.enter(states[0] or analysis.nothing())
    escaped = {values.values[number].local.id: number for number in events.escaped}
    errors = tuple(
        with_uses(found, body, events)
        for found in analysis.errors
        if found.error.local not in escaped and not _is_uncertain(solved)
    )
    dead = tuple(
        it
        for it in analysis.dead
        if (it.op is None or it.op.block in solved.forward.likely)
        and (
            it.local not in escaped
            or (it.op is not None and not may_have_escaped(escaped[it.local], it.op, body, events))
        )
    )
    deaths = tuple(it for it in analysis.deaths if it.place.local not in escaped)
    return errors, dead, deaths


def _is_uncertain(solved: Solved) -> bool:
    """Whether it is not known which ways control takes: then no end of life is certain."""
    return any(
        edge.uncertain
        for block, state in zip(solved.body.blocks, solved.forward.ends, strict=True)
        if state is not None
        for edge in edges_of(block.terminator)
    )


def _never_used(solved: Solved) -> tuple[Dead, ...]:
    """CL-45: locals that no operation ever touched. Reads of the wildcard origin touch them all."""
    touched: set[int] = set(solved.events.silenced)
    for operations, state in zip(solved.events.blocks, solved.forward.ends, strict=True):
        for operation in operations if state is not None else ():
            if operation.op.any_origin:
                return ()
            touched.update(operation.touched())
    return tuple(
        Dead(
            kind=DeadKind.REFERENCE if local.kind is LocalKind.REFERENCE else DeadKind.VARIABLE,
            local=local.id,
            name=local.name,
            at=local.declared_at,
            op=None,
        )
        for value in solved.values.values
        if (local := value.local).warns_by_name and value.number not in touched
    )
