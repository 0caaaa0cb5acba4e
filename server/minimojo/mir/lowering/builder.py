"""Builds the blocks of one function in program order.

Lowering walks the source once, from top to bottom. Edges to code that comes later lead to a
`Label`; the code behind a label begins with `start(label)`. A label that no edge leads to starts
nothing: the builder is then *dead*, and whatever is emitted until the next live label disappears
(ST-110), so that lowering need not know what is reachable. Because blocks are numbered when they
start, numbers are a topological order apart from back edges, and every loop is a contiguous range.

    then, otherwise, after = builder.new_blocks(3)
    builder.branch(BranchKind.IF, at, then, otherwise)
    builder.start(then); ...; builder.goto(after)
    builder.start(otherwise); ...
    builder.start(after)                  # falls in from the code above
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from msgspec import Struct
from msgspec.structs import replace

from minimojo.mir.body import (
    BlockId,
    Branch,
    BranchKind,
    CallFact,
    DeadCode,
    DeadEnd,
    Exit,
    Goto,
    Local,
    LocalId,
    Op,
    RaiseExit,
    Scope,
    Terminator,
    Unreachable,
    Unreached,
)
from minimojo.mir.lowering.graph import (
    ClosedLoop,
    Draft,
    DraftedTry,
    Graph,
    Label,
    OpenLoop,
    as_dead,
    seal_blocks,
    seal_loops,
    seal_tries,
)
from minimojo.text import Span
from minimojo.types.model import ErrorType, Type, UnknownType

MAX_STEPS = 40_000
"""Operations, blocks and statements of one function before lowering gives up on it. Copies of
nested `finally` suites grow exponentially; real functions stay below a twentieth of this."""


class GaveUp(Exception):  # noqa: N818 - an early end, not a mistake
    """The function is too large or nested too deeply to be looked at; its message says which."""


class _Watch(Struct, frozen=True):
    why: DeadCode
    after: Span


class Builder:
    """The graph of one function while it grows. `reachable` tells whether code runs here.

    `steps` counts the work done; a nested function goes on counting where the outer one has stopped.
    """

    __slots__ = (
        "_current",
        "_dead_calls",
        "_drafts",
        "_labels",
        "_locals",
        "_loops",
        "_scopes",
        "_tries",
        "_unreached",
        "_watch",
        "steps",
    )

    def __init__(self, steps: int = 0) -> None:
        self._drafts: list[Draft] = []
        self._labels: list[Label] = []
        self._locals: list[Local] = []
        self._loops: list[ClosedLoop] = []
        self._tries: list[DraftedTry] = []
        self._scopes: tuple[Scope, ...] = ()
        self.steps = steps
        self._dead_calls: list[CallFact] = []
        self._unreached: dict[Unreached, None] = {}
        self._watch: _Watch | None = None
        self._current: Draft | None = Draft(certain=True, returning=True, scopes=())
        self._drafts.append(self._current)

    # --- where we are ---------------------------------------------------------------------------

    @property
    def reachable(self) -> bool:
        """Whether control can reach this point."""
        return self._current is not None

    @property
    def returning(self) -> bool:
        """Whether control reaches this point over certain edges, and past no statement that may never end."""
        return self._current is not None and self._current.returning

    def doubt(self) -> None:
        """The statement that ends here may never end."""
        if self._current is not None:
            self._current.returning = False
            self._current.doubted_at = len(self._current.ops)

    @property
    def in_doubt(self) -> bool:
        """Whether the last statement may never end."""
        return self._current is not None and self._current.doubted_at == len(self._current.ops)

    def spend(self) -> None:
        """Counts one step of work. Raises GaveUp when the function is too large."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise GaveUp("the function is too large")

    @contextmanager
    def inside(self, construct: Span, arm: str) -> Generator[None]:
        """Blocks started meanwhile stand in this arm of this construct (for stories)."""
        outer = self._scopes
        self._scopes = (*outer, Scope(construct=construct, arm=arm))
        try:
            yield
        finally:
            self._scopes = outer

    def disregard(self, code: Span) -> None:
        """The compiler does not look at this code, that has been lowered: it proves nothing."""
        for draft in self._drafts:
            draft.ops[:] = [
                replace(op, call=None, certain=False) if code.covers(op.at) else op for op in draft.ops
            ]
        self._dead_calls = [call for call in self._dead_calls if not code.covers(call.at)]

    # --- operations and locals ------------------------------------------------------------------

    def emit(self, op: Op) -> None:
        """Appends an operation; in dead code it only counts as the code that is dead."""
        self.spend()
        if self._current is None:
            self.touch(op.at)
            if op.call is not None and op.certain:
                self._dead_calls.append(op.call)
        else:
            self._current.ops.append(op)

    def touch(self, at: Span) -> None:
        """Says that the compiler has an operation at `at` where the graph needs none.

        A literal, a declaration, a field address: without effect on values, but it may be the
        first operation of dead code (ST-111).
        """
        if self._current is None and self._watch is not None:
            found = Unreached(why=self._watch.why, at=at, after=self._watch.after)
            self._unreached[found] = None
            self._watch = None

    def add_local(self, local: Local) -> LocalId:
        """Declares `local` here and gives it a number (its own `id` and position are ignored)."""
        number = len(self._locals)
        current = self._current
        if current is None:
            local = as_dead(local)
        else:
            block = self._declaring_block(current)
            local = replace(local, block=block, index=len(self._drafts[block].ops))
        self._locals.append(replace(local, id=number))
        return number

    def _declaring_block(self, current: Draft) -> BlockId:
        """The block of a declaration: what an arm delivers for the whole construct is declared in front of it."""
        for number in range(len(self._drafts) - 1, -1, -1):
            if self._drafts[number].scopes == self._scopes:
                return number
        return self._drafts.index(current)

    @property
    def next_local(self) -> LocalId:
        return len(self._locals)

    def local(self, number: LocalId) -> Local:
        return self._locals[number]

    def retype_local(self, number: LocalId, type_: Type, *, layout_known: bool) -> None:
        """The type of a local has become known since it was declared (ST-84)."""
        known = not isinstance(type_, UnknownType | ErrorType)
        self._locals[number] = replace(
            self._locals[number], type=type_, tracked=known, layout_known=layout_known
        )

    # --- edges ----------------------------------------------------------------------------------

    def new_block(self) -> Label:
        """Code that will be started later; edges may lead to it from now on."""
        label = Label(len(self._labels))
        self._labels.append(label)
        return label

    def new_blocks(self, count: int) -> tuple[Label, ...]:
        return tuple(self.new_block() for _ in range(count))

    def start(self, label: Label) -> None:
        """Begins the code at `label`; control falls in from the code above.

        Where control does not get to `label` the code that follows is dead.
        """
        self.goto(label)
        if not (label.entered or label.linked):
            return
        self.spend()
        label.number = len(self._drafts)
        draft = Draft(
            certain=label.certain,
            returning=label.returning,
            scopes=self._scopes,
            severed=not label.linked,
        )
        self._drafts.append(draft)
        if label.entered:
            self._current, self._watch = draft, None
        else:
            draft.terminator = Unreachable(why=DeadEnd.ENDLESS)

    def goto(self, target: Label, *, uncertain: bool = False, unlikely: bool = False) -> None:
        """Ends the block with a jump (also the back edge of a loop); an `unlikely` one is uncertain, too."""
        if self._current is None:
            return
        uncertain = uncertain or unlikely
        self._enter(target, uncertain or not self._current.certain)
        self._end(Goto(target=target.key, uncertain=uncertain, unlikely=unlikely))

    def stray(self, target: Label, meant: Label) -> None:
        """Ends the block with a jump that goes to `target`, but to `meant` in the eyes of the search for dead
        code: a `target` that nothing else leads to is a dead end, a `meant` like that is severed."""
        if self._current is None:
            return
        self.sever(meant)
        certain = self._current.certain
        target.linked = True
        self._reach(target, certain=certain)
        self._end(Goto(target=target.key, uncertain=not certain))

    def sever(self, meant: Label) -> None:
        """From here control also gets to `meant` in the eyes of the search for dead code, but in no others."""
        if self._current is not None:
            meant.entered = True
            self._reach(meant, certain=self._current.certain)

    def branch(
        self,
        kind: BranchKind,
        at: Span,
        then: Label,
        otherwise: Label,
        *,
        else_first: bool = False,
        after: Label | None = None,
    ) -> None:
        """Ends the block with a two-way branch. The `then` side of RAISES_MAYBE is uncertain."""
        if self._current is None:
            self.touch(at)
            return
        certain = self._current.certain
        self._enter(then, not certain or kind is BranchKind.RAISES_MAYBE)
        self._enter(otherwise, not certain)
        self._end(
            Branch(
                kind=kind,
                at=at,
                then=then.key,
                otherwise=otherwise.key,
                else_first=else_first,
                after=None if after is None else after.key,
            )
        )

    def branch_unknown(
        self,
        kind: BranchKind,
        at: Span,
        then: Label,
        otherwise: Label,
        *,
        else_first: bool = False,
        after: Label | None = None,
    ) -> None:
        """A branch on a condition that may be a constant: either side may in truth be dead."""
        first, second = self.new_blocks(2)
        self.branch(kind, at, first, second, else_first=else_first, after=after)
        for side, target in ((first, then), (second, otherwise)):
            self.start(side)
            self.goto(target, uncertain=True)

    def exit(self, at: Span, *, implicit: bool) -> None:
        """Ends the block with a normal return."""
        self._leave(Exit(at=at, implicit=implicit), at)

    def raise_exit(self, at: Span) -> None:
        """Ends the block with an error that leaves the function."""
        self._leave(RaiseExit(at=at), at)

    def unreachable(self, why: DeadEnd, at: Span) -> None:
        """Ends the block: nothing behind the construct at `at` runs (CL-16)."""
        if self._current is None:
            self.touch(at)
            return
        self._end(Unreachable(why=why))
        if why is DeadEnd.NEVER:
            self.watch(DeadCode.NEVER, at)

    # --- loops ----------------------------------------------------------------------------------

    def open_loop(self) -> OpenLoop:
        """Starts the header of a loop; `header` of the result is the target of back edges."""
        header = self.new_block()
        self.start(header)
        return OpenLoop(header, header.number)

    def close_loop(self, loop: OpenLoop, leave: Label, at: Span, *, forever: bool = False) -> None:
        """Ends the range of blocks of a loop; the code behind it starts at `leave`."""
        if loop.first is not None:
            self._loops.append(ClosedLoop(loop.first, len(self._drafts) - 1, leave, at, forever))

    # --- try statements -------------------------------------------------------------------------

    def note_try(self, entry: Label, handler: Label, orelse: Label, after: Label) -> None:
        """Remembers where the suites of a `try` and what follows begin, for `Body.tries`."""
        self._tries.append(DraftedTry(entry, handler, orelse, after))

    # --- dead code ------------------------------------------------------------------------------

    def watch(self, why: DeadCode, after: Span) -> None:
        """From here on code is dead because of `why`: its first operation is to be warned about."""
        if self._current is None and self._watch is None:
            self._watch = _Watch(why, after)

    @contextmanager
    def block_of_code(self) -> Generator[None]:
        """Dead code ends with its block: a `watch` made inside is forgotten at the end (ST-110)."""
        outer = self._watch if self._current is None else None
        try:
            yield
        finally:
            if outer is None:
                self._watch = None

    @contextmanager
    def watched(self, why: DeadCode | None, after: Span) -> Generator[None]:
        """The code lowered meanwhile is dead because of `why`, if that is given and it is dead."""
        mine = why is not None and self._current is None and self._watch is None
        if mine and why is not None:
            self._watch = _Watch(why, after)
        try:
            yield
        finally:
            if mine:
                self._watch = None

    @property
    def watching(self) -> bool:
        """Whether dead code is waited for: no operation has been seen since its cause."""
        return self._watch is not None

    @contextmanager
    def aside(self) -> Generator[None]:
        """What is lowered meanwhile leaves no trace in the graph."""
        current, watch = self._current, self._watch
        self._current, self._watch = None, None
        try:
            yield
        finally:
            self._current, self._watch = current, watch

    @contextmanager
    def pretended(self, end: Label) -> Generator[None]:
        """Dead code lowered meanwhile, up to `end`, is looked at as if control reached it: dead code inside
        of it is told, but it leaves no trace in the graph. Where it jumps to is not dead, but severed."""
        before = len(self._drafts), len(self._loops), len(self._tries), len(self._locals)
        labels = [(it, it.entered, it.linked, it.certain, it.number) for it in self._labels]
        self._current, self._watch = Draft(certain=True, returning=True, scopes=self._scopes), None
        self._drafts.append(self._current)
        try:
            yield
        finally:
            drafts, loops, tries, local = before
            calls = (op.call for draft in self._drafts[drafts:] for op in draft.ops if op.certain)
            self._dead_calls += [call for call in calls if call is not None]
            self._locals[local:] = [as_dead(it) for it in self._locals[local:]]
            del self._drafts[drafts:], self._loops[loops:], self._tries[tries:]
            for label, entered, linked, certain, number in labels:
                label.linked, label.number = linked, number
                if label is end or not label.entered:
                    label.entered, label.certain = entered, certain
            self._current, self._watch = None, None

    @contextmanager
    def awaiting_operation(self) -> Generator[list[Span]]:
        """For dead code that is looked at aside: the list receives its first operation. No local remains."""
        known, self._unreached = self._unreached, {}
        count = len(self._locals)
        self._watch = _Watch(DeadCode.TRY_BODY, Span(0, 0))
        found: list[Span] = []
        try:
            yield found
        finally:
            found += [it.at for it in self._unreached][:1]
            self._unreached = known
            del self._locals[count:]

    def suspend(self) -> Draft | None:
        """Leaves the block open; the code that follows starts elsewhere until `resume`."""
        current, self._current = self._current, None
        return current

    def resume(self, block: Draft | None) -> None:
        """Goes on in a block that was suspended, whose end still depended on later code."""
        self._current = block

    def note_unreached(self, why: DeadCode, at: Span, after: Span) -> None:
        """Records dead code whose position the caller knows."""
        self._unreached[Unreached(why=why, at=at, after=after)] = None

    # --- result ---------------------------------------------------------------------------------

    def seal(self) -> Graph:
        """The finished graph. Raises ValueError when some block or label was left open."""
        return Graph(
            locals=tuple(self._locals),
            blocks=seal_blocks(self._drafts, self._labels),
            loops=seal_loops(self._loops),
            tries=seal_tries(self._tries),
            unreached=tuple(self._unreached),
            dead_calls=tuple(self._dead_calls),
        )

    def _enter(self, target: Label, uncertain: bool) -> None:
        target.entered = target.linked = True
        self._reach(target, certain=not uncertain)

    def _reach(self, target: Label, *, certain: bool) -> None:
        returning = certain and self._current is not None and self._current.returning
        target.certain = target.certain or certain
        target.returning = target.returning or returning

    def _leave(self, terminator: Terminator, at: Span) -> None:
        if self._current is None:
            self.touch(at)
        else:
            self._end(terminator)

    def _end(self, terminator: Terminator) -> None:
        if self._current is not None:
            self._current.terminator = terminator
        self._current = None
