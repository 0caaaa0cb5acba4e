"""Random structured programs as graphs: branches, loops, `break`, `continue` and `return`."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from hypothesis import strategies as st
from msgspec.structs import replace

from minimojo.mir.body import (
    Block,
    BlockId,
    Branch,
    BranchKind,
    Exit,
    Goto,
    Loop,
    Terminator,
)
from minimojo.text import Span

AT = Span(0, 1)
Program = list["Shape"]


@dataclass(frozen=True)
class Shape:
    """A statement: `step`, `if`, `while`, or a jump; `first` and `second` are its suites."""

    kind: str
    first: tuple[Shape, ...] = ()
    second: tuple[Shape, ...] = ()


@dataclass(frozen=True)
class Graph:
    blocks: tuple[Block, ...]
    loops: tuple[Loop, ...]

    @cached_property
    def edges(self) -> list[tuple[BlockId, BlockId]]:
        return [(block.id, target) for block in self.blocks for target in targets(block.terminator)]


def targets(end: Terminator) -> tuple[BlockId, ...]:
    match end:
        case Goto():
            return (end.target,)
        case Branch():
            return (end.then, end.otherwise)
        case _:
            return ()


_LEAVES = st.sampled_from(["step", "step", "step", "break", "continue", "return"]).map(Shape)


def _compound(inner: st.SearchStrategy[Shape]) -> st.SearchStrategy[Shape]:
    suites = st.lists(inner, max_size=3).map(tuple)
    return st.builds(Shape, st.sampled_from(["if", "while"]), suites, suites)


PROGRAMS = st.lists(st.recursive(_LEAVES, _compound, max_leaves=12), max_size=5)


@dataclass
class _Drafts:
    ends: list[Terminator | None] = field(default_factory=lambda: [None])
    loops: list[Loop] = field(default_factory=list[Loop])
    open: bool = True

    def start(self) -> BlockId:
        self.ends.append(None)
        self.open = True
        return len(self.ends) - 1

    def end(self, terminator: Terminator) -> BlockId:
        """Ends the last block; returns it."""
        self.ends[-1] = terminator
        self.open = False
        return len(self.ends) - 1


def graph_of(program: Program) -> Graph:
    """Blocks in program order; code that nothing leads to makes none."""
    drafts = _Drafts()
    _suite(drafts, tuple(program), None)
    if drafts.open:
        drafts.end(Exit(at=AT, implicit=True))
    blocks = tuple(
        Block(id=number, ops=(), terminator=end) for number, end in enumerate(drafts.ends) if end is not None
    )
    return Graph(blocks, tuple(sorted(drafts.loops, key=lambda loop: (loop.header, -loop.last))))


def _suite(drafts: _Drafts, suite: tuple[Shape, ...], around: tuple[BlockId, list[BlockId]] | None) -> None:
    for shape in suite:
        if not drafts.open:
            return
        match shape.kind:
            case "return":
                drafts.end(Exit(at=AT, implicit=False))
            case "continue" if around is not None:
                drafts.end(Goto(target=around[0]))
            case "break" if around is not None:
                around[1].append(drafts.end(Goto(target=0)))
            case "if":
                _branch(drafts, shape, around)
            case "while":
                _loop(drafts, shape)
            case _:
                drafts.end(Goto(target=len(drafts.ends)))
                drafts.start()


def _branch(drafts: _Drafts, shape: Shape, around: tuple[BlockId, list[BlockId]] | None) -> None:
    head = drafts.end(Branch(kind=BranchKind.IF, at=AT, then=0, otherwise=0))
    starts: list[BlockId] = []
    ends: list[BlockId] = []
    for suite in (shape.first, shape.second):
        starts.append(drafts.start())
        _suite(drafts, suite, around)
        if drafts.open:
            ends.append(drafts.end(Goto(target=0)))
    after = drafts.start() if ends else None
    _aim(drafts, ends, after)
    drafts.ends[head] = Branch(kind=BranchKind.IF, at=AT, then=starts[0], otherwise=starts[1], after=after)


def _loop(drafts: _Drafts, shape: Shape) -> None:
    drafts.end(Goto(target=len(drafts.ends)))
    header = drafts.start()
    drafts.end(Branch(kind=BranchKind.LOOP, at=AT, then=0, otherwise=0))
    leave = drafts.start()
    breaks = [drafts.end(Goto(target=0))]
    body = drafts.start()
    _suite(drafts, shape.first, (header, breaks))
    if drafts.open:
        drafts.end(Goto(target=header))
    last = len(drafts.ends) - 1
    after = drafts.start()
    _aim(drafts, breaks, after)
    drafts.ends[header] = Branch(kind=BranchKind.LOOP, at=AT, then=body, otherwise=leave)
    drafts.loops.append(Loop(header=header, last=last, exit=after, at=AT))


def _aim(drafts: _Drafts, blocks: list[BlockId], target: BlockId | None) -> None:
    for number in blocks:
        end = drafts.ends[number]
        assert isinstance(end, Goto)
        assert target is not None
        drafts.ends[number] = replace(end, target=target)
