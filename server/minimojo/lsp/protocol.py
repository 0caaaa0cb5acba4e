"""JSON-RPC with an answer for everything: pygls leaves malformed requests without one."""

from __future__ import annotations

import logging
from collections.abc import Generator
from typing import Any, cast

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
)
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method

_log = logging.getLogger(__name__)

_Steps = Generator[Any, Any, None]


class Unusable:
    """Stands for a message that was answered already because it could not be understood."""

    jsonrpc = "2.0"


class NotInitializedError(JsonRpcException):
    CODE = types.ErrorCodes.ServerNotInitialized.value
    MESSAGE = "the server is not initialized yet"


class ParseError(JsonRpcException):
    CODE = types.ErrorCodes.ParseError.value
    MESSAGE = "the message is no JSON"


class Protocol(LanguageServerProtocol):
    """The protocol of pygls, with these differences.

    Requests that cannot be understood, or that come before `initialize` or after `shutdown`, get an
    error reply, and the texts of documents are kept by our own workspace alone.
    """

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message as its type. One that does not fit is logged, and answered if it is a request."""
        if "jsonrpc" in data and "method" in data:
            data.setdefault("params", None)
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
        early = self._untimely(message)
        if early is None:
            super().handle_message(message)
        else:
            self._refuse({"id": getattr(message, "id", None), "method": message.method}, early)

    def refuse_body(self) -> None:
        """Tells that a message was no JSON; whose answer this is cannot be known."""
        self._send_response(cast("str", None), error=ParseError().to_response_error())

    def _untimely(self, message: Any) -> JsonRpcException | None:
        """Why it is too early or too late for a message of the client; None if it is not."""
        method = getattr(message, "method", types.EXIT)
        if method == types.EXIT:
            return None
        if self._shutdown:
            return JsonRpcInvalidRequest("the server was shut down")
        is_initialized = self._workspace is not None
        if method == types.INITIALIZE:
            return JsonRpcInvalidRequest("the server is initialized already") if is_initialized else None
        return None if is_initialized else NotInitializedError()

    def _refuse(self, data: dict[str, Any], error: JsonRpcException) -> None:
        _log.error("a message cannot be used: %.200r (%s)", data, error)
        request = data.get("id")
        method = data.get("method")
        if method is None or not isinstance(request, str | int):
            return
        if isinstance(error, JsonRpcInvalidParams) and not self._is_known(method):
            error = JsonRpcMethodNotFound.of(str(method))
        cause = error.__cause__
        reply = JsonRpcInvalidParams(f"invalid params: {cause}") if cause is not None else error
        self._send_response(request, error=reply.to_response_error())

    def _is_known(self, method: object) -> bool:
        features: Any = self.fm
        return method in features.features or method in features.builtin_features

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
