"""The tracked values of a function, and which of their bits an access means (CL parts 1, 2 and 4).

All values of a function share one row of bits, so that a state is one integer. Bit 0 belongs to no
value: it tells whether a state is reached at all.
"""

from __future__ import annotations

from msgspec import Struct

from minimojo.mir.body import Access, Body, Exit, Local, LocalId, LocalKind, Place, RaiseExit, Terminator
from minimojo.ownership.layout import REFERENCE, Layout, Layouts, TypeFacts
from minimojo.types.model import FieldStep, LocalRoot, Origin, OriginPath, Type

REACH = 1
"""The bit that every reached state has."""

_ARGUMENTS = {LocalKind.ARGUMENT, LocalKind.RESULT, LocalKind.ERROR}


class Value(Struct, frozen=True, eq=False):
    """A tracked value. `number` is its place in the compiler's order (CL-2), `base` its first bit."""

    number: int
    local: Local
    layout: Layout
    base: int
    mask: int
    whole: int
    in_memory: bool

    @property
    def name(self) -> str:
        """The name the compiler prints (CL-1)."""
        return self.local.name or self.local.kind.value


class Slice(Struct, frozen=True, eq=False):
    """A value or a field path of it: a contiguous range of bits that ends with its whole bit (CL-6)."""

    value: Value
    path: tuple[str, ...]
    layout: Layout
    start: int
    mask: int
    whole: int

    @property
    def is_whole(self) -> bool:
        return self.mask == self.value.mask


