"""workspace/didChangeWatchedFiles: files came, went or changed outside of the editor."""

from __future__ import annotations

from lsprotocol import types

from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.DidChangeWatchedFilesParams) -> None:
    if params.changes:
        session.look_again()


FEATURE = Feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, handle)
