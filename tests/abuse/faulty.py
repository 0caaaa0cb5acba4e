"""The server with a fault in everything: what is asked about anything called `faulty` fails.

It is run as a program of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from inspect import iscoroutinefunction
from typing import Any

from lsprotocol import types
from msgspec.structs import replace

from minimojo.lsp import server
from minimojo.lsp.feature import Command, Feature, all_commands, all_features
from minimojo.lsp.session import Session

COMMAND = "minimojo.faulty"
FAULTY = "faulty"


class FaultError(Exception):
    """One that nobody expects."""


def _stumble(about: object) -> None:
    if FAULTY in repr(about):
        raise FaultError("a fault that was put in")


def _features() -> Iterator[Feature]:
    for feature in all_features():
        yield replace(feature, handle=_faulty(feature))


def _faulty(feature: Feature) -> Any:
    async def handle_later(session: Session, params: Any) -> Any:
        _stumble(params)
        return await feature.handle(session, params)

    def handle(session: Session, params: Any) -> Any:
        _stumble(params)
        return feature.handle(session, params)

    return handle_later if iscoroutinefunction(feature.handle) else handle


def _commands() -> Iterator[Command]:
    yield from all_commands()
    yield Command(COMMAND, lambda _: _stumble(FAULTY))


class _Session(Session):
    """Its analysis of files with `wrong` in their names fails."""

    def diagnostics(self, uri: str) -> list[types.Diagnostic]:
        if "wrong" in uri:
            _stumble(FAULTY)
        return super().diagnostics(uri)


if __name__ == "__main__":
    server.all_features, server.all_commands, server.Session = _features, _commands, _Session
    sys.exit(server.serve())
