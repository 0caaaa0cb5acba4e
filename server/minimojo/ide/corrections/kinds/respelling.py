"""A name that is spelled nearly like it: `valeu` becomes `value`, and `totl` in a method `self.total`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from operator import itemgetter

from minimojo.hir.model import ComptimeDecl, FunctionDecl
from minimojo.ide.corrections.model import Correction, Kind, Slip
from minimojo.names.listing import exported_names, member_names, members_named
from minimojo.text import TextEdit
from minimojo.types.model import StructType
from minimojo.types.std.library import StandardLibrary, standard_library

_NEAR = 0.75
"""The part of the letters of both names that stand in both, in the same order."""

_MOST = 3

_Candidate = tuple[str, str]
"""A name, and how it is written here."""


def find(slip: Slip) -> Iterator[Correction]:
    owner = slip.undeclared.owner
    candidates = _in_scope(slip) if owner is None else _members(slip)
    for written in _nearest(slip.name, candidates)[:_MOST]:
        yield Correction(f"Change `{slip.name}` to `{written}`", (TextEdit(slip.span, written),))


def _members(slip: Slip) -> Iterator[_Candidate]:
    """Names behind the dot."""
    owner = slip.undeclared.owner
    if owner is not None:
        yield from ((it, it) for it in member_names(owner, slip.probe.scope))


def _in_scope(slip: Slip) -> Iterator[_Candidate]:
    """What the function declares, its type, the file and the prelude."""
    yield from ((it, it) for it in slip.undeclared.visible)
    yield from _of_owner(slip)
    yield from ((it, it) for it in exported_names(slip.probe.environment))
    library = standard_library()
    if isinstance(library, StandardLibrary):
        yield from ((it, it) for it in sorted(library.prelude_names - library.deprecated))


def _of_owner(slip: Slip) -> Iterator[_Candidate]:
    """Members of the value that a method is called on, which are written with their owner."""
    owner = slip.probe.owner
    if owner is None:
        return
    yield from ((it.name, it.name) for it in owner.type_parameters)
    for name in (*(it.name for it in owner.fields), *owner.methods, *owner.comptimes):
        found = members_named(StructType(owner), name, slip.probe.scope)
        first = found[0] if found else None
        if isinstance(first, ComptimeDecl) or (isinstance(first, FunctionDecl) and first.is_static):
            yield name, f"Self.{name}"
        elif first is not None and "self" in slip.undeclared.visible:
            yield name, f"self.{name}"


def _nearest(name: str, candidates: Iterable[_Candidate]) -> list[str]:
    """How those are written that are like a name whatever the case of their letters is, best first; of equal ones
    those that come first."""
    matcher = SequenceMatcher(None, "", name.lower(), autojunk=False)
    near: dict[str, tuple[float, float]] = {}
    for label, written in candidates:
        matcher.set_seq1(label.lower())
        if not _could_be_near(len(label), len(name)) or matcher.quick_ratio() < _NEAR:
            continue
        likeness = matcher.ratio()
        if likeness >= _NEAR and written != name:
            exact = SequenceMatcher(None, name, label, autojunk=False).ratio()
            near.setdefault(written, (-likeness, -exact))
    return [written for written, _ in sorted(near.items(), key=itemgetter(1))]


def _could_be_near(one: int, other: int) -> bool:
    """Whether two names of these lengths can have enough in common."""
    return 2 * min(one, other) >= _NEAR * (one + other)


KIND = Kind(find)
