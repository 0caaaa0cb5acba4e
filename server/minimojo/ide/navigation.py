"""Where is it declared, and where is it written?"""

from __future__ import annotations

from minimojo.names.model import Role, Symbol
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.naming import Mention, Place
from minimojo.workspace.steps import Steps


def symbols_at(atlas: Atlas, path: str, offset: int) -> tuple[Symbol, ...]:
    """What the name at a byte of a file stands for."""
    found = atlas.name_at(path, offset)
    return () if found is None else found.symbols


def definitions(atlas: Atlas, path: str, offset: int) -> list[Place]:
    """Where what a name stands for is declared; for a module without a file to show, where it is imported."""
    places = (
        atlas.place(symbol) or atlas.imported(path, symbol) for symbol in symbols_at(atlas, path, offset)
    )
    return [place for place in places if place is not None]


def type_definitions(atlas: Atlas, path: str, offset: int) -> list[Place]:
    """Where the type of the value that a name stands for is declared."""
    places = (atlas.place(symbol) for symbol in atlas.types_at(path, offset))
    return [place for place in places if place is not None]


def references(atlas: Atlas, path: str, offset: int, *, declared: bool = True) -> Steps[list[Mention]]:
    """Every place in all files that names the same; `declared` says whether the declaration is one."""
    found: dict[Mention, None] = {}
    for symbol in symbols_at(atlas, path, offset):
        mentions = yield from atlas.mentions(symbol)
        found |= dict.fromkeys(mentions)
    return [it for it in found if declared or it.role is not Role.DECLARATION]
