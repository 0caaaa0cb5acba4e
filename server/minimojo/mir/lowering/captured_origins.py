"""What the type of a closure tells: the origins that its captures carry, and what it can do
(CO-15, CO-16)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from minimojo.hir.model import FunctionDecl
from minimojo.mir.body import LocalId, LocalKind, Place
from minimojo.mir.lowering.bindings import Captured, How, ReferenceBinding
from minimojo.mir.lowering.captures import outer_access
from minimojo.mir.lowering.capturing import Capturing
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.origins import place_origin
from minimojo.types import embedded_origins, implicitly_copyable, is_register_passable, is_trivial
from minimojo.types.model import (
    Answer,
    ClosureType,
    FieldStep,
    LocalRoot,
    Origin,
    OriginPath,
)


def original_of(cx: FunctionContext, number: LocalId) -> tuple[FunctionContext, LocalId]:
    """The function that a local belongs to, and its number there; what is captured belongs to an enclosing
    one."""
    capturing, parent = cx.capturing, cx.parent
    if cx.builder.local(number).kind is LocalKind.CAPTURED and capturing is not None and parent is not None:
        for outer, inner in capturing.strangers.items():
            if inner == number:
                return original_of(parent, outer)
    return cx, number


def original_place(cx: FunctionContext, place: Place) -> tuple[FunctionContext, Place]:
    """The same for a place: a field that a closure owns is what it was before the closure took it over."""
    capturing, parent = cx.capturing, cx.parent
    if capturing is None or parent is None:
        return cx, place
    if place.local == capturing.closure:
        for captured in capturing.order:
            outer = outer_access(captured.outer)
            if place.path[:1] == (captured.name,) and isinstance(outer, Place):
                return original_place(parent, replace(outer, path=(*outer.path, *place.path[1:])))
        return cx, place
    owner, number = original_of(cx, place.local)
    return (cx, place) if owner is cx else original_place(owner, replace(place, local=number))


def closure_type(cx: FunctionContext, decl: FunctionDecl, capturing: Capturing) -> ClosureType:
    """The type of the closure value in the enclosing function."""
    captures = capturing.in_order
    types = [captured.outer.type for captured in captures]
    moved = [captured.outer.type for captured in captures if captured.how is How.MOVE]
    found = [origin for captured in (*captures, *capturing.called) for origin in carried(captured)]
    own = None if cx.capturing is None else cx.capturing.closure
    return ClosureType(
        decl=decl,
        origins=_merged(part for origin in found for part in _containers(origin, own)),
        implicitly_copyable=all(implicitly_copyable(each, cx.types) is not Answer.NO for each in moved),
        register_passable=all(is_register_passable(each, cx.types) is Answer.YES for each in types),
        trivial=all(is_trivial(each, cx.types) is Answer.YES for each in types),
    )


def carried(captured: Captured) -> tuple[tuple[Origin, bool | None], ...]:
    """The origins of one capture, each with the mutability of the storage itself."""
    outer = captured.outer
    inside = tuple((origin, origin.mutable) for origin in embedded_origins(outer.type))
    if captured.how in (How.COPY, How.MOVE):
        return inside
    access = outer_access(outer)
    if access is None:
        return inside
    if isinstance(outer, ReferenceBinding) and outer.origin is not None:
        own = outer.origin
    elif isinstance(access, Place):
        own = place_origin(access, outer.category)
    else:
        return inside
    borrowed = Origin(own.paths, False) if captured.how is How.IMM else own
    return ((borrowed, own.mutable), *inside)


def _containers(origin: tuple[Origin, bool | None], own: LocalId | None) -> Iterator[Origin]:
    """A closure that refers to a field carries the origin of what contains it, as mutable as that is
    (checked on 1.2.0: with `ref r = s.x`, a closure with `{imm r}` conflicts with a read of `s.y`).

    Its own fields, in the closure numbered `own`, are not looked at in this way.
    """
    found, mutable = origin
    kept = tuple(path for path in found.paths if not _is_field(path, own))
    if kept:
        yield Origin(kept, found.mutable)
    for path in found.paths:
        if _is_field(path, own):
            steps = path.steps
            while steps and isinstance(steps[-1], FieldStep):
                steps = steps[:-1]
            yield Origin((OriginPath(path.root, steps),), mutable)


def _is_field(path: OriginPath, own: LocalId | None) -> bool:
    if not path.steps or path.root == LocalRoot(-1 if own is None else own):
        return False
    return isinstance(path.steps[-1], FieldStep)


def _merged(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """An origin that occurs both mutably and immutably counts once, mutable."""
    merged: dict[tuple[OriginPath, ...], Origin] = {}
    for origin in origins:
        known = merged.get(origin.paths)
        if known is None or origin.mutable:
            merged[origin.paths] = origin
    return tuple(merged.values())
