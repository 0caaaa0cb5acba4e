"""initialize: the client's settings, and the folders that it has open."""

from __future__ import annotations

from lsprotocol import types

from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.InitializeParams) -> None:
    folders = [folder.uri for folder in params.workspace_folders or ()]
    found = folders or ([params.root_uri] if params.root_uri else [])
    session.client = params.client_info
    session.server.protocol.trace = params.trace or types.TraceValue.Off
    session.projects.folders = tuple(folder.rstrip("/") for folder in found)
    session.configure(params.initialization_options)
    session.first_settings = session.settings


FEATURE = Feature(types.INITIALIZE, handle)
