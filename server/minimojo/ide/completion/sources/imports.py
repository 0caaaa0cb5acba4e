"""In an import: modules of the project and of the library, and the names of a module."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minimojo.ide.completion.model import Item, Moment, Pointer, Rank, Source, item_of
from minimojo.ide.completion.places import is_import
from minimojo.names.listing import exported_names
from minimojo.names.model import Kind
from minimojo.names.symbols import Symbols
from minimojo.types import Environment

_NAMES = re.compile(rb"\s*from\s+(?P<path>[.\w\s]+?)\s+import\b(?P<names>.*)\Z", re.DOTALL)
_DOTS_ONLY = re.compile(rb"\s*from\s*(?P<path>\.+)\s*import\b(?P<names>.*)\Z", re.DOTALL)
_PATH = re.compile(rb"\s*(?:from|import)\s+(?:[\w.]+(?:\s+as\s+\w+)?\s*,\s*)*(?P<path>[.\w]*?)\Z")
_BEHIND = re.compile(rb"\s*from\s+[.\w]+\s+\Z")
_AS = re.compile(rb"\bas\s+\Z")


def find(moment: Moment) -> Iterator[Item]:
    before = moment.spot.before
    if not is_import(moment.spot) or _AS.search(before):
        return
    names = _NAMES.match(before) or _DOTS_ONLY.match(before)
    if names is not None:
        yield from _members(moment, _text(names["path"]), _text(names["names"]))
        return
    if _BEHIND.match(before):
        yield Item(label="import", kind=Kind.MODULE, rank=Rank.KEYWORD)
        return
    path = _PATH.match(before)
    if path is not None:
        for name in moment.atlas.workspace.submodules(moment.path, _text(path["path"])):
            yield Item(label=name, kind=Kind.MODULE, rank=_rank(name, Rank.OWN))


def _text(found: bytes) -> str:
    return "".join(found.decode("utf-8", "replace").split())


def _members(moment: Moment, path: str, given: str) -> Iterator[Item]:
    workspace = moment.atlas.workspace
    environment = workspace.run(moment.path).scope.environment
    known = set(re.findall(r"\w+", given))
    home = environment.module(path)
    if home is not None:
        yield from _exported(home, workspace.run(moment.path).symbols, known)
    inside = path if path.endswith(".") else f"{path}."
    for name in workspace.submodules(moment.path, inside):
        if name not in known:
            yield Item(label=name, kind=Kind.MODULE, rank=_rank(name, Rank.IMPORTED))


def _rank(name: str, public: Rank) -> Rank:
    return Rank.PRIVATE if name.startswith("_") else public


def _exported(home: Environment, symbols: Symbols, known: set[str]) -> Iterator[Item]:
    for name in exported_names(home):
        found = symbols.environment.exported_by(home, name)
        if name in known:
            continue
        rank = _rank(name, Rank.MEMBER)
        if found:
            item = item_of(name, found, rank, symbols)
            yield Item(label=name, kind=item.kind, rank=rank, detail=item.detail, pointer=item.pointer)
        else:
            yield Item(label=name, kind=Kind.MODULE, rank=rank, pointer=Pointer())


SOURCE = Source(find)
