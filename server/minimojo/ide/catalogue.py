"""Everything that the files of the open folders declare, searched by a part of its name.

A file is read once and again when it has changed; of a query, every letter has to be in the name, in order.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from heapq import nsmallest

from msgspec import Struct, field

from minimojo.ide.skimming import Skimmed, skimmed
from minimojo.names.model import Kind
from minimojo.text import LineIndex
from minimojo.workspace.naming import Place
from minimojo.workspace.workspace import Workspace

LIMIT = 256
"""Answers to one query at most; whoever needs more types another letter."""

_FRESH = 2.0
"""Seconds for which a file on disk is taken to be what it was: a query follows every key."""

_ORDER = {Kind.STRUCT: 0, Kind.TRAIT: 0, Kind.ENUM: 0, Kind.FUNCTION: 1, Kind.METHOD: 2, Kind.COMPTIME: 2}


Rank = tuple[int, int, int, str]
Match = tuple[Rank, str, int]
"""How well it fits (less is better), the key of its file, its number there."""


class Listed(Struct, frozen=True):
    """A declaration in some file."""

    kind: Kind
    name: str
    container: str
    place: Place


class _Page(Struct):
    """What a file declares; `names` are the names, a line each, `starts` where each begins."""

    stamp: Hashable
    found: tuple[Skimmed, ...]
    names: str
    starts: dict[int, int]
    seen: float


class Catalogue(Struct):
    """The declarations of files, by key."""

    _pages: dict[str, _Page] = field(default_factory=dict[str, _Page])

    def refresh(self, workspace: Workspace) -> Iterator[int]:
        """Brings everything up to date, a file at a time: yields how many are left."""
        keys, now = workspace.keys, time.monotonic()
        for gone in self._pages.keys() - set(keys):
            del self._pages[gone]
        for number, key in enumerate(keys, 1):
            self._update(workspace, key, now)
            yield len(keys) - number

    def matches(self, query: str) -> Iterator[list[Match]]:
        """What fits a query, a file at a time."""
        wanted = "".join(query.split())
        fits = _pattern(wanted).search
        rank = _rank_for(wanted)
        for key, page in list(self._pages.items()):
            yield [(rank(page.found[number]), key, number) for number in _fitting(page, fits)]

    def listed(self, workspace: Workspace, matches: Iterable[Match]) -> list[Listed]:
        """The best matches first. What has changed since they were found is left out."""
        lines = dict[str, LineIndex]()
        found: list[Listed] = []
        for _, key, number in nsmallest(LIMIT, matches):
            page = self._pages.get(key)
            if page is None or number >= len(page.found):
                continue
            if key not in lines:
                lines[key] = LineIndex(_text(workspace, key) or b"")
            it = page.found[number]
            place = Place(workspace.path_of(key), it.span, lines[key])
            found.append(Listed(it.kind, it.name, it.container, place))
        return found

    def _update(self, workspace: Workspace, key: str, now: float) -> None:
        page = self._pages.get(key)
        document = workspace.opened(key)
        if document is None and page is not None and now - page.seen < _FRESH:
            return
        stamp = workspace.files.stamp(key) if document is None else document
        if page is not None and page.stamp == stamp:
            page.seen = now
            return
        found = tuple(skimmed(_text(workspace, key) or b""))
        starts, at = dict[int, int](), 0
        for number, it in enumerate(found):
            starts[at] = number
            at += len(it.name) + 1
        self._pages[key] = _Page(stamp, found, "\n".join(it.name for it in found), starts, now)


def _pattern(wanted: str) -> re.Pattern[str]:
    """A name from its beginning to the last letter of `wanted`. Each letter is the next one of its kind, which is
    never taken back: the time is that of one look, whatever the names and the letters are."""
    steps = (f"[^\n{re.escape(it)}]*+{re.escape(it)}" for it in wanted)
    return re.compile("^" + "".join(steps), re.IGNORECASE | re.MULTILINE)


def _fitting(page: _Page, fits: Callable[[str, int], re.Match[str] | None]) -> Iterator[int]:
    """The numbers of the names of a file that fit."""
    at = 0
    while at < len(page.names) and (match := fits(page.names, at)) is not None:
        start = page.names.rfind("\n", 0, match.start()) + 1
        number = page.starts[start]
        yield number
        at = start + len(page.found[number].name) + 1


def _rank_for(wanted: str) -> Callable[[Skimmed], Rank]:
    """Smaller is better: the name itself, its beginning, letters that begin its words, letters in one piece."""
    lower = wanted.lower()
    words = re.compile(r"(?:(?<=[^a-z])|(?<=[_\W])|^)(\w)|([A-Z])")

    def rank(it: Skimmed) -> Rank:
        name = it.name.lower()
        if it.name == wanted:
            grade = 0
        elif name == lower:
            grade = 1
        elif name.startswith(lower):
            grade = 2
        elif lower in name:
            at = name.index(lower)
            grade = 3 if it.name[at - 1] == "_" or it.name[at].isupper() else 5
        else:
            initials = "".join(found[0] for found in words.finditer(it.name)).lower()
            grade = 4 if initials.startswith(lower) else 6
        return grade, len(name), _ORDER.get(it.kind, 3), it.name

    return rank


def _text(workspace: Workspace, key: str) -> bytes | None:
    document = workspace.opened(key)
    return workspace.files.read(key) if document is None else document.text
