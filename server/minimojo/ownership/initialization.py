"""The forward pass: is everything initialized that is used? (CL parts 5 and 5a)

First the fixpoint is found, moving whole blocks (`summaries`); then operations are looked at one by
one, only in blocks where a visit can find an error, in the order of the visits: of each value the
first error counts. Where a function refers into what others own, the interior origins go along
(`interior_states`): a use of a stale reference is looked for at the same operations.
"""

from __future__ import annotations

from functools import partial

from msgspec import Struct

from minimojo.dataflow import ForwardSolution, likely_blocks, solve_forward
from minimojo.edition import Edition
from minimojo.mir.body import Block, BlockId, Body, DeadEnd, Exit, Goto, Op, RaiseExit, Unreachable
from minimojo.ownership.events import Event, Events, OpEvents, Touch
from minimojo.ownership.interior_checks import InteriorChecks
from minimojo.ownership.interior_states import Flow, FlowAnalysis, Validity, bits_of
from minimojo.ownership.interiors import Interiors
from minimojo.ownership.model import InteriorError, Misuse, OpRef, UseError
from minimojo.ownership.names import name_of
from minimojo.ownership.summaries import InitializedBits, summarize
from minimojo.ownership.values import Slice, ValueSet, whole_bit
from minimojo.text import Span


class FoundMisuse(Struct, frozen=True):
    """A misuse, its causes still to be found, with the bits that are missing."""

    misuse: Misuse
    slice: Slice | None
    missing: int


class Initialization(Struct, frozen=True):
    """The result of the forward pass.

    `solution` has the initialized bits, `flow` these and the interior origins, if there are any.
    `ends` are the states at the end of each block, `misuses` the errors in the compiler's order; there are
    none outside of the `likely` blocks.
    `wrong` are the numbers of the values that have an error, or may have one that is not certain;
    `indirect` tells whether the function's one error without a value is spent (CL-34b). The rest
    is for the backward pass: where values may be needed although nothing follows, the bits of those
    full there (CL-29); the error exits at which `self` is partially built (CL-26); the marks without
    effect (CL-25); per operation that touches the wildcard origin the values it may reach (CL-12).
    """

    solution: ForwardSolution[int]
    flow: ForwardSolution[Flow] | None
    ends: list[int | None]
    likely: frozenset[BlockId]
    misuses: list[FoundMisuse]
    interior: list[InteriorError]
    wrong: set[int]
    indirect: bool
    full: dict[int, int]
    partially_built: dict[int, int]
    idle_marks: set[OpRef]
    wildcard: dict[OpRef, tuple[Slice, ...]]


def solve_initialization(
    body: Body, values: ValueSet, events: Events, interiors: Interiors | None, edition: Edition
) -> Initialization:
    """Runs the forward pass over a body."""
    summaries = summarize(body, values, events)
    bits = InitializedBits(values, summaries)
    likely = likely_blocks(body.blocks)
    walk = _Walk(body, values, events, likely)
    flow: ForwardSolution[Flow] | None = None
    if interiors is None:
        solution = solve_forward(body.blocks, body.loops, bits)
        for block, state in solution.visits:
            if summaries[block].suspicious(state):
                walk.block(body.blocks[block], state)
    else:
        flow = solve_forward(body.blocks, body.loops, FlowAnalysis(bits, events, interiors, edition))
        solution = bits_of(flow)
        walk.checks = InteriorChecks(body, values, events, interiors)
        for block, found in flow.visits:
            walk.block(body.blocks[block], found.bits, found.origins)
    ends = [
        None if state is None else summary.apply(state)
        for state, summary in zip(solution.entries, summaries, strict=True)
    ]
    left = [
        (block, summaries[block].apply(state))
        for block, state in solution.visits
        if _is_remembered(body.blocks[block])
    ]
    return Initialization(
        solution=solution,
        flow=flow,
        ends=ends,
        likely=likely,
        misuses=walk.misuses,
        interior=[] if walk.checks is None else [it for it in walk.checks.errors if it.op.block in likely],
        wrong=walk.wrong,
        indirect=walk.indirect,
        full=_full_at_unknown_calls(body, values, ends) | _full_where_nothing_follows(body, values, left),
        partially_built=_partially_built(body, values, left),
        idle_marks=walk.idle_marks,
        wildcard=walk.wildcard,
    )


