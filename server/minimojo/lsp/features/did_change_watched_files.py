"""workspace/didChangeWatchedFiles: files came, went or changed outside of the editor."""

from __future__ import annotations

from lsprotocol import types

from minimojo.config.reading import NAMES
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.DidChangeWatchedFilesParams) -> None:
    if any(it.uri.endswith(NAMES) for it in params.changes):
        session.configure(None)
    elif params.changes:
        session.look_again()


FEATURE = Feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, handle)
