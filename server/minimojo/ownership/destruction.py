"""The backward pass: where values die, and what keeps them from dying there (CL part 7).

The state is the set NEED (`needs.Needs`) with the bit REACH for "an end of the function or a loop
can be reached from here". The analysis looks at the graph in the compiler's order
(`dataflow.backward_schedule`), because of each value only the first error counts and silences what
is above it.
"""

from __future__ import annotations

from msgspec import Struct

from minimojo.dataflow import TooManyRounds
from minimojo.edition import LATEST, Change, Edition
from minimojo.mir.body import (
    Access,
    Block,
    Body,
    Branch,
    BranchKind,
    DeadEnd,
    Exit,
    Goto,
    LocalKind,
    Loop,
    Place,
    RaiseExit,
    Through,
    Unreachable,
)
from minimojo.ownership.dry import DryRun, dry_steps, stores_afterwards
from minimojo.ownership.events import Event, Events, OpEvents, Touch
from minimojo.ownership.initialization import Initialization
from minimojo.ownership.model import ENTRY, Dead, DeadKind, Death, EndError, EndOfLifeError, OpRef
from minimojo.ownership.names import name_of
from minimojo.ownership.needs import Destruction, End, Needs, ends_of
from minimojo.ownership.values import REACH, Slice, ValueSet
from minimojo.text import Span
from minimojo.types.model import Answer, Type


class FoundEnd(Struct, frozen=True):
    """An error of the backward pass (its `uses` still to be found), and the bits that cause it."""

    error: EndOfLifeError
    slice: Slice | None
    bits: int


class _Point(Struct, frozen=True):
    """Where destructions are placed: after an operation, or at the start of a branch's side."""

    ref: OpRef
    at: Span
    edge: int | None = None
    on_error_path: bool = False
    certain: bool = True


