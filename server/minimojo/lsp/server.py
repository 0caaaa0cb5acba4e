"""The language server: every feature registered, every handler guarded."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from inspect import iscoroutinefunction
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.io_ import StdoutWriter, run_async
from pygls.lsp.server import LanguageServer

from minimojo import __version__
from minimojo.lsp.feature import Command, Feature, all_commands, all_features
from minimojo.lsp.incoming import Incoming
from minimojo.lsp.protocol import Protocol, converter
from minimojo.lsp.reports import written
from minimojo.lsp.session import Session
from minimojo.lsp.timings import Timing

_log = logging.getLogger(__name__)

_LOG_SIZE = 5 * 1024 * 1024
"""Bytes of a log after which a new one is begun; the one before it is kept."""


class MiniMojoServer(LanguageServer):
    """Faults are logged; nothing pops up in the client."""

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ARG002 - pygls says what is passed
        if not isinstance(error, JsonRpcException):
            _log.error("%s", error)
        is_unreadable = isinstance(error, ValueError | RecursionError)
        if is_unreadable and isinstance(self.protocol, Protocol):
            self.protocol.refuse_body()

    def start_reading(self, incoming: Incoming) -> None:
        """Serves a client until it goes; what pygls calls `start_io`, with a reader of our own."""
        self._stop_event = threading.Event()
        self.protocol.set_writer(StdoutWriter(sys.stdout.buffer))
        reading = run_async(
            stop_event=self._stop_event,
            reader=incoming,
            protocol=self.protocol,
            error_handler=self.report_server_error,
        )
        try:
            asyncio.run(reading)
        except BrokenPipeError:
            _log.error("the client has gone")
        except (KeyboardInterrupt, SystemExit):
            pass
        finally:
            self.shutdown()


def create_server() -> tuple[MiniMojoServer, Session]:
    """A server for one client, and its state."""
    server = MiniMojoServer(
        "minimojo",
        __version__,
        text_document_sync_kind=types.TextDocumentSyncKind.Incremental,
        protocol_cls=Protocol,
        converter_factory=converter,
    )
    session = Session(server)
    for feature in all_features():
        server.feature(feature.method, feature.options)(_guarded(feature, session))
    for command in all_commands():
        server.command(command.name)(_executed(command, session))
    return server, session


def serve(log_file: Path | None = None) -> int:
    """Serves one client on standard input and output until it says `exit` or goes away.

    Returns the exit status that the protocol asks for: 1 for a client that did not say `shutdown`.
    """
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("pygls.protocol.json_rpc").addFilter(_is_fault)
    if log_file is not None:
        _log_to(log_file)
    server, session = create_server()
    gc.collect()
    gc.freeze()  # All that is there to stay.
    gc.set_threshold(100_000, 5, 20)  # Sooner than for one check: what a server no longer needs adds up.
    incoming = Incoming(sys.stdin.buffer)
    session.is_asked = lambda: incoming.is_waiting
    server.start_reading(incoming)
    return 0 if session.left else 1


def _is_fault(record: logging.LogRecord) -> bool:
    """Whether more is told than that a request was refused, which its answer says."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, JsonRpcException)


def _log_to(path: Path) -> None:
    """Writes everything that is logged to a file as well, which does not grow without end."""
    try:
        handler = RotatingFileHandler(path, maxBytes=_LOG_SIZE, backupCount=1, encoding="utf-8")
    except OSError as error:
        _log.warning("the log cannot be written: %s", error)
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger("minimojo").setLevel(logging.INFO)


def _executed(command: Command, session: Session) -> Callable[[], Any]:
    """What runs when a client asks for a command."""

    async def handle_later() -> Any:
        with _faults_logged(command.name):
            return await command.handle(session)

    def handle() -> Any:
        with _faults_logged(command.name):
            return command.handle(session)

    return handle_later if iscoroutinefunction(command.handle) else handle


def _guarded(feature: Feature, session: Session) -> Callable[[Any], Any]:
    """A handler whose faults are logged with the method's name; the client gets an error reply."""

    async def handle_later(params: Any) -> Any:
        with _faults_logged(feature.method), _watched(session, feature.method, params):
            return await feature.handle(session, params)

    def handle(params: Any) -> Any:
        with _faults_logged(feature.method), _watched(session, feature.method, params):
            return feature.handle(session, params)

    return handle_later if iscoroutinefunction(feature.handle) else handle


@contextmanager
def _faults_logged(what: str) -> Generator[None]:
    """Faults are logged, and go on to become the reply; refusals that are meant as such are only that."""
    try:
        yield
    except JsonRpcException:
        raise
    except Exception:
        _log.exception("%s failed", what)
        raise


@contextmanager
def _watched(session: Session, method: str, params: object) -> Generator[None]:
    """Measures an answer, and tells of it if the client wants a trace."""
    timing: Timing | None = None
    try:
        with session.timings.measured(method) as timing:
            yield
    finally:
        trace = session.server.protocol.trace
        if timing is not None and trace != types.TraceValue.Off:
            verbose = written(params) if trace == types.TraceValue.Verbose else None
            message = f"{method}: {timing.last[-1] * 1000:.1f} ms"
            session.server.log_trace(types.LogTraceParams(message=message, verbose=verbose))
