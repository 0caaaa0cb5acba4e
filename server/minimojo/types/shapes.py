"""Calls of the same shape are matched once: what differs between them are the places they name.

Which candidates fit a call depends on the types and categories of its operands. Where they stand
matters only in so far as two are at the same place, and that is kept: each place gets a number.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from minimojo.hir.model import FunctionDecl
from minimojo.types.calls import Bound, Failed, Operand, Resolution, Resolved, Undecided
from minimojo.types.model import (
    FloatLiteralType,
    IntLiteralType,
    LocalRoot,
    NeverType,
    NoneType,
    Origin,
    OriginPath,
    PackArg,
    Root,
    StringLiteralType,
    StructType,
    TypeArg,
    UnboundArg,
    ValueArg,
)
from minimojo.types.origins import embedded_origins, map_argument, map_origins, replace_roots

if TYPE_CHECKING:
    from minimojo.types.operands import Request

_Change = Callable[[Origin], Origin]

_CLOSED = frozenset(
    (
        *(Origin, ValueArg, UnboundArg, NoneType, NeverType),
        *(IntLiteralType, FloatLiteralType, StringLiteralType),
    )
)
"""What depends on no scope."""


class Shape(Struct, frozen=True):
    """A call without its places. `places` are those that the numbers in `request` stand for."""

    key: Hashable
    given: Request
    places: tuple[Origin, ...]

    @property
    def request(self) -> Request:
        """The call with numbers for its places."""
        numbers = {frozenset(place.paths): number for number, place in enumerate(self.places)}
        operands = tuple(_numbered(operand, numbers) for operand in self.given.operands)
        receiver = self.given.receiver and _numbered(self.given.receiver, numbers)
        return replace(self.given, receiver=receiver, operands=operands)


def shape_of(candidates: Sequence[FunctionDecl], request: Request) -> Shape | None:
    """The shape of a call; None where each call must be looked at by itself."""
    receiver, scope, subject = request.receiver, request.scope, request.self_type
    operands = request.operands if receiver is None else (receiver, *request.operands)
    numbers: dict[frozenset[OriginPath], int] = {}
    places: list[Origin] = []
    parts: list[Hashable] = []
    is_open = subject is not None and _depends_on_scope(subject)
    for operand in operands:
        type_, origin = operand.type, operand.origin
        if operand.pending is not None or embedded_origins(type_):
            return None
        is_open = is_open or _depends_on_scope(type_)
        number = mutable = None
        if origin is not None:
            for path in origin.paths:
                if not isinstance(path.root, LocalRoot):
                    return None
            number, mutable = numbers.setdefault(frozenset(origin.paths), len(places)), origin.mutable
            if number == len(places):
                places.append(origin)
        parts.append((type_, operand.category, operand.keyword, operand.stars, number, mutable))
    for argument in request.explicit:
        is_open = is_open or _depends_on_scope(argument.value)
    # What a parameter of the function around the call can do is known in its scope alone.
    where = scope if is_open else (scope.environment.horizon, scope.assumptions)
    way = (receiver is not None, request.converting)
    key = (*candidates, way, subject, request.explicit, *parts, where)
    return Shape(key, request, tuple(places))


def _numbered(operand: Operand, numbers: Mapping[frozenset[OriginPath], int]) -> Operand:
    if operand.origin is None:
        return operand
    number = numbers[frozenset(operand.origin.paths)]
    place = Origin((OriginPath(LocalRoot(-1 - number)),), operand.origin.mutable)
    return replace(operand, origin=place)


def _depends_on_scope(subject: TypeArg) -> bool:
    """Whether it depends on a parameter of the function around the call, also where nothing is known of it."""
    if isinstance(subject, StructType):
        parts = subject.args
    elif type(subject) in _CLOSED:
        return False
    elif isinstance(subject, PackArg) and subject.items is not None:
        parts = subject.items
    else:
        return True
    for part in parts:  # noqa: SIM110 - the loop is the fast way, and calls are many
        if _depends_on_scope(part):
            return True
    return False


# --- back to the places of one call ---------------------------------------------------------------


def at_places(found: Resolution, places: tuple[Origin, ...]) -> Resolution:
    """What was found for a shape, in the words of a call that has it."""

    def place(root: Root) -> Origin | None:
        return places[-1 - root.local] if isinstance(root, LocalRoot) and root.local < 0 else None

    return _changed(found, lambda origin: replace_roots(origin, place))


def mentions_places(found: Resolution) -> bool:
    """Whether a place of the operands is part of what was found."""
    mentioned: list[Origin] = []

    def note(origin: Origin) -> Origin:
        if any(isinstance(path.root, LocalRoot) for path in origin.paths):
            mentioned.append(origin)
        return origin

    _changed(found, note)
    return bool(mentioned)


def _changed(found: Resolution, change: _Change) -> Resolution:
    match found:
        case Resolved():
            return _resolved(found, change)
        case Undecided(bindings=bindings, result_origin=origin):
            return replace(
                found,
                bindings=None if bindings is None else tuple(_bound(bound, change) for bound in bindings),
                result=map_origins(found.result, change),
                result_origin=None if origin is None else change(origin),
            )
        case Failed():
            return found


def _bound(bound: Bound, change: _Change) -> Bound:
    return replace(
        bound,
        type=map_origins(bound.type, change),
        origin=None if bound.origin is None else change(bound.origin),
        conversions=tuple(None if it is None else _resolved(it, change) for it in bound.conversions),
    )


def _resolved(call: Resolved, change: _Change) -> Resolved:
    return replace(
        call,
        bindings=tuple(_bound(bound, change) for bound in call.bindings),
        self_type=None if call.self_type is None else map_origins(call.self_type, change),
        result=map_origins(call.result, change),
        result_origin=None if call.result_origin is None else change(call.result_origin),
        raised=map_origins(call.raised, change),
        parameters=tuple((name, map_argument(value, change)) for name, value in call.parameters),
    )
