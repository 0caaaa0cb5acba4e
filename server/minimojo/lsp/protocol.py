"""JSON-RPC with an answer for everything: pygls leaves malformed requests without one."""

from __future__ import annotations

import logging
from collections.abc import Generator
from typing import Any, cast

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams, JsonRpcInvalidRequest
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method

_log = logging.getLogger(__name__)

_Steps = Generator[Any, Any, None]


class Unusable:
    """Stands for a message that was answered already because it could not be understood."""

    jsonrpc = "2.0"


class Protocol(LanguageServerProtocol):
    """The protocol of pygls, with two differences.

    Requests that cannot be understood get an error reply, and the texts of documents are kept by
    our own workspace alone.
    """

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message as its type. One that does not fit is logged, and answered if it is a request."""
        try:
            message = super().structure_message(data)
        except JsonRpcException as error:
            self._refuse(data, error)
            return Unusable()
        if "jsonrpc" in data and not ("method" in data or "id" in data):
            self._refuse(data, JsonRpcInvalidRequest())
            return Unusable()
        return message

    def handle_message(self, message: Any) -> None:
        if isinstance(message, Unusable):
            return
        if not hasattr(message, "jsonrpc"):
            self._refuse({}, JsonRpcInvalidRequest())
            return
        if not isinstance(getattr(message, "id", None), str | int | None):
            self._refuse({}, JsonRpcInvalidRequest())
            return
        super().handle_message(message)

    def _refuse(self, data: dict[str, Any], error: JsonRpcException) -> None:
        _log.error("a message cannot be understood: %.200r", data)
        request = data.get("id")
        if "method" in data and isinstance(request, str | int):
            cause = error.__cause__
            reply = JsonRpcInvalidParams(f"invalid params: {cause}") if cause is not None else error
            self._send_response(request, error=reply.to_response_error())

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> _Steps:
        yield self._handler(types.TEXT_DOCUMENT_DID_OPEN), (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> _Steps:
        yield self._handler(types.TEXT_DOCUMENT_DID_CHANGE), (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> _Steps:
        yield self._handler(types.TEXT_DOCUMENT_DID_CLOSE), (params,), None

    def _handler(self, method: str) -> Any:
        handlers = cast("dict[str, Any]", self.fm.features)  # pyright: ignore[reportUnknownMemberType]
        return handlers[method]
