"""textDocument/hover: who owns this, and what becomes of it."""

from __future__ import annotations

from lsprotocol import types

from minimojo.ide.hover import hover
from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.HoverParams) -> types.Hover | None:
    offset, uri = session.offset(params), params.text_document.uri
    found = None if offset is None else hover(session.atlas, uri, offset)
    if found is None:
        return None
    return convert.hover(found, session.lines(uri), session.encoding, _kind(session))


def _kind(session: Session) -> types.MarkupKind:
    """Markdown, unless the client says that it can only show something else."""
    document = session.server.client_capabilities.text_document
    formats = document.hover.content_format if document and document.hover else None
    plain = formats is not None and types.MarkupKind.Markdown not in formats
    return types.MarkupKind.PlainText if plain else types.MarkupKind.Markdown


FEATURE = Feature(types.TEXT_DOCUMENT_HOVER, handle)
