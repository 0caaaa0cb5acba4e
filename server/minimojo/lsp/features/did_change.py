"""textDocument/didChange: what was typed."""

from __future__ import annotations

import logging

from lsprotocol import types

from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session

_log = logging.getLogger(__name__)


def handle(session: Session, params: types.DidChangeTextDocumentParams) -> None:
    document = params.text_document
    if not session.is_open(document.uri):
        _log.warning("%s was changed, but it is not open", document.uri)
        return
    session.change(document.uri, document.version, params.content_changes)


FEATURE = Feature(types.TEXT_DOCUMENT_DID_CHANGE, handle)
