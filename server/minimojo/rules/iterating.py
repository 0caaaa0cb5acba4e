"""Which values do the loops of a function iterate over?

for x in values:               `values`
for k, v in d.items():         `d`: what `items` gives refers to it
for i, x in enumerate(values): `values`
for x in values.copy():        nothing that has a name
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from minimojo.dataflow.graph import edges_of
from minimojo.mir.body import ArgumentFact, Block, EffectKind, LocalId, LocalKind, Op, Place
from minimojo.ownership.model import OpRef
from minimojo.rules.advice import library_method
from minimojo.rules.rule import Evidence
from minimojo.text import Span
from minimojo.types import embedded_origins
from minimojo.types.model import Origin, OriginPath

_WRAPPERS = frozenset(("enumerate", "iter", "reversed", "zip"))
_NAME = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")


class Subject(Struct, frozen=True):
    """A value that two operations may be about: a place, or what a reference of that name refers to.

    Origins alone do not tell: those of two elements of an array are equal.
    """

    name: str
    place: Place | None
    origin: Origin | None


class Iteration(Struct, frozen=True):
    """A loop that reads `subject`: `iterator` is the hidden variable with its iterator, `at` the iterable."""

    subject: Subject
    iterator: LocalId
    at: Span


def subject_of(cx: Evidence, fact: ArgumentFact) -> Subject | None:
    """What is passed as an argument, if it is a variable, a field of one, or a reference."""
    name = cx.text(fact.span)
    if fact.own is None or _NAME.fullmatch(name) is None:
        return None
    return Subject(name, fact.place, None if fact.place is not None else fact.own)


def iterations(cx: Evidence) -> Iterator[Iteration]:
    """The loops in program order, one for each value that a loop reads."""
    if not any(name == "__iter__" for _, name in cx.called):
        return
    makers = _makers(cx)
    for iterator, op in makers.items():
        if op.certain and calls(op, "__iter__"):
            for subject in dict.fromkeys(_read_by(cx, iterator, op, makers)):
                yield Iteration(subject, iterator, op.span)


def calls(op: Op, name: str) -> bool:
    """Whether an operation calls something of that name."""
    callee = None if op.call is None else op.call.callee
    return callee is not None and callee.name == name


class Rounds:
    """From where in a function does a loop go on to another item, without having begun anew?"""

    def __init__(self, cx: Evidence, iterator: LocalId) -> None:
        self._blocks = cx.body.blocks
        self._marks: dict[int, list[tuple[int, bool]]] = {}
        for ref, op in cx.operations:
            asked = _asks(op, iterator)
            if asked or _makes(op, iterator):
                self._marks.setdefault(ref.block, []).append((ref.index, asked))
        self._leading = self._leading_on()

    def next_after(self, ref: OpRef) -> OpRef | None:
        """Where the loop asks for an item after an operation, the first in program order."""
        begun = next((asked for index, asked in self._marks.get(ref.block, ()) if index > ref.index), None)
        goes_on = (
            any(it in self._leading for it in _targets(self._blocks[ref.block])) if begun is None else begun
        )
        asked = (OpRef(block, at) for block, marks in self._marks.items() for at, asks in marks if asks)
        return min(asked, default=None) if goes_on else None

    def _leading_on(self) -> set[int]:
        """The blocks from whose beginning an item is asked for."""
        before: dict[int, list[int]] = {}
        for block in self._blocks:
            for target in _targets(block):
                before.setdefault(target, []).append(block.id)
        work = [block for block, marks in self._marks.items() if marks[0][1]]
        found = set(work)
        while work:
            for block in before.get(work.pop(), ()):
                if block not in found and block not in self._marks:
                    found.add(block)
                    work.append(block)
        return found


def _targets(block: Block) -> Iterator[int]:
    return (edge.target for edge in edges_of(block.terminator))


def _asks(op: Op, iterator: LocalId) -> bool:
    return (calls(op, "__next__") or calls(op, "__has_next__")) and any(
        isinstance(it.access, Place) and it.access.local == iterator for it in op.effects
    )


def _makes(op: Op, local: LocalId) -> bool:
    return any(it.kind is EffectKind.DEF and it.access == Place(local=local) for it in op.effects)


def _makers(cx: Evidence) -> dict[LocalId, Op]:
    """The calls that make the temporary values of a function; without those that may raise instead."""
    locals_, found = cx.body.locals, dict[LocalId, Op]()
    for op in cx.calls:
        made = [it.access for it in op.effects if it.kind is EffectKind.DEF]
        made_here = made[0] if len(made) == 1 else None
        if isinstance(made_here, Place) and locals_[made_here.local].kind is LocalKind.TEMPORARY:
            found[made_here.local] = op
    return found


def _read_by(cx: Evidence, made: LocalId, op: Op, makers: dict[LocalId, Op]) -> Iterator[Subject]:
    """What a value refers to that an operation makes out of its arguments."""
    if op.call is None or not (_is_wrapper(cx, op) or library_method(op.call)):
        return
    for fact in op.call.arguments:
        inner = None if fact.place is None else makers.get(fact.place.local)
        if fact.place is not None and inner is not None:
            yield from _read_by(cx, fact.place.local, inner, makers)
            continue
        subject = subject_of(cx, fact)
        if subject is not None and fact.own is not None and _referred(cx, made).issuperset(fact.own.paths):
            yield subject


def _referred(cx: Evidence, local: LocalId) -> frozenset[OriginPath]:
    """What the type of a local tells that it refers to."""
    return frozenset(path for origin in embedded_origins(cx.body.locals[local].type) for path in origin.paths)


def _is_wrapper(cx: Evidence, op: Op) -> bool:
    """Whether an operation calls a function that makes an iterator out of what it is given."""
    callee = None if op.call is None else op.call.callee
    if callee is None or callee.owner is not None or callee.name not in _WRAPPERS:
        return False
    return not cx.is_of_file(callee)