def _is_remembered(block: Block) -> bool:
    """Whether the backward pass asks what was initialized at the end of a block, in any visit of it."""
    match block.terminator:
        case RaiseExit() | Unreachable(why=DeadEnd.NEVER):
            return True
        case _:
            return False


def _full_at_unknown_calls(body: Body, values: ValueSet, ends: list[int | None]) -> dict[int, int]:
    """CL-29, for calls of which nobody knows whether they return."""
    return {
        block.id: values.full(state)
        for block, state in zip(body.blocks, ends, strict=True)
        if state is not None and isinstance(block.terminator, Goto) and block.terminator.uncertain
    }


def _full_where_nothing_follows(body: Body, values: ValueSet, left: list[tuple[int, int]]) -> dict[int, int]:
    """CL-29, for calls that never return.

    Such a call keeps what is declared around it: not what belongs to a `try` body whose error it
    handles, to a loop that was left, or to the condition of an `elif` (checked on 1.2.0). What was full
    in one round of a loop counts, even if a later round finds it moved away.
    """
    full: dict[int, int] = {}
    for number, state in left:
        block = body.blocks[number]
        if not isinstance(block.terminator, Unreachable):
            continue
        kept = values.full(state)
        for value in values.values_in(kept):
            if not _is_around(body.blocks[value.local.block], block):
                kept &= ~value.mask
        full[number] = full.get(number, 0) | kept
    return full


def _partially_built(body: Body, values: ValueSet, left: list[tuple[int, int]]) -> dict[int, int]:
    """CL-26: at each error exit, the whole bit of a `self` of which only a part is initialized in some
    round of the loops around it."""
    built: dict[int, int] = {}
    unfinished = [value for value in values.values if value.local.init_self]
    for block, state in left if unfinished else ():
        if not isinstance(body.blocks[block].terminator, RaiseExit):
            continue
        for value in unfinished:
            if state & value.mask not in {0, value.mask}:
                built[block] = built.get(block, 0) | value.whole
    return built


