"""textDocument/completion: what can be written here, whatever of it is written already."""

from __future__ import annotations

from lsprotocol import types

from minimojo.ide.completion import completion
from minimojo.lsp.completion_items import items
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.CompletionParams) -> types.CompletionList | None:
    offset, uri = session.offset(params), params.text_document.uri
    if offset is None:
        return None
    found = completion(session.atlas, uri, offset)
    return types.CompletionList(is_incomplete=not found.is_complete, items=items(session, uri, found))


FEATURE = Feature(
    types.TEXT_DOCUMENT_COMPLETION,
    handle,
    types.CompletionOptions(trigger_characters=[".", "@"], resolve_provider=True),
)
