"""What the compiler calls a value of which some parts are missing (CL-36)."""

from __future__ import annotations

from minimojo.ownership.values import Slice, Value


def name_of(value: Value, slice_: Slice, bad: int) -> str:
    """The largest part that begins at the first bad bit of `slice_` and is entirely bad.

    `bad` are the missing bits, in the numbering of the function. The walk enters structs of the
    standard library too, by their private fields.
    """
    if bad & value.mask == value.mask or value.layout.size == 1:
        return value.name
    bad >>= value.base
    start, end = _range(slice_, value)
    limit = min(value.layout.size - 1, end)
    first = min(start, limit - 1)
    while first < limit - 1 and not bad >> first & 1:
        first += 1
    last = first + 1
    while last < limit and bad >> last & 1:
        last += 1
    return ".".join((value.name, *_walk(value, first, last)))


def _range(slice_: Slice, value: Value) -> tuple[int, int]:
    start = slice_.start - value.base
    return start, start + slice_.layout.size


def _walk(value: Value, first: int, last: int) -> list[str]:
    path: list[str] = []
    layout = value.layout
    while first > 0 or last < layout.size:
        slot = layout.slot_at(first)
        if slot is None:
            break
        path.append(slot.name)
        first -= slot.offset
        last -= slot.offset
        layout = slot.layout
    return path
