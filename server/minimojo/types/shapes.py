"""Calls of the same shape are matched once: what differs between them are the places they name.

Which candidates fit a call depends on the types and categories of its operands. Where they stand
matters only in so far as two are at the same place, and that is kept: each place gets a number.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from minimojo.hir.model import FunctionDecl
from minimojo.types.calls import Bound, Operand, Resolved
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
    from minimojo.types.candidates import Fit
    from minimojo.types.operands import Request

_Change = Callable[[Origin], Origin]


class Shape(Struct, frozen=True):
    """A call without its places. `places` are those that the numbers in `request` stand for."""

    key: Hashable
    request: Request
    places: tuple[Origin, ...]


def shape_of(candidates: Sequence[FunctionDecl], request: Request) -> Shape | None:
    """The shape of a call; None where each call must be looked at by itself."""
    operands = request.operands if request.receiver is None else (request.receiver, *request.operands)
    if any(operand.pending is not None or embedded_origins(operand.type) for operand in operands):
        return None
    numbers: dict[frozenset[OriginPath], int] = {}
    places: list[Origin] = []
    for operand in operands:
        if operand.origin is None:
            continue
        if any(not isinstance(path.root, LocalRoot) for path in operand.origin.paths):
            return None
        paths = frozenset(operand.origin.paths)
        if paths not in numbers:
            numbers[paths] = len(places)
            places.append(operand.origin)
    numbered = [_numbered(operand, numbers) for operand in operands]
    receiver = None if request.receiver is None else numbered.pop(0)
    same = replace(request, receiver=receiver, operands=tuple(numbered))
    return Shape(_key(candidates, same), same, tuple(places))


def _numbered(operand: Operand, numbers: dict[frozenset[OriginPath], int]) -> Operand:
    if operand.origin is None:
        return operand
    number = numbers[frozenset(operand.origin.paths)]
    place = Origin((OriginPath(LocalRoot(-1 - number)),), operand.origin.mutable)
    return replace(operand, origin=place)


def _key(candidates: Sequence[FunctionDecl], request: Request) -> Hashable:
    scope = request.scope
    types = [request.self_type, *(operand.type for operand in request.operands)]
    types += () if request.receiver is None else (request.receiver.type,)
    # What a parameter of the function around the call can do is known in its scope alone.
    is_open = any(_depends_on_scope(it) for it in (*types, *(it.value for it in request.explicit)))
    where = scope if is_open else (scope.environment, scope.assumptions)
    return (
        tuple(candidates),
        request.operands,
        request.receiver,
        request.explicit,
        request.self_type,
        request.converting,
        where,
    )


def _depends_on_scope(subject: TypeArg | None) -> bool:
    """Whether it depends on a parameter of the function around the call, also where nothing is known of it."""
    match subject:
        case None | Origin() | ValueArg() | UnboundArg() | NoneType() | NeverType():
            return False
        case IntLiteralType() | FloatLiteralType() | StringLiteralType():
            return False
        case StructType(_, args):
            return any(_depends_on_scope(arg) for arg in args)
        case PackArg(items):
            return items is None or any(_depends_on_scope(item) for item in items)
        case _:
            return True


# --- back to the places of one call ---------------------------------------------------------------


def at_places(fit: Fit, places: tuple[Origin, ...]) -> Fit:
    """What was found for a shape, in the words of a call that has it."""

    def place(root: Root) -> Origin | None:
        return places[-1 - root.local] if isinstance(root, LocalRoot) and root.local < 0 else None

    return _changed(fit, lambda origin: replace_roots(origin, place))


def mentions_places(fit: Fit) -> bool:
    """Whether a place of the operands is part of what was found."""
    found: list[Origin] = []

    def note(origin: Origin) -> Origin:
        if any(isinstance(path.root, LocalRoot) for path in origin.paths):
            found.append(origin)
        return origin

    _changed(fit, note)
    return bool(found)


def _changed(fit: Fit, change: _Change) -> Fit:
    return replace(
        fit,
        bindings=tuple(_bound(bound, change) for bound in fit.bindings),
        parameters={key: map_argument(value, change) for key, value in fit.parameters.items()},
    )


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
