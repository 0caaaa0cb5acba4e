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


class Refactoring(Struct, frozen=True):
    """`kind` is what the protocol calls it; `find` gives the changes that are possible at a byte of a file."""

    kind: str
    find: Callable[[Atlas, str, int], Iterator[Change]]


@cache
def all_refactorings() -> tuple[Refactoring, ...]:
    """The refactoring of every module of `minimojo.ide.refactorings.kinds`."""
    from minimojo.ide.refactorings import kinds

    modules = (import_module(f"{kinds.__name__}.{it.name}") for it in iter_modules(kinds.__path__))
    return tuple(module.REFACTORING for module in modules)


def refactorings(atlas: Atlas, path: str, offset: int) -> Iterator[tuple[str, Change]]:
    """What can be changed at a byte of a file, with its kind, as far as no file outside of the open folders is
    changed."""
    workspace = atlas.workspace
    for refactoring in all_refactorings():
        for change in refactoring.find(atlas, path, offset):
            if all(workspace.is_own(workspace.files.key(it)) for it in change.edits):
                yield refactoring.kind, change
