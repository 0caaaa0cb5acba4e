"""initialized: asks the client to tell which Mojo files and configurations come, go or change outside of it."""

from __future__ import annotations

from lsprotocol import types

from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session

_WATCHED = types.DidChangeWatchedFilesRegistrationOptions(
    watchers=[
        types.FileSystemWatcher(glob_pattern="**/*.{mojo,🔥}"),
        types.FileSystemWatcher(glob_pattern="**/{minimojo,pyproject}.toml"),
    ]
)


def handle(session: Session, params: types.InitializedParams) -> None:
    folders = session.server.client_capabilities.workspace
    watching = folders.did_change_watched_files if folders else None
    if watching is None or not watching.dynamic_registration:
        return  # What is saved in the editor is seen anyway.
    method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    session.server.client_register_capability(
        types.RegistrationParams([types.Registration(id=method, method=method, register_options=_WATCHED)])
    )


FEATURE = Feature(types.INITIALIZED, handle)
