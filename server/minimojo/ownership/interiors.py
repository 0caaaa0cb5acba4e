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
from enum import Enum

from msgspec import Struct

from minimojo.hir.model import Convention, Passing
from minimojo.mir.body import (
    ArgumentFact,
    Body,
    CallFact,
    Effect,
    EffectKind,
    LocalId,
    LocalKind,
    Op,
    OpKind,
    Place,
    Through,
)
from minimojo.ownership.formation import Formation
from minimojo.ownership.interior_paths import InteriorPaths
from minimojo.ownership.model import OpRef
from minimojo.ownership.points import Point, Points
from minimojo.ownership.values import ValueSet
from minimojo.text import Span
from minimojo.types.model import LocalRoot, Origin, OriginPath


class InteriorTouch(Enum):
    """What happens to interior origins."""

    CHECK = "check"
    FORM = "form"
    MAY_FORM = "may form"
    INVALIDATE = "invalidate"


class InteriorEvent(Struct, frozen=True, eq=False):
    """`origins` are numbers. For a check `formed` is the point at which the reference that is used was
    formed, None if that is not known, and `used` where it is used. `several` marks the check of what
    holds variadic arguments with different origins.
    """

    touch: InteriorTouch
    origins: tuple[int, ...]
    used: Span
    formed: Point | None = None
    several: bool = False


class Interiors(Struct, frozen=True):
    """The interior origins of a body, by number, and what its operations do to them.

    `events` are by operation, `held` the numbers of those that locals refer into, `formed` where
    these count as formed. `entry` are formed where the function begins, among them `given`: those
    that arguments refer into, which must be left as they are (CL-65). Nothing is said about those
    that are `silenced`.
    """

    paths: tuple[OriginPath, ...]
    events: dict[OpRef, tuple[InteriorEvent, ...]]
    held: dict[LocalId, tuple[int, ...]]
    formed: dict[LocalId, Point | None]
    entry: frozenset[int]
    given: tuple[int, ...]
    silenced: frozenset[int]
    points: Points


def find_interiors(body: Body, values: ValueSet) -> Interiors | None:
    """The interior origins that matter in a body; None where none is ever formed: most functions."""
    finder = _Finder(body, InteriorPaths(body, values))
    if not finder.any_formed():
        return None
    given = finder.given()
    events = finder.events()
    if not finder.numbers:
        return None
    held = finder.held()
    around = [n for path, n in finder.numbers.items() if finder.is_captured(path)]
    if body.decl.is_legacy_closure:
        given += finder.used_before_formed(events, around)
    elif around:
        finder.silence_captures(events, around)
    return Interiors(
        paths=tuple(finder.numbers),
        events=events,
        held=held,
        formed=finder.formed(held),
        entry=frozenset((*given, *around)),
        given=given,
        silenced=frozenset(finder.silenced),
        points=finder.points,
    )


