"""initialize: the client's settings, and the folders that it has open."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from urllib.parse import quote

from lsprotocol import types

from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session
from minimojo.lsp.settings import read_settings

_log = logging.getLogger(__name__)


def handle(session: Session, params: types.InitializeParams) -> None:
    session.settings, problems = read_settings(params.initialization_options)
    for problem in problems:
        _log.warning("settings: %s", problem)
        session.server.window_show_message(
            types.ShowMessageParams(type=types.MessageType.Warning, message=f"MiniMojo: {problem}")
        )
    folders = _open_folders(params)
    roots = [_uri(root, folders) for root in session.settings.import_roots]
    session.look_in([*roots, *folders], folders)


def _open_folders(params: types.InitializeParams) -> list[str]:
    folders = [folder.uri for folder in params.workspace_folders or ()]
    found = folders or ([params.root_uri] if params.root_uri else [])
    return [folder.rstrip("/") for folder in found]


def _uri(root: str, folders: list[str]) -> str:
    """A folder of the settings; relative ones are below the first open folder."""
    if "://" in root:
        return root.rstrip("/")
    root = root.encode("utf-8", "replace").decode()  # JSON can carry lone surrogates, which no path has.
    path = Path(os.path.expanduser(root))  # noqa: PTH111 - that of `Path` fails for users it does not know
    if path.is_absolute() or not folders:
        return path.absolute().as_uri()
    return f"{folders[0]}/{quote(path.as_posix())}"


FEATURE = Feature(types.INITIALIZE, handle)
