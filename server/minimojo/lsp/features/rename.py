"""textDocument/rename: another name in all files, or an error that says why not."""

from __future__ import annotations

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidRequest

from minimojo.ide.renaming import RefusedError, rename
from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.search import Search
from minimojo.lsp.session import Session


async def handle(session: Session, params: types.RenameParams) -> types.WorkspaceEdit | None:
    offset, uri = session.offset(params), params.text_document.uri
    if offset is None:
        return None
    search = Search(session, uri, "Renaming", params.work_done_token)
    try:
        mentions = await search.result(lambda: rename(session.atlas, uri, offset, params.new_name))
    except RefusedError as reason:
        raise JsonRpcInvalidRequest(str(reason)) from reason
    edits: dict[str, list[types.TextEdit]] = {}
    for place in mentions:
        found = convert.range_of(place.lines, place.span, session.encoding)
        edits.setdefault(place.path, []).append(types.TextEdit(found, params.new_name))
    return session.edit(edits)


FEATURE = Feature(
    types.TEXT_DOCUMENT_RENAME, handle, types.RenameOptions(prepare_provider=True, work_done_progress=True)
)
