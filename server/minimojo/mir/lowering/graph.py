"""Blocks under construction, and the finished graph that they become."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from minimojo.mir.body import (
    Block,
    BlockId,
    Branch,
    CallFact,
    Exit,
    Goto,
    Local,
    Loop,
    Op,
    RaiseExit,
    Scope,
    Terminator,
    Try,
    Unreachable,
    Unreached,
)
from minimojo.text import Span


class Label(Struct, eq=False):
    """Code that edges can lead to before it has been reached in program order.

    `entered`: control gets here, as the search for dead code sees it. `linked`: some edge leads here; the
    two differ only around a jump in the `else` suite of a loop (`Builder.stray`). `certain`: one whose
    whole way from the entry is certain. `returning`: one on whose way, besides, every statement that is a call
    is known to return.
    """

    key: int
    entered: bool = False
    linked: bool = False
    certain: bool = False
    returning: bool = False
    number: BlockId | None = None


class Draft(Struct, eq=False):
    """A block under construction; the targets of `terminator` are keys of labels. `doubted_at` is the number of
    operations behind which a statement ended that may never end."""

    certain: bool
    returning: bool
    scopes: tuple[Scope, ...]
    severed: bool = False
    doubted_at: int | None = None
    ops: list[Op] = field(default_factory=list[Op])
    terminator: Terminator | None = None


class OpenLoop(Struct, frozen=True):
    """A loop whose blocks are being built; `first` is None where the loop itself is dead."""

    header: Label
    first: BlockId | None


class ClosedLoop(Struct, frozen=True):
    first: BlockId
    last: BlockId
    leave: Label
    at: Span
    forever: bool = False


class DraftedTry(Struct, frozen=True):
    entry: Label
    handler: Label
    orelse: Label
    after: Label


class Graph(Struct, frozen=True):
    """What a builder hands over to `Body`."""

    locals: tuple[Local, ...]
    blocks: tuple[Block, ...]
    loops: tuple[Loop, ...]
    tries: tuple[Try, ...]
    unreached: tuple[Unreached, ...]
    dead_calls: tuple[CallFact, ...]


def as_dead(local: Local) -> Local:
    """A local that is declared in dead code."""
    return replace(local, block=0, index=0, warns=False, warns_by_name=False)


def seal_blocks(drafts: list[Draft], labels: list[Label]) -> tuple[Block, ...]:
    """The blocks with numbers for targets. Raises ValueError when a block or label was left open."""
    return tuple(_seal(number, draft, labels) for number, draft in enumerate(drafts))


def seal_loops(loops: list[ClosedLoop]) -> tuple[Loop, ...]:
    """The loops, outer ones first."""
    ordered = sorted(loops, key=lambda loop: (loop.first, -loop.last))
    return tuple(
        Loop(header=loop.first, last=loop.last, exit=loop.leave.number, at=loop.at, forever=loop.forever)
        for loop in ordered
    )


def seal_tries(tries: list[DraftedTry]) -> tuple[Try, ...]:
    """The `try` statements that can be reached, in program order."""
    return tuple(
        Try(
            entry=each.entry.number,
            handler=each.handler.number,
            orelse=each.orelse.number,
            after=each.after.number,
        )
        for each in sorted(tries, key=lambda each: each.entry.key)
        if each.entry.number is not None
    )


def _seal(number: BlockId, draft: Draft, labels: list[Label]) -> Block:
    match draft.terminator:
        case None:
            raise ValueError(f"block {number} has no terminator")
        case Goto() as goto:
            end: Terminator = replace(goto, target=_number(labels, goto.target))
        case Branch() as branch:
            end = replace(
                branch,
                then=_number(labels, branch.then),
                otherwise=_number(labels, branch.otherwise),
                after=None if branch.after is None else labels[branch.after].number,
            )
        case Exit() | RaiseExit() | Unreachable() as other:
            end = other
    return Block(
        id=number,
        ops=tuple(draft.ops),
        terminator=end,
        scopes=draft.scopes,
        certain=draft.certain,
        severed=draft.severed,
    )


def _number(labels: list[Label], key: int) -> BlockId:
    number = labels[key].number
    if number is None:
        raise ValueError(f"label {key} has edges but was never started")
    return number
