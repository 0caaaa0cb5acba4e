"""textDocument/semanticTokens/range: what is on the screen; only the functions there are looked at."""

from __future__ import annotations

from lsprotocol import types

from minimojo.lsp import convert
from minimojo.lsp.colours import LEGEND
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


async def handle(session: Session, params: types.SemanticTokensRangeParams) -> types.SemanticTokens | None:
    uri = params.text_document.uri
    if not session.is_open(uri):
        return None
    span = convert.span(session.lines(uri), params.range, session.encoding)
    return await session.colours.within(session, uri, span)


FEATURE = Feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, handle, LEGEND)
