"""textDocument/references: every place in all files that names the same."""

from __future__ import annotations

from lsprotocol import types

from minimojo.ide.navigation import references
from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.search import Search
from minimojo.lsp.session import Session


async def handle(session: Session, params: types.ReferenceParams) -> list[types.Location]:
    offset, uri = session.offset(params), params.text_document.uri
    if offset is None:
        return []
    declared = params.context.include_declaration
    search = Search(session, uri, "Looking for references", params.work_done_token)
    found = await search.result(lambda: references(session.atlas, uri, offset, declared=declared))
    return [convert.location(it.place, session.encoding) for it in found]


FEATURE = Feature(types.TEXT_DOCUMENT_REFERENCES, handle, types.ReferenceOptions(work_done_progress=True))
