"""A name that is spelled nearly like it: `valeu` becomes `value`, and `totl` in a method `self.total`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from operator import itemgetter

from minimojo.ide.corrections.model import Correction, Corrector, Slip
from minimojo.names.listing import exported_names, member_names, members_inside
from minimojo.text import TextEdit
from minimojo.types.std.library import StandardLibrary, standard_library

_NEAR = 0.75
"""The part of the letters of both names that stand in both, in the same order."""

_MOST = 3

_Candidate = tuple[str, str]
"""A name, and how it is written here."""


def find(slip: Slip) -> Iterator[Correction]:
    for written in _nearest(slip.name, _candidates(slip))[:_MOST]:
        yield Correction(f"Change `{slip.name}` to `{written}`", (TextEdit(slip.span, written),))


def _candidates(slip: Slip) -> Iterator[_Candidate]:
    """What stands behind the same dot; of a name by itself what the function declares, its type, the file and the
    prelude."""
    found, probe = slip.undeclared, slip.probe
    if found.owner is not None:
        yield from ((it, it) for it in member_names(found.owner, probe.scope))
        return
    yield from ((it, it) for it in found.visible)
    if probe.owner is not None:
        yield from ((it.name, it.name) for it in probe.owner.type_parameters)
        for name, _, is_of_type in members_inside(probe.owner, probe.scope):
            if is_of_type or "self" in found.visible:
                yield name, f"{'Self' if is_of_type else 'self'}.{name}"
    yield from ((it, it) for it in exported_names(probe.environment))
    library = standard_library()
    if isinstance(library, StandardLibrary):
        yield from ((it, it) for it in sorted(library.prelude_names - library.deprecated))


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


CORRECTOR = Corrector(find)
