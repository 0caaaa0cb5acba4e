"""What a correction is, and how the modules that find them are found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from msgspec import Struct

from minimojo.names.model import Kind
from minimojo.names.undeclared import Undeclared, undeclared_at
from minimojo.text import Span, TextEdit
from minimojo.types import library_of
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.naming import Placed
from minimojo.workspace.probe import Probe
from minimojo.workspace.workspace import Workspace

_HAS_LETTER = re.compile(rb"[A-Za-z_\x80-\xff]")


class Correction(Struct, frozen=True):
    """Edits of the file, with which a name stands for something."""

    title: str
    edits: tuple[TextEdit, ...]


class Slip(Struct, frozen=True, eq=False):
    """A name in an open file that stands for nothing, and the function or header that it is part of."""

    workspace: Workspace
    path: str
    probe: Probe
    undeclared: Undeclared

    @property
    def name(self) -> str:
        return self.undeclared.name

    @property
    def span(self) -> Span:
        """Where it stands in the file."""
        return self.undeclared.span.shifted(self.probe.part.start)


class Corrector(Struct, frozen=True):
    """Finds corrections of one kind, best first."""

    find: Callable[[Slip], Iterator[Correction]]


@cache
def all_correctors() -> tuple[Corrector, ...]:
    """The corrector of every module of `minimojo.ide.corrections.kinds`."""
    from minimojo.ide.corrections import kinds

    modules = (import_module(f"{kinds.__name__}.{it.name}") for it in iter_modules(kinds.__path__))
    return tuple(module.CORRECTOR for module in modules)


def corrections(atlas: Atlas, path: str, offset: int) -> Iterator[Correction]:
    """What may be meant by the name at a byte of a file, if that is known to stand for nothing."""
    workspace = atlas.workspace
    is_word = _HAS_LETTER.search(workspace.document(path).text, max(offset - 1, 0), offset + 1) is not None
    if not is_word or _is_known(atlas.name_at(path, offset)):
        return
    probe = workspace.probe(path, (), offset)
    if probe is None:
        return
    with library_of(probe.environment):
        found = undeclared_at(probe.resolver, offset - probe.part.start)
        if found is not None:
            slip = Slip(workspace, path, probe, found)
            yield from [it for corrector in all_correctors() for it in corrector.find(slip)]


def _is_known(name: Placed | None) -> bool:
    """Whether a name stands for something, more than that it is imported."""
    return name is not None and any(it.kind is not Kind.UNKNOWN for it in name.symbols)
