"""Where is it declared, and where is it written?"""

from __future__ import annotations

from minimojo.names.model import Kind, Role, Symbol
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.naming import Mention, Place, Placed
from minimojo.workspace.steps import Steps


def symbols_at(atlas: Atlas, path: str, offset: int) -> tuple[Symbol, ...]:
    """What the name at a byte of a file stands for."""
    found = atlas.name_at(path, offset)
    return () if found is None else found.symbols


def definitions(atlas: Atlas, path: str, offset: int) -> list[Place]:
    """Where what a name stands for is declared; for a module its file, if there is one to show, and the import
    by which it is known."""
    named = atlas.name_at(path, offset)
    if named is None:
        return []
    places: list[Place | None] = []
    for symbol in named.symbols:
        places.append(atlas.place(symbol))
        if symbol.kind in (Kind.MODULE, Kind.UNKNOWN):
            places.append(_binding(atlas, path, symbol, named))
    return [place for place in places if place is not None]


def _binding(atlas: Atlas, path: str, imported: Symbol, named: Placed) -> Place | None:
    """The import that a module, or what is not known, is named by; in imports, that one only."""
    bindings = list(atlas.bindings(path, imported))
    if named.role is Role.IMPORT:
        return next((it for it in bindings if it.span == named.span), None)
    text = atlas.lines(path).text_of(named.span)
    alike = (it for it in bindings if it.lines.text_of(it.span) == text)
    return next(alike, bindings[0] if bindings else None)


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
