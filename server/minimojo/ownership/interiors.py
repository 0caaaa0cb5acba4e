"""Interior origins: memory that a value owns but that is no field of it (CL part 6).

An element of a list lies in a buffer that the list may replace, so a reference to it is good for as
long as nobody may have changed the list. The compiler keeps a state per interior origin such as
`l["element"]`: calls whose declared result lies inside of something *form* it, changes of the owner
or of anything around it *invalidate* it, and everything that has it in its type *checks* it.

    ref r = l[0]      forms l["element"]
    l.append(1)       changes l: invalidates l["element"]
    print(r)          loads r, whose type names l["element"]: checks it

Here the operations of a body are resolved to these three, once, with numbers for origins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from minimojo.mir.body import (
    ArgumentFact,
    Body,
    CallFact,
    Effect,
    EffectKind,
    Local,
    LocalKind,
    Op,
    Place,
    Through,
)
from minimojo.ownership.formation import Formation
from minimojo.ownership.model import OpRef
from minimojo.ownership.points import Point, Points
from minimojo.ownership.values import ValueSet
from minimojo.text import Span
from minimojo.types.model import FieldStep, InteriorStep, LocalRoot, Origin, OriginPath, Type


class InteriorTouch(Enum):
    """What happens to interior origins."""

    CHECK = "check"
    FORM = "form"
    MAY_FORM = "may form"
    INVALIDATE = "invalidate"


@dataclass(frozen=True, slots=True, eq=False)
class InteriorEvent:
    """`origins` are numbers. For a check `formed` is the point at which the reference that is used was
    formed, None if that is not known, and `used` where it is used. `pack` marks the check of what
    holds variadic arguments.
    """

    touch: InteriorTouch
    origins: tuple[int, ...]
    used: Span
    formed: Point | None = None
    pack: bool = False


@dataclass(frozen=True, slots=True)
class Interiors:
    """The interior origins of a body, by number, and what its operations do to them.

    `events` are by operation. `entry` are those in the types of arguments and captures, formed where
    the function begins; `given` those of arguments alone, to be left as they are (CL-65).
    """

    paths: tuple[OriginPath, ...]
    events: dict[OpRef, tuple[InteriorEvent, ...]]
    entry: frozenset[int]
    given: tuple[int, ...]
    points: Points


def find_interiors(body: Body, values: ValueSet) -> Interiors | None:
    """The interior origins that matter in a body; None where nothing ever checks one."""
    finder = _Finder(body, values)
    if not finder.any_formed():
        return None
    given = finder.at_entry(LocalKind.ARGUMENT)
    entry = frozenset((*given, *finder.at_entry(LocalKind.CAPTURED)))
    events = finder.events()
    if not finder.numbers:
        return None
    return Interiors(tuple(finder.numbers), events, entry, given, finder.points)


def interior_parts(path: OriginPath) -> Iterator[OriginPath]:
    """The interior origins in a path, outermost last: `l["e"].x["f"].y` has two."""
    for end, step in enumerate(path.steps, 1):
        if isinstance(step, InteriorStep):
            yield OriginPath(path.root, path.steps[:end])


@dataclass(slots=True)
class _Finder:
    body: Body
    values: ValueSet
    numbers: dict[OriginPath, int] = field(default_factory=dict[OriginPath, int])
    points: Points = field(init=False)
    _formation: Formation = field(init=False)
    _held: dict[Type, tuple[OriginPath, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self.points = Points(self.body)
        self._formation = Formation(self.body, self.points)
        self._held = {}

    def any_formed(self) -> bool:
        """Whether any interior origin is ever formed: most functions have none."""
        if any(op.establishes for block in self.body.blocks for op in block.ops):
            return True
        return any(
            True
            for local in self.body.locals
            if local.kind is LocalKind.ARGUMENT
            for _ in self._in_local(local)
        )

    def at_entry(self, kind: LocalKind) -> tuple[int, ...]:
        """The numbers of those in the types of arguments or captures."""
        return self._numbered(
            path for local in self.body.locals if local.kind is kind for path in self._in_local(local)
        )

    def events(self) -> dict[OpRef, tuple[InteriorEvent, ...]]:
        """What each operation does; checks first decide which origins matter."""
        refs = [
            (OpRef(block.id, index), op) for block in self.body.blocks for index, op in enumerate(block.ops)
        ]
        checks = {ref: list(self._checks(op, ref)) for ref, op in refs}
        found: dict[OpRef, tuple[InteriorEvent, ...]] = {}
        for ref, op in refs:
            events = tuple(self._in_order(op, checks[ref]))
            if events:
                found[ref] = events
        return found

    def _checks(self, op: Op, ref: OpRef) -> Iterator[tuple[Effect | None, InteriorEvent]]:
        """The checks of an operation, each with the effect that makes it; None for what is accessed
        through types."""
        for effect in op.effects:
            if effect.kind in _CHECKED:
                paths, formed = self._of_access(effect, op, ref)
                if paths:
                    yield effect, self._check(paths, effect.at, formed)
        for pack in () if op.call is None else _packs(op.call):
            paths = tuple(_parts(pack))
            if paths:
                yield None, InteriorEvent(InteriorTouch.CHECK, self._numbered(paths), op.at, pack=True)
        if not op.embedded:
            return
        told: set[Origin] = set()
        for argument in () if op.call is None else op.call.arguments:
            told.update(argument.embedded)
            paths = tuple(_parts(argument.embedded))
            if paths:
                formed = self._of_argument(argument, ref)
                yield None, self._check(paths, argument.span, formed)
        paths = tuple(_parts(origin for origin in op.embedded if origin not in told))
        if paths:
            yield None, self._check(paths, op.at, None)

    def _check(self, paths: tuple[OriginPath, ...], used: Span, formed: Point | None) -> InteriorEvent:
        return InteriorEvent(InteriorTouch.CHECK, self._numbered(paths), used, formed)

    def _of_access(self, effect: Effect, op: Op, ref: OpRef) -> tuple[tuple[OriginPath, ...], Point | None]:
        """The interior origins that an access checks, and where its reference was formed (CL-23, CL-63)."""
        access = effect.access
        if isinstance(access, Through):
            paths = tuple(_parts((access.origin,)))
            argument = op.argument_of(effect)
            span = op.span if argument is None else argument.span
            return paths, self._formation.within(span, ref) if paths else None
        paths = self._in_place(access)
        return paths, self._formation.of_local(self.body.locals[access.local]) if paths else None

    def _of_argument(self, argument: ArgumentFact, ref: OpRef) -> Point | None:
        if argument.place is not None:
            return self._formation.of_local(self.body.locals[argument.place.local])
        return self._formation.within(argument.span, ref)

    def _in_place(self, place: Place) -> tuple[OriginPath, ...]:
        """Those in the type of a place that is tracked; for a reference, where it leads to."""
        slice_ = self.values.place(place)
        if slice_ is None:
            return ()
        local = slice_.value.local
        if local.kind is LocalKind.REFERENCE or slice_.layout.type is None:
            return self._in_local(local)
        return self._in_type(slice_.layout.type)

    def _in_local(self, local: Local) -> tuple[OriginPath, ...]:
        if local.kind is LocalKind.REFERENCE:
            return tuple(_parts(() if local.refers_to is None else (local.refers_to,)))
        return self._in_type(local.type)

    def _in_type(self, type_: Type) -> tuple[OriginPath, ...]:
        found = self._held.get(type_)
        if found is None:
            found = self._held[type_] = tuple(_parts(self.values.facts.embedded_origins(type_)))
        return found

    def _in_order(self, op: Op, checks: list[tuple[Effect | None, InteriorEvent]]) -> Iterator[InteriorEvent]:
        """Operands as listed, accesses through types, definitions, what is formed (CL-27)."""
        later: list[InteriorEvent] = []
        for effect in op.effects:
            yield from (check for by, check in checks if by is effect)
            changes = tuple(self._changes(effect))
            if effect.kind is EffectKind.DEF:
                later += changes
            else:
                yield from changes
        yield from (check for by, check in checks if by is None)
        yield from later
        formed = self._known(_parts(op.establishes))
        if formed:
            touch = InteriorTouch.FORM if op.certain else InteriorTouch.MAY_FORM
            yield InteriorEvent(touch, formed, op.at)

    def _changes(self, effect: Effect) -> Iterator[InteriorEvent]:
        """CL-62, and CL-24 for what a store through a reference makes good again."""
        if effect.kind not in _CHANGING:
            return
        stale: list[int] = []
        for path in _paths_of(effect.access):
            stale += (number for inner, number in self.numbers.items() if _derives(inner, path))
        if stale:
            yield InteriorEvent(InteriorTouch.INVALIDATE, tuple(dict.fromkeys(stale)), effect.at)
        if isinstance(effect.access, Through) and effect.kind is not EffectKind.CONSUME:
            formed = self._known(_parts((effect.access.origin,)))
            if formed:
                yield InteriorEvent(InteriorTouch.FORM, formed, effect.at)

    def _numbered(self, paths: Iterable[OriginPath]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.numbers.setdefault(path, len(self.numbers)) for path in paths))

    def _known(self, paths: Iterable[OriginPath]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.numbers[path] for path in paths if path in self.numbers))


_CHECKED = {EffectKind.USE, EffectKind.MUT, EffectKind.ESCAPE}
_CHANGING = {EffectKind.MUT, EffectKind.DEF, EffectKind.CONSUME}


def _parts(origins: Iterable[Origin]) -> Iterator[OriginPath]:
    return (part for origin in origins for path in origin.paths for part in interior_parts(path))


def _paths_of(access: Place | Through) -> tuple[OriginPath, ...]:
    if isinstance(access, Through):
        return access.origin.paths
    steps = tuple(FieldStep(name) for name in access.path)
    return (OriginPath(LocalRoot(access.local), steps),)


def _packs(call: CallFact) -> Iterator[tuple[Origin, ...]]:
    """The origins of variadic arguments that do not all have the same one: the compiler hands them over
    in one container, whose type has the union of their origins (CL-11)."""
    by_name: dict[str, list[Origin | None]] = {}
    for argument in call.arguments:
        by_name.setdefault(argument.parameter, []).append(argument.own)
    for owns in by_name.values():
        if len(set(owns)) > 1:
            yield tuple(own for own in owns if own is not None)


def _derives(interior: OriginPath, base: OriginPath) -> bool:
    """Whether exactly `base` is in the chain of what an interior origin lies in (CL-62)."""
    length = len(base.steps)
    return (
        interior.root == base.root and length < len(interior.steps) and interior.steps[:length] == base.steps
    )
