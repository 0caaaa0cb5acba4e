"""textDocument/semanticTokens/full: what every name is, and who owns what it stands for."""

from __future__ import annotations

from lsprotocol import types

from minimojo.lsp.colours import LEGEND
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


async def handle(session: Session, params: types.SemanticTokensParams) -> types.SemanticTokens | None:
    uri = params.text_document.uri
    return await session.colours.full(session, uri) if session.is_open(uri) else None


FEATURE = Feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, handle, LEGEND)
