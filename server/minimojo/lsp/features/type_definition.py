"""textDocument/typeDefinition: where the type of a value is declared."""

from __future__ import annotations

from lsprotocol import types

from minimojo.ide.navigation import type_definitions
from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.TypeDefinitionParams) -> list[types.Location]:
    offset = session.offset(params)
    if offset is None:
        return []
    found = type_definitions(session.atlas, params.text_document.uri, offset)
    return [convert.location(place, session.encoding) for place in found]


FEATURE = Feature(types.TEXT_DOCUMENT_TYPE_DEFINITION, handle)
