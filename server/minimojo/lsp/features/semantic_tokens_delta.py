"""textDocument/semanticTokens/full/delta: what is new since an earlier answer."""

from __future__ import annotations

from lsprotocol import types

from minimojo.lsp.colours import LEGEND
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session

Answer = types.SemanticTokens | types.SemanticTokensDelta | None


async def handle(session: Session, params: types.SemanticTokensDeltaParams) -> Answer:
    uri = params.text_document.uri
    if not session.is_open(uri):
        return None
    return await session.colours.delta(session, uri, params.previous_result_id)


FEATURE = Feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA, handle, LEGEND)
