"""What happens to every variable of a function, in order: for views in editors, and for other tools."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from minimojo.ide.callables import names_of, shown_type
from minimojo.ide.cursor import type_of
from minimojo.mir.body import Effect, EffectKind, Local, LocalKind, Op, OpKind, Place
from minimojo.ownership.model import ENTRY, Death
from minimojo.rules.places import operand
from minimojo.rules.rule import Evidence
from minimojo.rules.wording import function_name
from minimojo.text import Span
from minimojo.types import is_known
from minimojo.workspace.model import FileAnalysis


class Happens(Enum):
    """What can happen to a value."""

    INITIALIZED = "initialized"
    ASSIGNED = "assigned"
    READ = "read"
    BORROWED = "borrowed"
    BORROWED_MUTABLY = "borrowedMutably"
    COPIED = "copied"
    TRANSFERRED = "transferred"
    DESTROYED = "destroyed"


class Event(Struct, frozen=True, order=True):
    """One thing that happens at `span`, a place of the file. `path` are the fields of the variable that it
    happens to, `by` is the function that does it, "" where no function is called."""

    span: Span
    kind: str
    path: tuple[str, ...] = ()
    by: str = ""


class Lane(Struct, frozen=True, kw_only=True):
    """A variable with everything that happens to it, in the order of the source; `span` is its declaration."""

    name: str
    kind: str
    type: str
    span: Span
    events: tuple[Event, ...]


class Timeline(Struct, frozen=True, kw_only=True):
    """A function, its extent in the file, and its variables."""

    name: str
    span: Span
    lanes: tuple[Lane, ...]


def timeline(analysis: FileAnalysis, offset: int) -> Timeline | None:
    """The timeline of the innermost function at a byte of a file; None where there is none."""
    unit = analysis.unit_at(offset)
    if unit is None or unit.key not in analysis.results:
        return None
    lanes = [_lane(cx, local, unit.start) for cx in analysis.evidence(unit.key) for local in _shown(cx)]
    span = Span(unit.start, unit.start + len(unit.source.rstrip()))
    return Timeline(
        name=unit.key.partition("#")[0], span=span, lanes=tuple(sorted(lanes, key=lambda it: it.span))
    )


def _shown(cx: Evidence) -> Iterator[Local]:
    for local in cx.body.locals:
        if local.name.isidentifier() and local.kind is not LocalKind.CAPTURED:
            yield local


def _lane(cx: Evidence, local: Local, start: int) -> Lane:
    found = {*_uses(cx, local, start), *_ends(cx, local, start)}
    events = sorted(found, key=lambda it: (it.span.end, it.kind == Happens.DESTROYED.value, it))
    kind = local.kind.value if local.convention is None else f"{local.convention.value} argument"
    return Lane(
        name=local.name,
        kind=kind,
        type=shown_type(local.type, cx.scope, names_of(cx.body)) if is_known(local.type) else "",
        span=local.declared_at.shifted(start),
        events=tuple(events),
    )


def _uses(cx: Evidence, local: Local, start: int) -> Iterator[Event]:
    is_set = local.starts_initialized
    for _, op in cx.operations:
        for effect in op.effects:
            place = effect.access
            if not isinstance(place, Place) or place.local != local.id:
                continue
            kind = _kind(op, effect, is_set=is_set)
            is_set = is_set or effect.kind is EffectKind.DEF
            if kind is not None:
                by = "" if op.call is None or op.call.callee is None else function_name(op.call.callee)
                yield Event(operand(cx, op, effect.at).shifted(start), kind.value, place.path, by)


def _kind(op: Op, effect: Effect, *, is_set: bool) -> Happens | None:
    copies = (OpKind.COPY, OpKind.BITWISE_COPY, OpKind.REGISTER_COPY)
    match effect.kind:
        case EffectKind.DEF:
            return Happens.ASSIGNED if is_set else Happens.INITIALIZED
        case EffectKind.MUT:
            return Happens.BORROWED_MUTABLY
        case EffectKind.CONSUME:
            return Happens.TRANSFERRED
        case EffectKind.USE if op.kind is OpKind.TRANSFER:
            return None  # The operation that takes it follows.
        case EffectKind.USE if op.kind in copies:
            return Happens.COPIED
        case EffectKind.USE | EffectKind.ESCAPE:
            return Happens.READ if op.call is None else Happens.BORROWED
        case _:
            return None


def _ends(cx: Evidence, local: Local, start: int) -> Iterator[Event]:
    for death in cx.lifetimes.deaths:
        if death.place.local == local.id and is_known(type_of(cx, local, death.place.path)):
            span = _end(cx, death)
            if span is not None:
                yield Event(span.shifted(start), Happens.DESTROYED.value, death.place.path)


def _end(cx: Evidence, death: Death) -> Span | None:
    """The operation behind which a value ends, or the first one of the path that does without it."""
    if death.op == ENTRY:
        return cx.body.name_span
    if death.edge is not None:
        return next((op.span for op in cx.body.blocks[death.edge].ops), None)
    op = cx.operation(death.op)
    return None if op is None else op.span
