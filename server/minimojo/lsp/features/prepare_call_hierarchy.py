"""textDocument/prepareCallHierarchy: the function under the cursor, or the type whose values are made."""

from __future__ import annotations

from lsprotocol import types

from minimojo.ide.calls import callables_at
from minimojo.lsp.call_items import item
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.CallHierarchyPrepareParams) -> list[types.CallHierarchyItem]:
    offset = session.offset(params)
    if offset is None:
        return []
    return [item(session, it) for it in callables_at(session.atlas, params.text_document.uri, offset)]


FEATURE = Feature(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY, handle)
