"""workspace/didChangeConfiguration: other settings, sent along or to be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from lsprotocol import types

from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session

_SECTION = "minimojo"


async def handle(session: Session, params: types.DidChangeConfigurationParams) -> None:
    given: object = await _asked(session) if _can_be_asked(session) else params.settings
    if isinstance(given, Mapping):
        settings = cast("Mapping[str, object]", given)
        given = settings.get(_SECTION, settings)
    session.configure(given)


def _can_be_asked(session: Session) -> bool:
    workspace = session.server.client_capabilities.workspace
    return workspace is not None and bool(workspace.configuration)


async def _asked(session: Session) -> object:
    items = [types.ConfigurationItem(section=_SECTION)]
    found = await session.server.workspace_configuration_async(types.ConfigurationParams(items))
    return found[0] if found else None


FEATURE = Feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION, handle)
