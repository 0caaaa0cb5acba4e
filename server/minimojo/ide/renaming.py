"""Another name for something, everywhere at once, or the reason why not."""

from __future__ import annotations

from minimojo.hir.module import build_module
from minimojo.ide.promises import kept_together
from minimojo.names.model import Kind, Symbol
from minimojo.names.scopes import mentions_of
from minimojo.syntax.document import Document
from minimojo.text import Span
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.naming import Mention, Place, Placed
from minimojo.workspace.steps import Steps


class RefusedError(Exception):
    """Why something cannot be renamed, for the user."""


def renameable(atlas: Atlas, path: str, offset: int) -> Span:
    """The name that would be replaced. Raises `RefusedError` with the reason if there is none."""
    return _target(atlas, path, offset)[0].span


def rename(atlas: Atlas, path: str, offset: int, name: str) -> Steps[tuple[Place, ...]]:
    """The places, in all files, that have to be spelled anew when what is at a byte gets another name.

    Raises `RefusedError` where that cannot be done, or would make the name mean something else.
    """
    _, symbol, old = _target(atlas, path, offset)
    if not _is_name(name):
        raise RefusedError(f"`{name}` is not a name")
    new = name.strip("`")
    places: dict[Place, None] = {}
    for each in (yield from kept_together(atlas, symbol)):
        if each.library:
            raise RefusedError(f"`{symbol.name}` keeps a promise of the standard library")
        mentions = yield from _mentions(atlas, each, old, path, is_alias=old != symbol.name)
        for it in mentions:
            _refuse_conflict(atlas, it, each, new)
        places |= dict.fromkeys(it.place for it in mentions)
    return tuple(places)


def _is_name(text: str) -> bool:
    """Whether the language takes a text for a name of a variable."""
    module = build_module(Document.parse(f"comptime {text} = 1\n".encode("utf-8", "replace")), "")
    return not module.damaged and list(module.space.names) == [text.strip("`")] and text not in ("_", "Self")


def _target(atlas: Atlas, path: str, offset: int) -> tuple[Placed, Symbol, str]:
    found = atlas.name_at(path, offset)
    if found is None:
        raise RefusedError("there is nothing here that can be renamed")
    text = atlas.workspace.lines(path).text_of(found.span)
    for symbol in found.symbols:
        if symbol.library:
            raise RefusedError(f"`{symbol.name}` is declared by the standard library")
        if symbol.file and not atlas.workspace.is_own(symbol.file):
            raise RefusedError(f"`{symbol.name}` is declared outside of the open folders")
        if symbol.kind is Kind.UNKNOWN and text == symbol.name:
            raise RefusedError(f"it is not known where `{symbol.name}` is declared")
        if symbol.kind is Kind.MODULE and text == symbol.name:
            raise RefusedError("a module has the name of its file")
        if text in ("self", "Self"):
            raise RefusedError(f"`{text}` has to be called so")
        if symbol.name.startswith("__") and symbol.name.endswith("__"):
            raise RefusedError(f"the compiler knows `{symbol.name}` by its name")
    return found, found.symbols[0], text


def _mentions(
    atlas: Atlas, symbol: Symbol, old: str, path: str, *, is_alias: bool
) -> Steps[tuple[Mention, ...]]:
    """The places that are spelled like the one that is renamed; a name given by an import is one of its file."""
    if is_alias:
        found = list(atlas.mentions_in(path, symbol, old))
    else:
        found = yield from atlas.mentions(symbol)
    spelled = (it for it in found if it.place.lines.text_of(it.place.span).strip("`") == old)
    return tuple(dict.fromkeys(spelled))


def _refuse_conflict(atlas: Atlas, it: Mention, symbol: Symbol, new: str) -> None:
    """Whether a name means something already where it would be written, or could hide something."""
    if symbol.kind in (Kind.FIELD, Kind.METHOD, Kind.CASE):
        owner = atlas.owner_of(symbol)
        if owner is not None and (
            new in owner.methods or new in owner.comptimes or any(new == field.name for field in owner.fields)
        ):
            raise RefusedError(f"`{owner.name}` has a member `{new}` already")
        return
    tree = atlas.tree_of(it.place.path, it.part)
    if tree is None:
        return
    for use in mentions_of(*tree).uses:
        if use.name == new:
            line = it.place.lines.line_of(it.place.span.start) + 1
            raise RefusedError(f"`{new}` is a name already where it would be used in line {line}")
