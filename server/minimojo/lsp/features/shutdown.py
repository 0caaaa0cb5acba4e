"""shutdown: the client takes its leave."""

from __future__ import annotations

from lsprotocol import types

from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: None) -> None:
    session.left = True


FEATURE = Feature(types.SHUTDOWN, handle)
