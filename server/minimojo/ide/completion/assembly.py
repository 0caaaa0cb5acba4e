"""Puts together what all sources find."""

from __future__ import annotations

from msgspec import Struct

from minimojo.ide.completion.model import Item, Moment, all_sources
from minimojo.ide.completion.places import MANY, leads_to
from minimojo.syntax.unfinished import Inside, spot_at
from minimojo.text import Span
from minimojo.types import library_of
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.naming import parts_at


class Completion(Struct, frozen=True):
    """Items for the place of the word `span`, best first; `is_called` says that a bracket follows,
    `is_complete` that there are no others, whatever is written next."""

    span: Span
    items: tuple[Item, ...]
    is_called: bool
    is_complete: bool = True


def completion(atlas: Atlas, path: str, offset: int) -> Completion:
    """Everything that can be written at a byte of a file, whatever of it is written already."""
    workspace = atlas.workspace
    text = workspace.document(path).text
    start = max((it.start for it in parts_at(workspace.module(path), offset)), default=0)
    spot = spot_at(text, offset, start)
    is_called = text[spot.word.end : spot.word.end + 1] == b"("
    if spot.inside is not Inside.CODE:
        return Completion(spot.word, (), is_called)
    moment = Moment(atlas, path, spot)
    found: dict[str, Item] = {}
    with library_of(workspace.run(path).scope.environment):
        for source in all_sources():
            for item in source.find(moment):
                known = found.get(item.label)
                if known is None or item.rank < known.rank:
                    found[item.label] = item
    items = sorted(found.values(), key=lambda it: it.rank)
    if len(items) > MANY and spot.prefix:
        items = [it for it in items if leads_to(spot.prefix.lower(), (it.sought or it.label).lower())]
    return Completion(spot.word, tuple(items[:MANY]), is_called, len(items) <= MANY)
