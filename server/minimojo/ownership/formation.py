"""Where was a reference formed that an operation uses? (CL-63)

A variable counts as formed where it is first used after its declaration, which normally is the
store of its first value, however often it is assigned later; a result where its call is; an argument
where the function begins.
"""

from __future__ import annotations

from minimojo.mir.body import Body, Local, LocalId, LocalKind, Op, OpKind, Place
from minimojo.ownership.model import OpRef
from minimojo.ownership.points import FUNCTION, Point, Points
from minimojo.text import Span


class Formation:
    """Answers for one body."""

    def __init__(self, body: Body, points: Points) -> None:
        self._body = body
        self._points = points
        self._subjects = dict(body.subjects)
        self._first: dict[LocalId, Point | None] = {}

    def of_local(self, local: Local) -> Point | None:
        """The first use of a variable in the region in which it is declared; None if there is none, and
        for variables of an enclosing function."""
        if local.kind is LocalKind.CAPTURED:
            return None
        if local.kind is LocalKind.ARGUMENT:
            return FUNCTION
        if local.id not in self._first:
            self._first[local.id] = self._first_use(local)
        return self._first[local.id]

    def within(self, span: Span, before: OpRef) -> Point | None:
        """The last operation of an operand that stands at `span`, of an operation; None for an operand
        without any. What a pattern looks at is the subject of its `match`."""
        found = self._last_within(span, before)
        return self.of_subject(span, before) if found is None else found

    def of_subject(self, span: Span, before: OpRef) -> Point | None:
        """The last operation of the subject of the `match` that the pattern at `span` looks at; None for what
        is no pattern."""
        subject = self._subjects.get(span)
        return None if subject is None else self._last_within(subject, before)

    def _last_within(self, span: Span, before: OpRef) -> Point | None:
        block, index = before.block, before.index
        while True:
            index -= 1
            while index < 0:
                block -= 1
                if block < 0:
                    return None
                index = len(self._body.blocks[block].ops) - 1
            op = self._body.blocks[block].ops[index]
            if span.start <= op.span.start and op.span.end <= span.end:
                loaded = _loaded(op)
                if loaded is not None:
                    return self.of_local(self._body.locals[loaded])
                return self._points.of(OpRef(block, index))
            if op.span.end <= span.start:
                return None

    def _first_use(self, local: Local) -> Point | None:
        blocks = self._body.blocks
        scopes = blocks[local.block].scopes
        for block in blocks[local.block :]:
            if block.scopes[: len(scopes)] != scopes:
                break
            if block.scopes != scopes:
                continue
            begin = local.index if block.id == local.block else 0
            for index, op in enumerate(block.ops[begin:], begin):
                if _touches(op, local.id):
                    return self._points.of(OpRef(block.id, index))
        return None


def _loaded(op: Op) -> LocalId | None:
    """The variable that an operation loads and nothing else."""
    if op.kind is not OpKind.READ or len(op.effects) != 1:
        return None
    access = op.effects[0].access
    return access.local if isinstance(access, Place) else None


def _touches(op: Op, local: LocalId) -> bool:
    return any(isinstance(effect.access, Place) and effect.access.local == local for effect in op.effects)
