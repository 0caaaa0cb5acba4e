"""The parts of a value, as bits (CL part 2).

A value of a struct type has the bits of its fields, in order, and behind them one bit of its own,
the *whole bit*: whether it is logically initialized, beyond its parts. Anything else is one bit.

    struct Pair:                       Pair.a  Pair.b.n  Pair.b  Pair
        var a: String                     0       1        2      3       (with String closed)
        var b: Inner       # var n: Int
"""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct, field

from minimojo.types.model import Answer, ClosureType, Origin, StructType, Type

MAX_BITS = 4096
"""Types with more parts than this are treated as if their fields were unknown."""


class TypeFacts(Protocol):
    """What the lifetime rules ask about a type, in the function being analysed."""

    def fields(self, type_: Type) -> tuple[tuple[str, Type], ...] | None:
        """The stored fields in order; () for types without any, None where they are not known."""
        ...

    def generic_fields(self, type_: Type) -> frozenset[str]:
        """The stored fields whose declared type is a parameter."""
        ...

    def is_trivial(self, type_: Type) -> Answer:
        """Whether values need no copy, move or destructor (CL part 0)."""
        ...

    def deinitable(self, type_: Type) -> Answer:
        """NO for linear types: nothing may destroy their values implicitly."""
        ...

    def linear_message(self, type_: Type) -> str:
        """What the compiler prints about an abandoned value of a linear type (CL-44)."""
        ...

    def embedded_origins(self, type_: Type) -> tuple[Origin, ...]:
        """The origins inside a type, to any depth (CL-10)."""
        ...


class FieldSlot(Struct, frozen=True, eq=False):
    """A field: its first bit within the struct, and its own parts."""

    name: str
    offset: int
    layout: Layout


class Layout(Struct, frozen=True, eq=False):
    """The bits of a type. `trivial_bits` are those of its trivial parts (CL-37), whole ones included.

    `type` is None for a reference, which is trivial and no struct. `known` is false where fields
    exist that are not known: a path into the type then means nothing.
    """

    type: Type | None
    size: int
    is_struct: bool
    trivial: Answer
    trivial_bits: int
    known: bool = True
    fields: tuple[FieldSlot, ...] = ()
    slots: dict[str, FieldSlot] = field(default_factory=dict[str, FieldSlot])

    def slot_at(self, bit: int) -> FieldSlot | None:
        """The field that holds a bit, None for the whole bit."""
        for slot in self.fields:
            if slot.offset <= bit < slot.offset + slot.layout.size:
                return slot
        return None


REFERENCE = Layout(type=None, size=1, is_struct=False, trivial=Answer.YES, trivial_bits=1)
"""The binding of a `ref` variable: one bit that says whether it refers to something."""


class Layouts:
    """Layouts of the types of one function, each computed once."""

    def __init__(self, facts: TypeFacts) -> None:
        self._facts = facts
        self._known: dict[Type, Layout] = {}
        self._registers: dict[Type, Layout] = {}

    def in_memory(self, type_: Type) -> Layout:
        """The layout of a value that lies in memory: with the parts of its fields (CL-5)."""
        found = self._known.get(type_)
        return found if found is not None else self._build(type_)

    def in_register(self, type_: Type) -> Layout:
        """The layout of a register: one bit."""
        found = self._registers.get(type_)
        if found is None:
            found = self._registers[type_] = self._leaf(type_)
        return found

    def opaque(self, type_: Type) -> Layout:
        """The layout of a value whose fields are not known."""
        return self._leaf(type_, known=False)

    def _leaf(self, type_: Type, *, known: bool = True) -> Layout:
        trivial = self._facts.is_trivial(type_)
        bits = 0 if trivial is Answer.NO else 1
        return Layout(type_, 1, _is_struct(type_), trivial, bits, known)

    def _build(self, wanted: Type) -> Layout:
        """Builds layouts from the inside out, without recursion: fields may be nested at any depth."""
        open_: dict[Type, tuple[tuple[str, Type], ...]] = {}
        stack = [wanted]
        while stack:
            type_ = stack[-1]
            if type_ in self._known:
                stack.pop()
                continue
            if type_ not in open_:
                fields = self._facts.fields(type_) if _is_struct(type_) else ()
                if fields is None:
                    self._known[type_] = self.opaque(type_)
                    continue
                open_[type_] = fields
                # A type that contains itself is an error elsewhere; here it is left closed.
                stack += [inner for _, inner in fields if inner not in self._known and inner not in open_]
                if stack[-1] is not type_:
                    continue
            self._known[type_] = self._close(type_, open_.pop(type_))
            stack.pop()
        return self._known[wanted]

    def _close(self, type_: Type, fields: tuple[tuple[str, Type], ...]) -> Layout:
        slots: list[FieldSlot] = []
        size = trivial_bits = 0
        for name, inner in fields:
            layout = self._known.get(inner) or self.opaque(inner)
            slots.append(FieldSlot(name, size, layout))
            trivial_bits |= layout.trivial_bits << size
            size += layout.size
        if size >= MAX_BITS:
            return self.opaque(type_)
        trivial = self._facts.is_trivial(type_)
        if trivial is not Answer.NO:
            trivial_bits = (2 << size) - 1
        return Layout(
            type_,
            size + 1,
            _is_struct(type_),
            trivial,
            trivial_bits,
            known=True,
            fields=tuple(slots),
            slots={slot.name: slot for slot in slots},
        )


def _is_struct(type_: Type) -> bool:
    return isinstance(type_, StructType | ClosureType)
