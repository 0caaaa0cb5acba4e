#!/usr/bin/env python3
"""A pygls server that knows nothing: it takes in every text and every edit, and finds nothing in them.

What it needs is what any server in Python that speaks the protocol by pygls needs.
"""

from __future__ import annotations

from lsprotocol import types
from pygls.lsp.server import LanguageServer

SERVER = LanguageServer("empty", "0", text_document_sync_kind=types.TextDocumentSyncKind.Incremental)


@SERVER.feature(types.TEXT_DOCUMENT_DID_OPEN)
def did_open(params: types.DidOpenTextDocumentParams) -> None:
    _publish(params.text_document.uri, params.text_document.version)


@SERVER.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def did_change(params: types.DidChangeTextDocumentParams) -> None:
    _publish(params.text_document.uri, params.text_document.version)


def _publish(uri: str, version: int) -> None:
    SERVER.text_document_publish_diagnostics(
        types.PublishDiagnosticsParams(uri=uri, version=version, diagnostics=[])
    )


if __name__ == "__main__":
    SERVER.start_io()
