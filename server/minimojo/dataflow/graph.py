"""The edges of a control-flow graph."""

from __future__ import annotations

from msgspec import Struct

from minimojo.mir.body import BlockId, Branch, BranchKind, Exit, Goto, RaiseExit, Terminator, Unreachable


class Edge(Struct, frozen=True):
    """One way out of a block; an `uncertain` one may in truth not exist, an `unlikely` one hardly does
    (`mir.body.Goto`)."""

    target: BlockId
    uncertain: bool = False
    unlikely: bool = False


def edges_of(terminator: Terminator) -> tuple[Edge, ...]:
    """The ways out of a block: none, one, or the `then` and the other side of a branch."""
    match terminator:
        case Goto():
            return (Edge(terminator.target, terminator.uncertain, terminator.unlikely),)
        case Branch():
            maybe = terminator.kind is BranchKind.RAISES_MAYBE
            return (Edge(terminator.then, maybe), Edge(terminator.otherwise))
        case Exit() | RaiseExit() | Unreachable():
            return ()