class Destructions:
    """The backward analysis of one body. Results are in the compiler's order of finding."""

    def __init__(
        self, body: Body, values: ValueSet, events: Events, forward: Initialization, edition: Edition = LATEST
    ) -> None:
        self._body = body
        self._values = values
        self._events = events
        self._forward = forward
        self._indirect = forward.indirect
        self._endless = edition.has(Change.ENDLESS_PATHS)
        self._first_decides = edition.has(Change.FIRST_SIDE_DECIDES)
        self._needs = Needs(values, set(forward.wrong))
        self._dry_results: dict[tuple[int, ...], int] = {}
        self._dry_steps: dict[int, tuple[DryRun | OpEvents, ...]] = {}
        self.errors: list[FoundEnd] = []
        self.dead: list[Dead] = []
        self.deaths: list[Death] = []

    # --- the protocol of `dataflow.BackwardAnalysis` ---------------------------------------------

    def nothing(self) -> int:
        return 0

    def transfer(self, block: int, after: list[int], *, dry: bool) -> int:
        if dry:
            return self._dry_transfer(block, after)
        self._needs.dry = False
        current = self._body.blocks[block]
        self._needs.need = self._leave(current, after)
        for operation in reversed(self._events.blocks[block]):
            self._operation(operation, block)
        return self._needs.need

    def _dry_transfer(self, block: int, after: list[int]) -> int:
        """Nothing but NEED and the values with an error decides, and rounds of nested loops repeat both."""
        given = (block, *after, len(self._needs.wrong))
        known = self._dry_results.get(given)
        if known is not None:
            return known
        self._needs.dry = True
        self._needs.need = self._leave(self._body.blocks[block], after)
        self._dry_block(block)
        need = self._dry_results[given] = self._needs.need
        return need

    def _dry_block(self, block: int) -> None:
        steps = self._dry_steps.get(block)
        if steps is None:
            wildcard, idle = self._forward.wildcard, self._forward.idle_marks
            steps = self._dry_steps[block] = dry_steps(
                reversed(self._events.blocks[block]),
                lambda operation: wildcard.get(OpRef(block, operation.index), ()),
                lambda operation: OpRef(block, operation.index) not in idle,
            )
        for step in steps:
            if isinstance(step, DryRun):
                self._needs.run(step)
            else:
                self._operation(step, block)

    def closed(self, entry: int, loop: Loop) -> int:
        """A header is a branch, and where neither side is reached its exit decides (CL-38): the exit arm
        of an endless loop needs nothing.

        Before 1.2, loops that are never left were misunderstood in ways that are not known: it gives up.
        """
        if not entry & REACH and not self._endless:
            raise TooManyRounds
        return REACH if loop.forever and not entry & REACH else entry | REACH

    def settled(self, entry: int, again: int, beyond: int) -> bool:
        if beyond & REACH:
            return entry == again
        return bool(again & REACH) and entry & ~again == 0

    def widen(self, again: int, entry: int) -> int:
        return self._merged(again, entry)

    # --- ends of blocks -------------------------------------------------------------------------

    def _leave(self, block: Block, after: list[int]) -> int:
        """NEED at the end of a block (CL-28b)."""
        match block.terminator:
            case Goto() as goto:
                return after[0] | (self._forward.full.get(block.id, 0) | REACH if goto.uncertain else 0)
            case Branch() as branch:
                return self._branch(block, branch, after[0], after[1])
            case Exit() as end:
                return self._values.needed_at(end) | REACH
            case RaiseExit() as end:
                return self._values.needed_at(end) | self._forward.partially_built.get(block.id, 0) | REACH
            case Unreachable(why=DeadEnd.NEVER):
                return self._forward.full.get(block.id, 0) | (REACH if self._endless else 0)
            case Unreachable():
                return 0

    def _branch(self, block: Block, branch: Branch, then: int, otherwise: int) -> int:
        """CL-38, with the destructions that one side needs because of the other.

        The sides of a raising call are equal only where the one needs the error and the other the result,
        as each takes away what the other has. An element of a loop is not there behind the loop.
        """
        raising = branch.kind in (BranchKind.RAISING_CALL, BranchKind.FOR)
        distinct = branch.kind is BranchKind.FOR
        merged = self._merged(then, otherwise, distinct=distinct)
        if self._needs.dry or (then == otherwise and not distinct):
            return merged
        ref = OpRef(block.id, len(block.ops))
        for side, target, is_error_arm in (
            (then, branch.then, raising),
            (otherwise, branch.otherwise, False),
        ):
            missing = merged & ~side
            if side & REACH and missing:
                self._needs.need = ~missing
                for value in self._values.values_in(missing):
                    self._needs.schedule(self._values.whole(value))
                self._place(_Point(ref, branch.at, target, on_error_path=is_error_arm))
        return merged

    def _merged(self, then: int, otherwise: int, *, distinct: bool = False) -> int:
        """CL-38, steps 1 to 3: values in memory are needed as a whole or not at all.

        `distinct`: the sides do not count as equal, each has a slot of its own.
        """
        if self._first_decides and not (then | otherwise) & REACH:
            return then
        if not then & REACH or (then == otherwise and not distinct):
            return otherwise
        if not otherwise & REACH:
            return then
        merged = then | otherwise
        both = then & otherwise
        for value in self._values.values_in(merged):
            if value.in_memory and not value.local.init_self and not both & value.whole:
                merged |= value.mask
        return merged

    # --- operations -----------------------------------------------------------------------------

    def _operation(self, operation: OpEvents, block: int) -> None:
        """CL-27b: the operands, the last of which is where the result goes, accesses through types, then
        the destructions."""
        ref = OpRef(block, operation.index)
        needs = self._needs
        stores_first = stores_afterwards(operation)  # Seen from below.
        if stores_first:
            self._definitions(operation, ref)
        self._operands(operation, ref)
        if not stores_first:
            self._definitions(operation, ref)
        for slice_ in operation.embedded:
            needs.schedule(slice_)
        for slice_ in self._forward.wildcard.get(ref, ()):
            needs.schedule(slice_)
        if needs.pending:
            self._place(_Point(ref, operation.op.at, certain=operation.op.certain))

    def _definitions(self, operation: OpEvents, ref: OpRef) -> None:
        for event in operation.definitions:
            self._define(event, operation, ref)

    def _operands(self, operation: OpEvents, ref: OpRef) -> None:
        for event in operation.operands:
            self._operand(event, operation, ref)

    def _define(self, event: Event, operation: OpEvents, ref: OpRef) -> None:
        """CL-31."""
        needs = self._needs
        if event.touch is Touch.STORE_INDIRECT:
            for slice_ in event.slices:
                needs.schedule(slice_)
            stored = None if needs.dry else self._stored_type(event.effect.access)
            if stored is not None:
                self._overwrite_indirectly(stored, operation, ref)
            return
        for slice_ in event.slices:
            if needs.schedule(slice_) and slice_.value.local.warns:
                self._dead_store(slice_, operation, ref)
            needs.need &= ~slice_.mask

    def _stored_type(self, access: Access) -> Type | None:
        """The type of what a store through a reference replaces."""
        if isinstance(access, Through):
            return access.type
        found: Type | None = self._body.locals[access.local].type
        for name in access.path:
            fields = None if found is None else self._values.facts.fields(found)
            found = dict(fields or ()).get(name)
        return found

    def _overwrite_indirectly(self, type_: Type, operation: OpEvents, ref: OpRef) -> None:
        """CL-31: a store through a reference destroys what was there."""
        facts = self._values.facts
        if facts.is_trivial(type_) is not Answer.NO:
            return
        for origin in facts.embedded_origins(type_):
            for slice_ in self._values.origin(origin):
                self._needs.schedule(slice_)
        if facts.deinitable(type_) is Answer.NO and not self._indirect:
            self._indirect = True
            error = EndOfLifeError(
                kind=EndError.ABANDONED,
                local=None,
                name="",
                other=None,
                at=operation.op.at,
                op=ref,
                reason=facts.linear_message(type_),
            )
            self._add_error(error, operation, None, 0)

    def _operand(self, event: Event, operation: OpEvents, ref: OpRef) -> None:
        needs = self._needs
        match event.touch:
            case Touch.USE | Touch.MUTATE:
                seen_as = _seen_as(event, operation)
                for slice_ in event.slices:
                    needs.schedule(slice_, seen_as)
            case Touch.CONSUME:
                for slice_ in event.slices:
                    if slice_.mask & needs.need:
                        self._consumed_too_early(slice_, operation, ref)
                    else:
                        needs.need |= slice_.mask
            case Touch.MARK_DESTROYED:
                for slice_ in event.slices:
                    if ref not in self._forward.idle_marks:
                        needs.need |= slice_.whole
            case Touch.CONSUME_INDIRECT | Touch.DEFINE | Touch.STORE_INDIRECT:
                pass

    def _consumed_too_early(self, slice_: Slice, operation: OpEvents, ref: OpRef) -> None:
        """CL-30: something below still needs what is consumed here."""
        value, need = slice_.value, self._needs.need
        if value.number in self._needs.wrong:
            return
        self._needs.exclude(value)
        all_needed = slice_.mask & ~need == 0
        just_it = all_needed and (slice_.is_whole or value.mask & ~need != 0)
        error = EndOfLifeError(
            kind=EndError.CONSUMED_WHILE_USED,
            local=value.local.id,
            name=name_of(value, slice_, slice_.mask),
            other=None if just_it else name_of(value, slice_, need),
            at=operation.op.at,
            op=ref,
        )
        self._add_error(error, operation, slice_, slice_.mask & need)

    def _dead_store(self, slice_: Slice, operation: OpEvents, ref: OpRef) -> None:
        """CL-43."""
        local = slice_.value.local
        if local.kind is LocalKind.REFERENCE:
            dead = Dead(
                kind=DeadKind.REFERENCE, local=local.id, name=local.name, at=local.declared_at, op=ref
            )
        else:
            name = name_of(slice_.value, slice_, slice_.mask)
            dead = Dead(kind=DeadKind.STORE, local=local.id, name=name, at=operation.op.at, op=ref)
        self.dead.append(dead)

    # --- the function's entry -------------------------------------------------------------------

    def enter(self, state: int) -> None:
        """CL-40: arguments that nobody needs die where the function begins."""
        if not state & REACH:
            return
        self._needs.dry = False
        self._needs.need = state
        for slice_ in self._values.all_slices:
            local = slice_.value.local
            if local.kind is LocalKind.ARGUMENT:
                self._needs.schedule(slice_)
                self._place(_Point(ENTRY, local.declared_at))

    # --- destructions ---------------------------------------------------------------------------

    def _place(self, point: _Point) -> None:
        for destruction in self._needs.take_destructions():
            if destruction.slice.value.number not in self._needs.wrong:
                self._destroy(destruction, point)

    def _destroy(self, destruction: Destruction, point: _Point) -> None:
        """CL-41 to CL-44: of an error, only the first per value."""
        value = destruction.slice.value
        for end, slice_ in ends_of(destruction, self._values):
            if end is End.DIES and destruction.seen_as is None:
                place = Place(local=value.local.id, path=slice_.path)
                self.deaths.append(Death(place=place, op=point.ref, edge=point.edge))
                continue
            self._needs.exclude(value)
            if end is End.PARTIAL:
                bits = destruction.kept & slice_.mask
                kind, name, reason = EndError.PARTIAL, name_of(value, slice_, destruction.kept), ""
            else:
                bits, kind, name = 0, EndError.ABANDONED, value.name
                reason = self._message(destruction.seen_as or slice_.layout.type)
            error = EndOfLifeError(
                kind=kind,
                local=value.local.id,
                name=name,
                other=None,
                at=point.at,
                op=point.ref,
                reason=reason,
                on_error_path=point.on_error_path,
                as_seen=end is End.DIES,
            )
            if point.certain:
                self.errors.append(FoundEnd(error, slice_, bits))
            return

    def _message(self, type_: Type | None) -> str:
        return "" if type_ is None else self._values.facts.linear_message(type_)

    def _add_error(self, error: EndOfLifeError, operation: OpEvents, slice_: Slice | None, bits: int) -> None:
        if operation.op.certain:
            self.errors.append(FoundEnd(error, slice_, bits))


def _seen_as(event: Event, operation: OpEvents) -> Type | None:
    """The type without a destructor as which a call sees a variable that it borrows."""
    number, call = event.effect.argument, operation.op.call
    if number is None or call is None or not isinstance(event.effect.access, Place):
        return None
    return call.arguments[number].seen_as
