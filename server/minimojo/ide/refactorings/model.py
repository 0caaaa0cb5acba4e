"""What a refactoring is, and how the modules that define them are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from msgspec import Struct

from minimojo.text import TextEdit
from minimojo.workspace.atlas import Atlas


class Change(Struct, frozen=True):
    """Edits of files, by path; each is about the present text of its file."""

    title: str
    edits: Mapping[str, tuple[TextEdit, ...]]


class Offer(Struct, frozen=True):
    """A change that may be possible: `make` works it out, which takes as long as there are files that it concerns,
    and gives None where it would do harm. `weight` is about how many places it may concern."""

    title: str
    make: Callable[[], Change | None]
    weight: int = 0


class Refactoring(Struct, frozen=True):
    """`kind` is what the protocol calls it; `find` gives what is offered at a byte of a file, at once."""

    kind: str
    find: Callable[[Atlas, str, int], Iterator[Offer]]


@cache
def all_refactorings() -> tuple[Refactoring, ...]:
    """The refactoring of every module of `minimojo.ide.refactorings.kinds`."""
    from minimojo.ide.refactorings import kinds

    modules = (import_module(f"{kinds.__name__}.{it.name}") for it in iter_modules(kinds.__path__))
    return tuple(module.REFACTORING for module in modules)


def offers(atlas: Atlas, path: str, offset: int) -> Iterator[tuple[str, Offer]]:
    """What may be changed at a byte of a file, with its kind."""
    for refactoring in all_refactorings():
        for offer in refactoring.find(atlas, path, offset):
            yield refactoring.kind, offer


def made(atlas: Atlas, offer: Offer) -> Change | None:
    """The change, as far as it is possible and no file outside of the open folders is changed."""
    change = offer.make()
    workspace = atlas.workspace
    is_own = change is not None and all(workspace.is_own(workspace.files.key(it)) for it in change.edits)
    return change if is_own else None


def refactorings(atlas: Atlas, path: str, offset: int) -> Iterator[tuple[str, Change]]:
    """What can be changed at a byte of a file, with its kind; all of it is worked out."""
    for kind, offer in offers(atlas, path, offset):
        change = made(atlas, offer)
        if change is not None:
            yield kind, change
