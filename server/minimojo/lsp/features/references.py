"""textDocument/references: every place in all files that names the same."""

from __future__ import annotations

from lsprotocol import types

from minimojo.ide.navigation import references
from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.ReferenceParams) -> list[types.Location]:
    offset = session.offset(params)
    if offset is None:
        return []
    declared = params.context.include_declaration
    found = references(session.atlas, params.text_document.uri, offset, declared=declared)
    return [convert.location(it.place, session.encoding) for it in found]


FEATURE = Feature(types.TEXT_DOCUMENT_REFERENCES, handle)
