"""The operations of a body, resolved to bits once for both passes (CL part 3).

Per operation the events come in the compiler's order (CL-27): operands as listed, then what is
accessed through types, then what is defined.
"""

from __future__ import annotations

from msgspec import Struct

from minimojo.choice import Choice
from minimojo.mir.body import (
    Body,
    Effect,
    EffectKind,
    Op,
    Place,
    Through,
)
from minimojo.ownership.interiors import InteriorEvent, Interiors
from minimojo.ownership.model import OpRef
from minimojo.ownership.values import Slice, ValueSet
from minimojo.types.model import Answer


class Touch(Choice):
    """What an event does to its slices."""

    USE = "use"
    MUTATE = "mutate"
    DEFINE = "define"
    CONSUME = "consume"
    CONSUME_INDIRECT = "consume through a reference"
    MARK_DESTROYED = "mark destroyed"
    STORE_INDIRECT = "store through a reference"


_DEFINING = frozenset((Touch.DEFINE, Touch.STORE_INDIRECT))


class Event(Struct, frozen=True, eq=False):
    """One effect of an operation. A store through a reference uses its slices (CL-24)."""

    touch: Touch
    slices: tuple[Slice, ...]
    effect: Effect


class OpEvents(Struct, frozen=True, eq=False):
    """The events of the operation at `index` of its block; `embedded` are accesses through types.

    `escapes` are the numbers of values that unknown code gets hold of here, `interior` is what
    happens to interior origins.
    """

    index: int
    op: Op
    operands: tuple[Event, ...]
    embedded: tuple[Slice, ...]
    definitions: tuple[Event, ...]
    escapes: tuple[int, ...]
    interior: tuple[InteriorEvent, ...] = ()

    def touched(self) -> set[int]:
        """The numbers of the values it touches in any way."""
        numbers = {slice_.value.number for slice_ in self.embedded}
        for event in (*self.operands, *self.definitions):
            numbers.update(slice_.value.number for slice_ in event.slices)
        return numbers


def bits_after(operation: OpEvents, state: int) -> int:
    """The initialized bits after an operation (CL part 5)."""
    for event in (*operation.operands, *operation.definitions):
        for slice_ in event.slices:
            if event.touch is Touch.DEFINE or event.touch is Touch.MUTATE:
                state |= slice_.mask
            elif event.touch is Touch.CONSUME or event.touch is Touch.MARK_DESTROYED:
                state &= ~slice_.mask
    return state


class Events(Struct, frozen=True, eq=False):
    """All events of a body, per block.

    `silenced` are the numbers of values about which nothing may be said, `escaped` those that code
    we know nothing about may still refer to.
    """

    blocks: tuple[tuple[OpEvents, ...], ...]
    silenced: frozenset[int]
    escaped: frozenset[int]


def resolve_events(body: Body, values: ValueSet, interiors: Interiors | None) -> Events:
    """Resolves the effects of every operation; operations without any are left out."""
    resolver = _Resolver(values)
    interior = {} if interiors is None else interiors.events
    blocks = tuple(
        tuple(
            found
            for index, op in enumerate(block.ops)
            if (op.effects or op.embedded or op.any_origin or op.establishes)
            and (found := resolver.operation(index, op, interior.get(OpRef(block.id, index), ()))) is not None
        )
        for block in body.blocks
    )
    return Events(blocks, frozenset(resolver.silenced), frozenset(resolver.escaped))


class _Resolver:
    def __init__(self, values: ValueSet) -> None:
        self._values = values
        self._escaping: list[int] = []
        self.silenced: set[int] = set()
        self.escaped: set[int] = set()

    def operation(self, index: int, op: Op, interior: tuple[InteriorEvent, ...]) -> OpEvents | None:
        operands: list[Event] = []
        self._escaping = []
        definitions: list[Event] = []
        for effect in op.effects:
            event = self._event(effect)
            if event is None:
                continue
            defines = event.touch in _DEFINING
            (definitions if defines else operands).append(event)
        embedded = tuple(slice_ for origin in op.embedded for slice_ in self._values.origin(origin))
        if operands or definitions or embedded or op.any_origin or interior:
            escapes = tuple(self._escaping)
            return OpEvents(index, op, tuple(operands), embedded, tuple(definitions), escapes, interior)
        return None

    def _event(self, effect: Effect) -> Event | None:
        access = effect.access
        if isinstance(access, Place):
            return self._direct(effect, access)
        slices = self._values.access(access)
        self._note_doubt(effect, slices)
        match effect.kind:
            case EffectKind.DEF:
                return Event(Touch.STORE_INDIRECT, slices, effect)
            case EffectKind.CONSUME:
                return self._consume_indirect(effect, access)
            case _:
                return Event(Touch.USE, slices, effect) if slices else None

    def _direct(self, effect: Effect, place: Place) -> Event | None:
        value = self._values.value_of(place.local)
        if value is None:
            return self._captured(effect, place)
        slice_ = self._values.place(place)
        if slice_ is None:
            # A path into something whose fields are not known: the value's state is lost.
            self.silenced.add(value.number)
            return None
        self._note_doubt(effect, (slice_,))
        touch = _DIRECT.get(effect.kind)
        return None if touch is None else Event(touch, (slice_,), effect)

    def _captured(self, effect: Effect, place: Place) -> Event | None:
        """What belongs to an enclosing function is reached through references."""
        type_ = self._values.captured.get(place.local)
        if type_ is None or effect.kind not in _CAPTURED:
            return None
        consumes_bits = effect.kind is EffectKind.CONSUME and not place.path
        if consumes_bits and self._values.facts.is_trivial(type_) is Answer.YES:
            return None
        return Event(_CAPTURED[effect.kind], (), effect)

    def _consume_indirect(self, effect: Effect, access: Through) -> Event | None:
        trivial = self._values.facts.is_trivial(access.type)
        return Event(Touch.CONSUME_INDIRECT, (), effect) if trivial is Answer.NO else None

    def _note_doubt(self, effect: Effect, slices: tuple[Slice, ...]) -> None:
        if effect.kind is EffectKind.TAINT:
            self.silenced.update(slice_.value.number for slice_ in slices)
        elif effect.kind is EffectKind.ESCAPE:
            self._escaping += [slice_.value.number for slice_ in slices]
            self.escaped.update(self._escaping)


_CAPTURED = {
    EffectKind.DEF: Touch.STORE_INDIRECT,
    EffectKind.CONSUME: Touch.CONSUME_INDIRECT,
}
_DIRECT = {
    EffectKind.USE: Touch.USE,
    EffectKind.ESCAPE: Touch.USE,
    EffectKind.MUT: Touch.MUTATE,
    EffectKind.DEF: Touch.DEFINE,
    EffectKind.CONSUME: Touch.CONSUME,
    EffectKind.MARK_DESTROYED: Touch.MARK_DESTROYED,
}
