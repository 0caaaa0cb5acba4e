"""Refactorings as code actions. What they change is worked out when one is chosen, by clients that ask again then."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from lsprotocol import types

from minimojo.ide.refactorings import Change, made, offers
from minimojo.lsp import convert
from minimojo.lsp.session import Session

_FEW = 30
"""Mentions of a function whose call sites are looked at before anybody has chosen."""


class Chosen(msgspec.Struct, frozen=True):
    """What the client gives back: where an action was offered, in which version, and its title."""

    uri: str
    version: int | None
    offset: int
    title: str


def refactorings_at(session: Session, uri: str, offset: int) -> Iterator[types.CodeAction]:
    """What is offered at a byte of an open document."""
    is_later = _asks_again(session)
    for kind, offer in offers(session.atlas, uri, offset):
        if is_later:
            chosen = Chosen(uri, session.version(uri), offset, offer.title)
            yield types.CodeAction(title=offer.title, kind=kind, data=msgspec.json.encode(chosen).decode())
        elif offer.weight <= _FEW and (change := made(session.atlas, offer)) is not None:
            yield types.CodeAction(title=change.title, kind=kind, edit=edit_of(session, change))


def change_of(session: Session, chosen: Chosen) -> Change | None:
    """The change that was chosen; None if it is not possible."""
    for _, offer in offers(session.atlas, chosen.uri, chosen.offset):
        if offer.title == chosen.title:
            return made(session.atlas, offer)
    return None


def edit_of(session: Session, change: Change) -> types.WorkspaceEdit:
    """Its edits, of all files."""
    return session.edit(
        {
            path: convert.text_edits(given, session.atlas.lines(path), session.encoding)
            for path, given in change.edits.items()
        }
    )


def _asks_again(session: Session) -> bool:
    document = session.server.client_capabilities.text_document
    can = document.code_action if document else None
    resolves = can.resolve_support.properties if can and can.resolve_support else ()
    return bool(can and can.data_support and "edit" in resolves)
