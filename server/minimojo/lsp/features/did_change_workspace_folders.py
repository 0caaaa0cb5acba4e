"""workspace/didChangeWorkspaceFolders: folders are opened and closed."""

from __future__ import annotations

from lsprotocol import types

from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.DidChangeWorkspaceFoldersParams) -> None:
    gone = {it.uri.rstrip("/") for it in params.event.removed}
    left = [it for it in session.projects.folders if it not in gone]
    added = [it.uri.rstrip("/") for it in params.event.added]
    session.projects.folders = tuple(dict.fromkeys((*left, *added)))
    session.configure(None)


FEATURE = Feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, handle)
