"""textDocument/hover: who owns this, and what becomes of it."""

from __future__ import annotations

from lsprotocol import types

from minimojo.ide.hover import hover
from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.HoverParams) -> types.Hover | None:
    uri = params.text_document.uri
    if not session.is_open(uri):
        return None
    lines = session.lines(uri)
    offset = convert.offset(lines, params.position, session.encoding)
    found = hover(session.workspace.around(uri, offset), offset)
    return None if found is None else convert.hover(found, lines, session.encoding, _kind(session))


def _kind(session: Session) -> types.MarkupKind:
    """Markdown, unless the client says that it can only show something else."""
    document = session.server.client_capabilities.text_document
    formats = document.hover.content_format if document and document.hover else None
    plain = formats is not None and types.MarkupKind.Markdown not in formats
    return types.MarkupKind.PlainText if plain else types.MarkupKind.Markdown


FEATURE = Feature(types.TEXT_DOCUMENT_HOVER, handle)