class _Walk:
    """Looks at the operations of blocks in a given state and collects what is wrong."""

    def __init__(self, body: Body, values: ValueSet, events: Events, likely: frozenset[BlockId]) -> None:
        self._body = body
        self._likely = likely
        self._values = values
        self._events = events
        self.misuses: list[FoundMisuse] = []
        self.wrong: set[int] = set(events.silenced)
        self.indirect = False
        self.checks: InteriorChecks | None = None
        self.idle_marks: set[OpRef] = set()
        self.wildcard: dict[OpRef, tuple[Slice, ...]] = {}

    def block(self, block: Block, state: int, origins: tuple[Validity, ...] = ()) -> None:
        for operation in self._events.blocks[block.id]:
            at = OpRef(block.id, operation.index)
            before = state
            for event in operation.operands:
                state = self._event(event, state, operation.op, at)
            for slice_ in operation.embedded:
                self._use(slice_, state, operation.op, at, operation.op.at)
            for event in operation.definitions:
                state = self._event(event, state, operation.op, at)
            if operation.op.any_origin:
                # What the first of its visits finds: rounds of a loop only find less.
                self.wildcard.setdefault(at, self._reachable_by_wildcard(operation, block, state))
            if operation.interior and self.checks is not None:
                lacking = partial(self._lacks_owner, operation.op, at, before)
                origins = self.checks.operation(operation, at, before, origins, lacking)
        self._leave(block, state)
        if self.checks is not None:
            self.checks.end(block, state, origins, partial(self._lacks_owner_at_end, block, state))

    def _lacks_owner_at_end(self, block: Block, state: int, owner: Slice, used: Span) -> None:
        self._use(owner, state, used, OpRef(block.id, len(block.ops)), used)

    def _lacks_owner(self, op: Op, at: OpRef, state: int, owner: Slice, used: Span) -> None:
        """CL-63: a reference into something without a value."""
        self._use(owner, state, op, at, used)

    def _event(self, event: Event, state: int, op: Op, at: OpRef) -> int:
        """The state after an event; reports what it lacks."""
        used = event.effect.at
        match event.touch:
            case Touch.USE | Touch.STORE_INDIRECT:
                for slice_ in event.slices:
                    self._use(slice_, state, op, at, used)
            case Touch.MUTATE:
                for slice_ in event.slices:
                    self._use(slice_, state, op, at, used)
                    state |= slice_.mask
            case Touch.DEFINE:
                for slice_ in event.slices:
                    state |= slice_.mask
            case Touch.CONSUME:
                for slice_ in event.slices:
                    self._use(slice_, state, op, at, used)
                    state &= ~slice_.mask
            case Touch.CONSUME_INDIRECT:
                self._consume_indirectly(op, at, used)
            case Touch.MARK_DESTROYED:
                for slice_ in event.slices:
                    state = self._mark_destroyed(slice_, state, op, at)
        return state

    def _mark_destroyed(self, slice_: Slice, state: int, op: Op, at: OpRef) -> int:
        """CL-25: the whole bit must be there, unless nothing is."""
        self.idle_marks.discard(at)
        if not state & slice_.mask:
            self.idle_marks.add(at)
        elif not state & slice_.whole:
            self._report(whole_bit(slice_), state, op, at, op.at)
        return state & ~slice_.mask

    def _leave(self, block: Block, state: int) -> None:
        """CL-26: what must be initialized where the function is left."""
        end = block.terminator
        at = OpRef(block.id, len(block.ops))
        needed = self._values.needed_at(end)
        if isinstance(end, Exit | RaiseExit) and needed & ~state:
            for slice_ in self._values.all_slices:
                if slice_.mask & needed:
                    self._use(slice_, state, end, at, end.at)

    def _use(
        self, slice_: Slice, state: int, by: Op | Exit | RaiseExit | Span, at: OpRef, used: Span
    ) -> None:
        if slice_.mask & ~state:
            self._report(slice_, state, by, at, used)

    def _report(
        self, slice_: Slice, state: int, by: Op | Exit | RaiseExit | Span, at: OpRef, used: Span
    ) -> None:
        """CL-33, for the first error of a value."""
        value = slice_.value
        if value.number in self.wrong or at.block not in self._likely:
            return
        self.wrong.add(value.number)
        if isinstance(by, Op) and not by.certain:
            return
        missing = slice_.mask & ~state
        misuse = Misuse(
            kind=_kind(slice_, missing, by),
            local=value.local.id,
            name=name_of(value, slice_, ~state),
            at=by if isinstance(by, Span) else by.at,
            used=used,
            op=at,
            causes=frozenset(),
            implicit_return=isinstance(by, Exit) and by.implicit,
        )
        self.misuses.append(FoundMisuse(misuse, slice_, missing))

    def _consume_indirectly(self, op: Op, at: OpRef, used: Span) -> None:
        """CL-24: moving out of something that is only reached through a reference."""
        if self.indirect or at.block not in self._likely:
            return
        self.indirect = True
        if op.certain:
            misuse = Misuse(
                kind=UseError.INDIRECT, local=None, name="", at=op.at, used=used, op=at, causes=frozenset()
            )
            self.misuses.append(FoundMisuse(misuse, None, 0))

    def _reachable_by_wildcard(self, operation: OpEvents, block: Block, state: int) -> tuple[Slice, ...]:
        """CL-12: the values in memory that are full here and declared around this operation."""
        own = {slice_.value for event in operation.definitions for slice_ in event.slices}
        return tuple(
            slice_
            for slice_ in self._values.all_slices
            if slice_.value.in_memory
            and slice_.mask & ~state == 0
            and slice_.value not in own
            and self._declared_around(slice_, block)
        )

    def _declared_around(self, slice_: Slice, block: Block) -> bool:
        return _is_around(self._body.blocks[slice_.value.local.block], block)


def _is_around(outer: Block, inner: Block) -> bool:
    """Whether what is declared in one block can be named in another."""
    return inner.scopes[: len(outer.scopes)] == outer.scopes


def _kind(slice_: Slice, missing: int, by: Op | Exit | RaiseExit | Span) -> UseError:
    value = slice_.value
    only_whole_bit = missing == value.whole and slice_.mask != value.whole
    if only_whole_bit and value.in_memory:
        return UseError.NO_CONSTRUCTOR
    return UseError.AT_RETURN if isinstance(by, Exit) else UseError.UNINITIALIZED