class _Finder:
    def __init__(self, body: Body, paths: InteriorPaths) -> None:
        self.body = body
        self.paths = paths
        self.numbers: dict[OriginPath, int] = {}
        self.silenced: set[int] = set()
        self.points = Points(body)
        self._formation = Formation(body, self.points)

    def any_formed(self) -> bool:
        """Whether any interior origin is formed here, given by an argument, or captured."""
        ops = [op for block in self.body.blocks for op in block.ops]
        if any(op.establishes for op in ops) or self.given():
            return True
        if all(local.kind is not LocalKind.CAPTURED for local in self.body.locals):
            return False
        accesses = (effect.access for op in ops for effect in op.effects)
        return any(True for access in accesses for _ in self.paths.parts_of_access(access))

    def given(self) -> tuple[int, ...]:
        """Those that arguments refer into."""
        return self._numbered(
            path
            for local in self.body.locals
            if local.kind is LocalKind.ARGUMENT
            for path in (*self.paths.in_local(local), *self.paths.behind_argument(local))
        )

    def held(self) -> dict[LocalId, tuple[int, ...]]:
        """Those in the types of variables, and those that references lead to."""
        found = ((local.id, self._known(self.paths.in_local(local))) for local in self.body.locals)
        return {number: held for number, held in found if held}

    def formed(self, held: Iterable[LocalId]) -> dict[LocalId, Point | None]:
        return {number: self._formation.of_local(self.body.locals[number]) for number in held}

    def is_captured(self, path: OriginPath) -> bool:
        root = path.root
        return isinstance(root, LocalRoot) and self.body.locals[root.local].kind is LocalKind.CAPTURED

    def used_before_formed(
        self, events: dict[OpRef, tuple[InteriorEvent, ...]], wanted: list[int]
    ) -> tuple[int, ...]:
        """Those for which the function must have captured a reference: it uses them without having
        formed one."""
        used: set[int] = set()
        formed: set[int] = set()
        for event in (event for ref in sorted(events) for event in events[ref]):
            if event.touch is InteriorTouch.CHECK:
                used.update(n for n in event.origins if n not in formed)
            elif event.touch is not InteriorTouch.INVALIDATE:
                formed.update(event.origins)
        return tuple(n for n in wanted if n in used)

    def silence_captures(self, events: dict[OpRef, tuple[InteriorEvent, ...]], wanted: list[int]) -> None:
        """In a closure with a capture list a captured reference has nothing to do with a captured owner:
        the compiler accepts what would be wrong outside (checked on 1.2.0)."""
        self.silenced.update(self.used_before_formed(events, wanted))

    def events(self) -> dict[OpRef, tuple[InteriorEvent, ...]]:
        """What each operation does. Every origin that is checked or formed matters: one that stops being
        live in a loop makes the compiler look at the loop again, whoever uses it."""
        refs = [
            (OpRef(block.id, index), op) for block in self.body.blocks for index, op in enumerate(block.ops)
        ]
        checks = {ref: list(self._checks(op, ref)) for ref, op in refs}
        for _, op in refs:
            self._numbered(self.paths.parts(op.establishes))
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
                paths = self.paths.of_access(effect.access)
                if paths:
                    yield effect, self._check(paths, effect.at, self._formed(effect, op, ref))
            elif op.kind is OpKind.BORROW and isinstance(effect.access, Place):
                paths = self._behind_reference(effect.access.local)
                if paths:
                    yield effect, self._check(paths, op.at, self._formation.of_subject(op.span, ref))
        if op.call is not None:
            for pack in _packs(op.call):
                paths = self.paths.parts(own for own in pack if own is not None)
                if paths:
                    yield None, self._check(paths, op.at, None, several=len(pack) > 1)
        if op.embedded:
            yield from ((None, check) for check in self._embedded(op, ref))

    def _behind_reference(self, local: LocalId) -> tuple[OriginPath, ...]:
        """Where a reference that is bound leads, and what its type mentions: the name of a pattern is bound
        after what the cases before have done."""
        bound = self.body.locals[local]
        if bound.kind is not LocalKind.REFERENCE:
            return ()
        return (*self.paths.in_local(bound), *self.paths.in_type(bound.type))

    def _embedded(self, op: Op, ref: OpRef) -> Iterator[InteriorEvent]:
        told: set[Origin] = set()
        for argument in () if op.call is None else op.call.arguments:
            told.update(argument.embedded)
            paths = self.paths.parts(argument.embedded)
            if paths:
                yield self._check(paths, argument.span, self._formed_of(argument, ref))
        paths = self.paths.parts(origin for origin in op.embedded if origin not in told)
        if paths:
            yield self._check(paths, op.at, None)

    def _check(
        self, paths: tuple[OriginPath, ...], used: Span, formed: Point | None, *, several: bool = False
    ) -> InteriorEvent:
        return InteriorEvent(InteriorTouch.CHECK, self._numbered(paths), used, formed, several)

    def _formed(self, effect: Effect, op: Op, ref: OpRef) -> Point | None:
        """Where the reference behind an access was formed (CL-63)."""
        if isinstance(effect.access, Place):
            return self._formation.of_local(self.body.locals[effect.access.local])
        argument = op.argument_of(effect)
        return self._formation.within(op.span if argument is None else argument.span, ref)

    def _formed_of(self, argument: ArgumentFact, ref: OpRef) -> Point | None:
        if argument.place is not None:
            return self._formation.of_local(self.body.locals[argument.place.local])
        return self._formation.within(argument.span, ref)

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
        formed = self._known(self.paths.parts(op.establishes))
        if formed:
            touch = InteriorTouch.FORM if op.certain else InteriorTouch.MAY_FORM
            yield InteriorEvent(touch, formed, op.at)

    def _changes(self, effect: Effect) -> Iterator[InteriorEvent]:
        """CL-62, and CL-24 for what a store through a reference makes good again."""
        if effect.kind not in _CHANGING:
            return
        stale: list[int] = []
        for path in self.paths.of_storage(effect.access):
            if isinstance(effect.access, Through) and self._is_cast(path):
                continue
            stale += (number for inner, number in self.numbers.items() if _derives(inner, path))
        if stale:
            yield InteriorEvent(InteriorTouch.INVALIDATE, tuple(dict.fromkeys(stale)), effect.at)
        if isinstance(effect.access, Through) and effect.kind is not EffectKind.CONSUME:
            formed = self._known(self.paths.parts((effect.access.origin,)))
            if formed:
                yield InteriorEvent(InteriorTouch.FORM, formed, effect.at)

    def _is_cast(self, changed: OriginPath) -> bool:
        """Whether what is changed belongs to something that may not be changed: then the origin was cast, as
        that of what an `ArcPointer` gives, and is another one for the compiler (checked on 1.2.0)."""
        if not isinstance(changed.root, LocalRoot):
            return False
        local = self.body.locals[changed.root.local]
        if local.convention is Convention.REF and local.kind is LocalKind.ARGUMENT:
            return local.refers_to is None or local.refers_to.mutable is not True
        return local.kind is LocalKind.BOUND or local.convention is Convention.IMM

    def _numbered(self, paths: Iterable[OriginPath]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.numbers.setdefault(path, len(self.numbers)) for path in paths))

    def _known(self, paths: Iterable[OriginPath]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.numbers[path] for path in paths if path in self.numbers))


_CHECKED = {EffectKind.USE, EffectKind.MUT, EffectKind.ESCAPE}
_CHANGING = {EffectKind.MUT, EffectKind.DEF, EffectKind.CONSUME}


def _packs(call: CallFact) -> Iterator[set[Origin | None]]:
    """The origins of variadic arguments: the compiler hands them over in one container, whose type has
    their union (CL-11). None stands for arguments without an origin that is known."""
    variadic = () if call.callee is None else call.callee.arguments
    for declared in variadic:
        if declared.passing is Passing.VARIADIC:
            elements = [argument for argument in call.arguments if argument.parameter == declared.name]
            if elements:
                yield {argument.own for argument in elements}


def _derives(interior: OriginPath, base: OriginPath) -> bool:
    """Whether exactly `base` is in the chain of what an interior origin lies in (CL-62)."""
    length = len(base.steps)
    return (
        interior.root == base.root and length < len(interior.steps) and interior.steps[:length] == base.steps
    )
