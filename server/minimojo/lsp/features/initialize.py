"""initialize: the client's settings."""

from __future__ import annotations

import logging

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


FEATURE = Feature(types.INITIALIZE, handle)
