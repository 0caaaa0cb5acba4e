"""Origins of the storage that values live in (CL-20, CL-21)."""

from __future__ import annotations

from minimojo.mir.body import Access, Place, Through
from minimojo.types import stepped
from minimojo.types.model import (
    Category,
    FieldStep,
    LocalRoot,
    Origin,
    OriginPath,
    SpecialRoot,
)


def place_origin(place: Place, category: Category) -> Origin:
    """The origin of a place; mutable as its category says."""
    steps = tuple([FieldStep(name) for name in place.path]) if place.path else ()
    return Origin((OriginPath(LocalRoot(place.local), steps),), mutability(category))


def mutability(category: Category) -> bool | None:
    """Whether a value of this category may be written; None when it depends on a parameter."""
    return _MUTABILITY.get(category, False)


_MUTABILITY = {Category.MUT: True, Category.PAR: None}


def reference_category(origin: Origin | None) -> Category:
    """The category of what a reference with this origin refers to (EX-30).

    Of `AnyOrigin[mut=m]` it is not known here what `m` is: it may be written for all we know.
    """
    if origin is not None and origin.mutable is None and not is_known(origin):
        return Category.UNKNOWN
    if origin is not None and origin.mutable is None and _is_special(origin):
        return Category.MUT
    if origin is None or origin.mutable is None:
        return Category.PAR
    return Category.MUT if origin.mutable else Category.IMM


def _is_special(origin: Origin) -> bool:
    return all(isinstance(path.root, SpecialRoot) for path in origin.paths)


def access_origin(access: Access, category: Category) -> Origin:
    """The origin of an access."""
    match access:
        case Place():
            return place_origin(access, category)
        case Through():
            return Origin(access.origin.paths, mutability(category))


def field_origin(origin: Origin, name: str) -> Origin:
    """The origin of a stored field."""
    return stepped(origin, FieldStep(name))


def immutable(origin: Origin) -> Origin:
    """The same storage, for reading."""
    return Origin(origin.paths, False)


def is_known(origin: Origin) -> bool:
    """Whether every member of the union is known."""
    return all(path.root is not SpecialRoot.UNKNOWN for path in origin.paths)


def touches_any(origin: Origin) -> bool:
    """Whether the wildcard origin is a member (CL-12)."""
    return any(path.root is SpecialRoot.ANY for path in origin.paths)


def reach_one_another(left: Origin, right: Origin) -> bool:
    """Whether one contains the other by field steps alone (VA-36a)."""
    return any(_nested(a, b) for a in left.paths for b in right.paths)


def _nested(left: OriginPath, right: OriginPath) -> bool:
    if left.root != right.root or left.root is SpecialRoot.ANY:
        return False
    shorter, longer = sorted((left.steps, right.steps), key=len)
    return longer[: len(shorter)] == shorter and all(
        isinstance(step, FieldStep) for step in longer[len(shorter) :]
    )
