"""textDocument/prepareRename: what would be renamed, or the reason why nothing can be."""

from __future__ import annotations

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidRequest

from minimojo.ide.renaming import RefusedError, renameable
from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.PrepareRenameParams) -> types.Range | None:
    offset, uri = session.offset(params), params.text_document.uri
    if offset is None:
        return None
    try:
        span = renameable(session.atlas, uri, offset)
    except RefusedError as reason:
        raise JsonRpcInvalidRequest(str(reason)) from reason
    return convert.range_of(session.lines(uri), span, session.encoding)


FEATURE = Feature(types.TEXT_DOCUMENT_PREPARE_RENAME, handle)
