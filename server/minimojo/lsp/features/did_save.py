"""textDocument/didSave: a file may have appeared that others import."""

from __future__ import annotations

from lsprotocol import types

from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.DidSaveTextDocumentParams) -> None:
    session.look_again()


FEATURE = Feature(types.TEXT_DOCUMENT_DID_SAVE, handle)
