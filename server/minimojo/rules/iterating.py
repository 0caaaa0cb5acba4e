"""Which values do the loops of a function iterate over?

for x in values:               `values`
for k, v in d.items():         `d`: what `items` gives refers to it
for i, x in enumerate(values): `values`
for x in Span(values):         `values`, and so where the span is in a variable
for x in values.copy():        nothing that has a name
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from minimojo.dataflow.graph import edges_of
from minimojo.mir.body import ArgumentFact, Block, EffectKind, LocalId, LocalKind, Op, Place
from minimojo.ownership.model import OpRef
from minimojo.rules.advice import library_method
from minimojo.rules.rule import Evidence
from minimojo.text import Span
from minimojo.types import embedded_origins
from minimojo.types.model import LocalRoot, Origin, OriginPath, StructType, Type

_WRAPPERS = frozenset(("enumerate", "iter", "reversed", "zip"))
_NAME = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
_OWNERS = (LocalKind.ARGUMENT, LocalKind.VARIABLE)
_MADE = (LocalKind.TEMPORARY, LocalKind.VARIABLE)
_LOOKING_INTO = re.compile(r"(?:String)?Span|_Enumerate|(?!_Optional)\w*Iter(?:ator)?")
"""The types of the library that give the elements of something else."""


class Subject(Struct, frozen=True):
    """A value that two operations may be about: a place, or what a reference of that name refers to.

    Origins alone do not tell: those of two elements of an array are equal.
    """

    name: str
    type: Type
    place: Place | None
    origin: Origin | None

    def is_same(self, other: Subject) -> bool:
        """Whether both are one value. A place may be mentioned by the name of a reference to it."""
        return self == other or (self.place is not None and self.place == other.place)


class Iteration(Struct, frozen=True):
    """A loop that reads `subject`: `iterator` is the hidden variable with its iterator, `at` the iterable."""

    subject: Subject
    iterator: LocalId
    at: Span


def subject_of(cx: Evidence, fact: ArgumentFact) -> Subject | None:
    """What is passed as an argument, if it is a variable, a field of one, or a reference."""
    name = cx.text(fact.span)
    place = _referred_variable(cx, fact) if fact.place is None else fact.place
    if fact.own is None or (place is None and _NAME.fullmatch(name) is None):
        return None
    return Subject(name, fact.type, place, None if place is not None else fact.own)


def _referred_variable(cx: Evidence, fact: ArgumentFact) -> Place | None:
    """The variable that a reference refers to: what is of its type and of its origin is no part of it."""
    path = fact.own.paths[0] if fact.own is not None and len(fact.own.paths) == 1 else None
    if path is None or path.steps or not isinstance(path.root, LocalRoot):
        return None
    local = cx.body.locals[path.root.local]
    return Place(local=local.id) if local.kind in _OWNERS and local.type == fact.type else None


def iterations(cx: Evidence) -> Iterator[Iteration]:
    """The loops in program order, one for each value that a loop reads."""
    if not any(name == "__iter__" for _, name in cx.called):
        return
    makers = Makers(cx)
    for op in cx.calls:
        iterator = filled_by(op)
        if iterator is not None and op.certain and calls(op, "__iter__"):
            for subject in dict.fromkeys(_read_by(cx, cx.body.locals[iterator].type, op, makers)):
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


def filled_by(op: Op) -> LocalId | None:
    """The local that an operation fills, and nothing beside it, such as an error."""
    made = [it.access for it in op.effects if it.kind is EffectKind.DEF]
    whole = made[0] if len(made) == 1 else None
    return whole.local if isinstance(whole, Place) and not whole.path else None


class Makers:
    """The calls that make the values of a function which are made once: in registers, temporaries, variables."""

    def __init__(self, cx: Evidence) -> None:
        self._cx = cx

    @cached_property
    def _registers(self) -> dict[Span, Op]:
        return {op.span: op for op in self._cx.calls if filled_by(op) is None}

    @cached_property
    def _reads(self) -> dict[Span, LocalId]:
        """The variables that expressions of one name only stand for."""
        return {
            op.span: effect.access.local
            for _, op in self._cx.operations
            for effect in op.effects
            if op.call is None and effect.kind is EffectKind.USE and isinstance(effect.access, Place)
            if not effect.access.path
        }

    @cached_property
    def _fillings(self) -> dict[LocalId, list[Op]]:
        locals_, found = self._cx.body.locals, dict[LocalId, list[Op]]()
        for _, op in self._cx.operations:
            local = filled_by(op)
            if local is not None and locals_[local].kind in _MADE:
                found.setdefault(local, []).append(op)
        return found

    def of(self, fact: ArgumentFact) -> Op | None:
        """The call that makes an argument, if it gives the elements of something else."""
        if not _looks_into(fact.type):
            return None
        local = self.variable(fact)
        if local is None:
            return self._registers.get(fact.span) if fact.place is None and fact.own is None else None
        fillings = self._fillings.get(local, ())
        only = fillings[0] if len(fillings) == 1 else None
        return only if only is None or only.call is not None else self._registers.get(only.span)

    def variable(self, fact: ArgumentFact) -> LocalId | None:
        """The variable or temporary that is passed as a whole."""
        if fact.place is not None:
            return None if fact.place.path else fact.place.local
        return self._reads.get(fact.span) if fact.own is None else None


def _read_by(cx: Evidence, made: Type, op: Op, makers: Makers) -> Iterator[Subject]:
    """What a value of a type refers to that an operation makes out of its arguments."""
    if op.call is None or not _looks_into(made) or not (_is_wrapper(cx, op) or library_method(op.call)):
        return
    for fact in op.call.arguments:
        inner = makers.of(fact)
        if inner is not None and inner is not op:
            local = makers.variable(fact)
            is_kept = local is not None and cx.body.locals[local].kind is LocalKind.VARIABLE
            for found in _read_by(cx, fact.type, inner, makers):
                if not is_kept or found.place is None or not _is_given_away(cx, found.place):
                    yield found
        subject = subject_of(cx, fact)
        if subject is not None and fact.own is not None and _referred(made).issuperset(fact.own.paths):
            yield subject


def _is_given_away(cx: Evidence, place: Place) -> bool:
    """Whether a variable gives up what it holds somewhere: a view of it may belong to its new owner then."""
    return any(
        it.kind is EffectKind.CONSUME and isinstance(it.access, Place) and it.access.local == place.local
        for _, op in cx.operations
        for it in op.effects
    )


def _looks_into(subject: Type) -> bool:
    """Whether values of a type give the elements of others: what is in a list of pointers is not in their owners."""
    if not isinstance(subject, StructType) or not subject.decl.module.startswith("std."):
        return False
    return _LOOKING_INTO.fullmatch(subject.decl.name) is not None


def _referred(subject: Type) -> frozenset[OriginPath]:
    """What a type tells that its values refer to."""
    return frozenset(path for origin in embedded_origins(subject) for path in origin.paths)


def _is_wrapper(cx: Evidence, op: Op) -> bool:
    """Whether an operation calls a function that makes an iterator out of what it is given."""
    callee = None if op.call is None else op.call.callee
    if callee is None or callee.owner is not None or callee.name not in _WRAPPERS:
        return False
    return not cx.is_of_file(callee)
