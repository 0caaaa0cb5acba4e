"""textDocument/didOpen: a document belongs to the client from now on."""

from __future__ import annotations

from lsprotocol import types

from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.DidOpenTextDocumentParams) -> None:
    document = params.text_document
    session.open(document.uri, document.version, document.text)


FEATURE = Feature(types.TEXT_DOCUMENT_DID_OPEN, handle)
