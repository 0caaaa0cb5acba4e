"""textDocument/didClose: the findings of a closed document are taken back."""

from __future__ import annotations

import logging

from lsprotocol import types

from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session

_log = logging.getLogger(__name__)


def handle(session: Session, params: types.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    if not session.is_open(uri):
        _log.warning("%s was closed, but it is not open", uri)
        return
    session.close(uri)


FEATURE = Feature(types.TEXT_DOCUMENT_DID_CLOSE, handle)
