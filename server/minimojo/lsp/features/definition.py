"""textDocument/definition: where what a name stands for is declared, in the library's table, too."""

from __future__ import annotations

from lsprotocol import types

from minimojo.ide.navigation import definitions
from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.DefinitionParams) -> list[types.Location]:
    offset = session.offset(params)
    if offset is None:
        return []
    found = definitions(session.atlas, params.text_document.uri, offset)
    return [convert.location(place, session.encoding) for place in found]


FEATURE = Feature(types.TEXT_DOCUMENT_DEFINITION, handle)
