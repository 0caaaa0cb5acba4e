"""The language server: every feature registered, every handler guarded."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import Any, BinaryIO, cast

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from minimojo import __version__
from minimojo.lsp.feature import Feature, all_features
from minimojo.lsp.incoming import Incoming
from minimojo.lsp.protocol import Protocol
from minimojo.lsp.session import Session

_log = logging.getLogger(__name__)


class MiniMojoServer(LanguageServer):
    """Faults are logged; nothing pops up in the client."""

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ARG002 - pygls says what is passed
        _log.error("%s", error)
        is_unreadable = isinstance(error, ValueError | RecursionError)
        if is_unreadable and isinstance(self.protocol, Protocol):
            self.protocol.refuse_body()


def create_server() -> tuple[MiniMojoServer, Session]:
    """A server for one client, and its state."""
    server = MiniMojoServer(
        "minimojo",
        __version__,
        text_document_sync_kind=types.TextDocumentSyncKind.Incremental,
        protocol_cls=Protocol,
    )
    session = Session(server)
    for feature in all_features():
        server.feature(feature.method, feature.options)(_guarded(feature, session))
    return server, session


def serve() -> int:
    """Serves one client on standard input and output until it says `exit` or goes away.

    Returns the exit status that the protocol asks for: 1 for a client that did not say `shutdown`.
    """
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )
    gc.set_threshold(300_000, 20, 20)  # Sooner than for one check: what a server no longer needs adds up.
    server, session = create_server()
    server.start_io(cast("BinaryIO", Incoming(sys.stdin.buffer)))
    return 0 if session.left else 1


def _guarded(feature: Feature, session: Session) -> Callable[[Any], Any]:
    """A handler whose faults are logged with the method's name; the client gets an error reply."""

    async def handle_later(params: Any) -> Any:
        try:
            return await feature.handle(session, params)
        except JsonRpcException:
            raise
        except Exception:
            _log.exception("%s failed", feature.method)
            raise

    def handle(params: Any) -> Any:
        try:
            return feature.handle(session, params)
        except JsonRpcException:
            raise
        except Exception:
            _log.exception("%s failed", feature.method)
            raise

    return handle_later if iscoroutinefunction(feature.handle) else handle