class ValueSet:
    """The values of one body. `all_slices` has the slice of each whole value, by number; `captured` are
    the locals that belong to an enclosing function."""

    def __init__(self, body: Body, facts: TypeFacts) -> None:
        self.facts = facts
        self.layouts = Layouts(facts)
        self.values: list[Value] = []
        self.all_slices: list[Slice] = []
        self._owner: list[Value | None] = [None]
        self._by_local: dict[LocalId, Value] = {}
        self._slices: dict[tuple[LocalId, tuple[str, ...]], Slice] = {}
        self._origins: dict[OriginPath, Slice | None] = {}
        self._of_types: dict[Type, tuple[Slice, ...]] = {}
        self._at_return = self._at_raise = 0
        self.captured = {it.id: it.type for it in body.locals if it.kind is LocalKind.CAPTURED}
        arguments = [local for local in body.locals if local.kind in _ARGUMENTS]
        others = [local for local in body.locals if local.kind not in _ARGUMENTS]
        for local in others + arguments:
            if local.tracked:
                self._add(local)

    def value_of(self, local: LocalId) -> Value | None:
        """The value of a local, None if it is not tracked."""
        return self._by_local.get(local)

    def whole(self, value: Value) -> Slice:
        return self.all_slices[value.number]

    def values_in(self, bits: int) -> list[Value]:
        """The values that own some of these bits, by number."""
        found: list[Value] = []
        bits &= ~REACH
        while bits:
            owner = self._owner[(bits & -bits).bit_length() - 1]
            if owner is None:
                break
            found.append(owner)
            bits &= ~owner.mask
        return found

    def needed_at(self, end: Terminator) -> int:
        """The bits that must be there where a block ends like this (CL-1)."""
        match end:
            case Exit():
                return self._at_return
            case RaiseExit():
                return self._at_raise
            case _:
                return 0

    def full(self, state: int) -> int:
        """The bits of those values all of whose bits are in `state`."""
        return sum(value.mask for value in self.values_in(state) if state & value.mask == value.mask)

    def place(self, place: Place) -> Slice | None:
        """The slice a place names (CL-20); None if it is not tracked or its path leads to no field."""
        key = (place.local, place.path)
        found = self._slices.get(key)
        if found is None and place.path:
            found = self._walk(place)
            if found is not None:
                self._slices[key] = found
        return found

    def access(self, access: Access) -> tuple[Slice, ...]:
        """The slices that an access may reach (CL-20, CL-21)."""
        if isinstance(access, Place):
            found = self.place(access)
            return () if found is None else (found,)
        return self.origin(access.origin)

    def origin(self, origin: Origin) -> tuple[Slice, ...]:
        """The slices an origin stands for; roots that are no local of this function are none (CL-21)."""
        found = (self._path(path) for path in origin.paths)
        return tuple(dict.fromkeys(slice_ for slice_ in found if slice_ is not None))

    def inside_type(self, layout: Layout) -> tuple[Slice, ...]:
        """The slices that values of a struct type refer to: its destructor may look at them (CL-37)."""
        if layout.type is None or not layout.is_struct:
            return ()
        found = self._of_types.get(layout.type)
        if found is None:
            origins = self.facts.embedded_origins(layout.type)
            found = tuple(dict.fromkeys(slice_ for origin in origins for slice_ in self.origin(origin)))
            self._of_types[layout.type] = found
        return found

    def _add(self, local: Local) -> None:
        layout = self._layout(local)
        base = len(self._owner)
        mask = ((1 << layout.size) - 1) << base
        whole = 1 << (base + layout.size - 1)
        value = Value(len(self.values), local, layout, base, mask, whole, local.in_memory)
        self.values.append(value)
        self._owner += [value] * layout.size
        self._by_local[local.id] = value
        self._at_return |= mask if local.needed_at_return else 0
        self._at_raise |= mask if local.needed_at_raise else 0
        slice_ = Slice(value, (), layout, base, mask, whole)
        self.all_slices.append(slice_)
        self._slices[local.id, ()] = slice_

    def _layout(self, local: Local) -> Layout:
        if local.kind is LocalKind.REFERENCE:
            return REFERENCE
        if not local.in_memory:
            return self.layouts.in_register(local.type)
        if not local.layout_known:
            return self.layouts.opaque(local.type)
        return self.layouts.in_memory(local.type)

    def _walk(self, place: Place) -> Slice | None:
        found = self._slices.get((place.local, ()))
        for name in place.path:
            found = None if found is None else field_of(found, name)
        return found

    def _path(self, path: OriginPath) -> Slice | None:
        if path in self._origins:
            return self._origins[path]
        found = self._slices.get((path.root.local, ())) if isinstance(path.root, LocalRoot) else None
        for step in path.steps:
            inner = field_of(found, step.name) if found and isinstance(step, FieldStep) else None
            if inner is None or (found is not None and self._is_generic(found)):
                break
            found = inner
        self._origins[path] = found
        return found

    def _is_generic(self, slice_: Slice) -> bool:
        """Whether it is a field whose declared type is a parameter: an origin leads no further (CL-21)."""
        if not slice_.path:
            return False
        outer = self.place(Place(local=slice_.value.local.id, path=slice_.path[:-1]))
        type_ = None if outer is None else outer.layout.type
        return type_ is not None and slice_.path[-1] in self.facts.generic_fields(type_)


def field_of(outer: Slice, name: str) -> Slice | None:
    """The slice of a stored field, None if there is no such field."""
    slot = outer.layout.slots.get(name)
    if slot is None:
        return None
    start = outer.start + slot.offset
    size = slot.layout.size
    return Slice(
        outer.value,
        (*outer.path, name),
        slot.layout,
        start,
        ((1 << size) - 1) << start,
        1 << (start + size - 1),
    )


def fields_of(outer: Slice) -> list[Slice]:
    """The slices of all fields, in order."""
    found = (field_of(outer, slot.name) for slot in outer.layout.fields)
    return [slice_ for slice_ in found if slice_ is not None]


def whole_bit(slice_: Slice) -> Slice:
    """The whole bit of a slice, as a slice of its own."""
    start = slice_.start + slice_.layout.size - 1
    return Slice(slice_.value, slice_.path, REFERENCE, start, slice_.whole, slice_.whole)
