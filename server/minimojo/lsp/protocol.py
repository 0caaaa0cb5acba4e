"""JSON-RPC with an answer for everything: pygls leaves malformed requests without one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
)
from pygls.protocol import LanguageServerProtocol, default_converter
from pygls.protocol.language_server import lsp_method

if TYPE_CHECKING:
    from cattrs import Converter
    from pygls.lsp.server import LanguageServer

_log = logging.getLogger(__name__)

_Steps = Generator[Any, Any, None]


class NotInitializedError(JsonRpcException):
    CODE = types.ErrorCodes.ServerNotInitialized.value
    MESSAGE = "the server is not initialized yet"


class ParseError(JsonRpcException):
    CODE = types.ErrorCodes.ParseError.value
    MESSAGE = "the message is no JSON"


def converter() -> Converter:
    """Makes messages of JSON, and gives up at the first thing that does not fit.

    With all of them told, a list of 50,000 wrong items takes five seconds and a hundred megabytes.
    """
    found = default_converter()
    found.detailed_validation = False
    return found


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error!s:.200}"


class Protocol(LanguageServerProtocol):
    """The protocol of pygls, with these differences.

    Requests that cannot be understood, or that come before `initialize` or after `shutdown`, get an
    error reply, and the texts of documents are kept by our own workspace alone.
    """

    def __init__(self, server: LanguageServer, converter: Converter) -> None:
        super().__init__(server, converter)
        self._asked: set[str | int] = set()

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Pygls calls this for every object inside of a message, too; none of those is a message."""
        return data

    def handle_message(self, message: Any) -> None:
        """Takes a message as JSON. One that does not fit is logged, and answered if it is a request."""
        structured = self._structured(message)
        if structured is None:
            return
        early = self._untimely(structured)
        if early is None:
            super().handle_message(structured)
        else:
            self._refuse({"id": getattr(structured, "id", None), "method": structured.method}, early)

    def _structured(self, message: Any) -> Any:
        """A message as its type; None for one that was answered already because it cannot be understood."""
        if not isinstance(message, dict) or "jsonrpc" not in message:
            self._refuse({}, JsonRpcInvalidRequest())
            return None
        data = cast("dict[str, Any]", message)
        if not isinstance(data.get("id"), str | int | None) or not ("method" in data or "id" in data):
            self._refuse({}, JsonRpcInvalidRequest())
            return None
        if "method" in data:
            data.setdefault("params", None)
        try:
            found = super().structure_message(data)
        except JsonRpcException as error:
            self._refuse(data, JsonRpcInvalidParams(f"invalid params: {_told(error.__cause__ or error)}"))
            if "method" not in data:
                nonsense = types.ResponseError(error.CODE, "the answer cannot be understood")
                self._handle_response(data["id"], error=nonsense)
            return None
        if data.get("id") is None or hasattr(found, "id") or data["method"] == types.EXIT:
            return found
        self._refuse(data, JsonRpcInvalidRequest(f"{data['method']} is no request"))
        return None

    def send_request(
        self,
        method: str,
        params: Any | None = None,
        callback: Callable[[Any], None] | None = None,
        msg_id: str | int | None = None,
    ) -> Future[Any]:
        """Asks the client; only what was asked here can be answered."""
        identity = str(uuid4()) if msg_id is None else msg_id
        self._asked.add(identity)
        return super().send_request(method, params, callback, identity)

    def _serialize_message(self, data: Any) -> dict[str, Any]:
        """A result that cannot be written, as one that is nested too deeply, is answered with an error.

        Pygls would send nothing.
        """
        try:
            return super()._serialize_message(data)
        except Exception as fault:
            if not hasattr(data, "result"):
                raise
            _log.exception("the result of request %s cannot be written", data.id)
            error = JsonRpcInternalError(_told(fault)).to_response_error()
            return super()._serialize_message(types.ResponseErrorMessage(id=data.id, error=error))

    def _execute_handler(
        self,
        msg_id: str | int,
        handler: Any,
        callback: Callable[[Future[Any]], None],
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
    ) -> None:
        """Pygls would keep each notification, and so each key, for ever, as if it could be cancelled yet."""

        def done(future: Future[Any]) -> None:
            self._request_futures.pop(msg_id, None)
            callback(future)

        super()._execute_handler(msg_id, handler, done, args, kwargs)

    def _handle_response(
        self, msg_id: str | int, result: Any | None = None, error: types.ResponseError | None = None
    ) -> None:
        """Answers under the id of a request of the client would become the result of that one."""
        if msg_id not in self._asked:
            _log.error("an answer to nothing that was asked: %.200r", msg_id)
            return
        self._asked.remove(msg_id)
        super()._handle_response(msg_id, result, error)

    def refuse_body(self) -> None:
        """Tells that a message was no JSON; whose answer this is cannot be known."""
        error = {"code": ParseError.CODE, "message": ParseError.MESSAGE}
        self._send_data({"jsonrpc": self.VERSION, "id": None, "error": error})  # Types leave a null out.

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
        self._send_response(request, error=error.to_response_error())

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
