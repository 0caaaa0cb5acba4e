"""How many bytes a value takes, and what it keeps on the heap.

Fields lie one after the other, each at a multiple of its alignment; what the compiler itself defines has a
size of its own. Measured with `size_of` of the compiler (tests/types/test_layout.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from minimojo.types import literals
from minimojo.types.members import fields
from minimojo.types.model import NoneType, PackArg, StructType, Type, TypeArg, ValueArg, as_type
from minimojo.types.scope import TypeScope

_POINTER = 8

_NUMBERS = {
    "bool": 1, "int8": 1, "uint8": 1, "int16": 2, "uint16": 2, "float16": 2, "bfloat16": 2,
    "int32": 4, "uint32": 4, "float32": 4, "int64": 8, "uint64": 8, "float64": 8, "int": 8, "uint": 8,
    "int128": 16, "uint128": 16, "int256": 32, "uint256": 32,
}  # fmt: skip
"""Bytes of one element of each `DType`."""

_HEAP = {
    "List": "its elements",
    "Dict": "its entries",
    "Set": "its elements",
    "String": "its text, unless it is short or a literal",
    "OwnedPointer": "its value",
    "ArcPointer": "its value with a counter",
    "Deque": "its elements",
    "LinkedList": "its nodes",
    "BinaryHeap": "its elements",
}
"""What library types own elsewhere."""

_POINTERS = frozenset(("Pointer", "UnsafePointer", "ThinAllocation"))

_DEEPEST = 16


class Layout(Struct, frozen=True):
    """Bytes in place, their alignment, and what is owned on the heap ("" for nothing)."""

    size: int
    alignment: int
    heap: str = ""


def layout_of(subject: Type, scope: TypeScope) -> Layout | None:
    """The layout of a type; None where a part of it is not known."""
    return _layout(subject, scope, 0)


def _layout(subject: Type, scope: TypeScope, depth: int) -> Layout | None:
    if isinstance(subject, NoneType):
        return Layout(0, 1)
    subject = literals.materialized(subject)
    if not isinstance(subject, StructType) or depth > _DEEPEST:
        return None
    if subject.decl.module.startswith("std."):
        return _of_library(subject, scope, depth)
    return _of_fields(subject, scope, depth)


def _of_library(subject: StructType, scope: TypeScope, depth: int) -> Layout | None:
    name = subject.decl.name
    if name == "Bool":
        return Layout(1, 1)
    if name == "SIMD":
        return _vector(subject.args)
    if name in _POINTERS:
        return Layout(_POINTER, _POINTER)
    if name == "Tuple":
        items = subject.args[0] if subject.args else None
        return _together(_types(items), scope, depth) if isinstance(items, PackArg) else None
    if name == "Array" and len(subject.args) == 2:
        return _repeated(subject.args, scope, depth)
    found = _of_fields(subject, scope, depth) if subject.decl.fields else None  # Or all of them are private.
    return None if found is None else Layout(found.size, found.alignment, _HEAP.get(name, found.heap))


def _vector(args: tuple[TypeArg, ...]) -> Layout | None:
    """`SIMD[dtype, length]`: as long as the next power of two of its elements."""
    match args:
        case (ValueArg(text=str() as dtype), ValueArg(text=str() as length)) if length.isdigit():
            element = _NUMBERS.get(dtype.rpartition(".")[2])
            size = None if element is None else element * int(length)
            return None if size is None or not int(length) else Layout(size, size)
        case _:
            return None


def _repeated(args: tuple[TypeArg, ...], scope: TypeScope, depth: int) -> Layout | None:
    element, length = as_type(args[0]), args[1]
    if element is None or not isinstance(length, ValueArg) or not (length.text or "").isdigit():
        return None
    one = _layout(element, scope, depth + 1)
    return None if one is None else Layout(one.size * int(length.text or 0), one.alignment, one.heap)


def _types(pack: PackArg) -> list[Type | None]:
    return [as_type(it) for it in pack.items or ()]


def _of_fields(subject: StructType, scope: TypeScope, depth: int) -> Layout | None:
    known = fields(subject, scope)
    return None if known is None else _together([type_ for _, type_ in known], scope, depth)


def _together(types: Iterable[Type | None], scope: TypeScope, depth: int) -> Layout | None:
    """Several values, one after the other."""
    size, alignment, heap = 0, 1, dict[str, None]()
    for type_ in types:
        found = None if type_ is None else _layout(type_, scope, depth + 1)
        if found is None:
            return None
        size = _aligned(size, found.alignment) + found.size
        alignment = max(alignment, found.alignment)
        if found.heap:
            heap[found.heap] = None
    return Layout(_aligned(size, alignment), alignment, " and ".join(heap))


def _aligned(size: int, alignment: int) -> int:
    return -(-size // alignment) * alignment
