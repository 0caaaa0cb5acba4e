"""A server under attack: what it was asked, what it has answered, and whether it still does its work."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from abuse.memory import processor, resident
from lsp.wire import JSON, Wire

PROBE = """\
def take(var text: String):
    print(text)


def main():
    var s = String("hi")
    take(s^)
    print(s)
"""
"""The document that no attack knows of."""

CAPABILITIES: JSON = {
    "workspace": {
        "configuration": True,
        "workspaceFolders": True,
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "workspaceEdit": {"documentChanges": True},
    },
    "window": {"workDoneProgress": True},
    "textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": [""]}}}},
}
"""Those of a client that is asked back, so that it can answer with nonsense."""

_LEARNED = 200
"""So many things that the server gave out are kept, to be handed back in pieces."""


def sensible(asked: JSON) -> JSON:
    """The answer of a client that does not want to do anything."""
    results = {
        "window/showMessageRequest": {"title": "Write Them"},
        "workspace/applyEdit": {"applied": False},
        "workspace/configuration": [None],
    }
    return {"jsonrpc": "2.0", "id": asked["id"], "result": results.get(asked["method"])}


class Siege:
    """A server with a folder. `learned` are items of its answers; `replies` counts results and errors.

    `answer` is how the client answers what the server asks.
    """

    def __init__(self, folder: Path, wire: Wire | None = None) -> None:
        self.wire = wire or Wire()
        self.folder = folder.as_uri()
        self.probe = f"{self.folder}/probe.mojo"
        self.replies: Counter[str] = Counter()
        self.learned: list[JSON] = []
        self.answer = sensible
        self.sent = 0
        self._version = 1
        self._next_id = 0
        self._outstanding: Counter[Any] = Counter()
        self._last: dict[Any, Any] = {}
        folders = [{"uri": self.folder, "name": "siege"}]
        params = {"processId": None, "rootUri": self.folder, "workspaceFolders": folders}
        assert "result" in self.wire.request("initialize", {**params, "capabilities": CAPABILITIES})
        self.wire.notify("initialized", {})
        self.wire.open(self.probe, PROBE)
        self.wire.published(self.probe, 1)
        self.wire.received.clear()

    def request(self, method: Any, params: Any, identity: Any = None) -> Any:
        """Asks and does not wait; one reply is due. Its id is a new one unless one is given."""
        if identity is None:
            self._next_id += 1
            identity = f"siege {self._next_id}"
        self._outstanding[identity] += 1
        self._last[identity] = (method, params)
        self._send({"jsonrpc": "2.0", "id": identity, "method": method, "params": params})
        return identity

    def notify(self, method: Any, params: Any) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def other(self, message: Any) -> None:
        """A message to which no reply is due."""
        self._send(message)

    def raw(self, data: bytes) -> None:
        """Bytes that are no message, or part of one."""
        self.sent += 1
        self.wire.raw(data)

    def edit(self, uri: str, version: int, text: str, start: JSON, end: JSON) -> None:
        change = {"range": {"start": start, "end": end}, "text": text}
        self.notify(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]},
        )

    def assert_holds(self) -> None:
        """Every request got one reply and nobody else did; another hover is answered, another edit judged."""
        for message in self.wire.received:
            self._take(message)
        while self._outstanding:
            try:
                self._take(self.wire.arrive())
            except AssertionError as fault:
                waiting = {it: self._last.get(it) for it in self._outstanding}
                raise AssertionError(f"no reply to {waiting!r:.2000}") from fault
        self.wire.received.clear()
        self._last.clear()
        self._version += 1
        self.wire.change(self.probe, self._version, {"text": PROBE})
        answer = self.wire.hover(self.probe, 5, 8)
        assert "var s: String" in answer["result"]["contents"]["value"]
        self.wire.published(self.probe, self._version)
        strays = [
            it for it in self.wire.received if "method" not in it and it["id"] not in (None, answer["id"])
        ]
        assert strays == [], "replies that nobody waits for"
        for message in self.wire.received:
            self._answer(message)
        self.wire.received.clear()
        assert self.wire.garbage == b""

    def memory(self) -> float:
        """What the server holds, in MB."""
        return resident(self.wire.process.pid)

    def work(self) -> float:
        """Seconds of the processor that the server has used."""
        return processor(self.wire.process.pid)

    def close(self) -> None:
        self.wire.close()

    def _send(self, message: Any) -> None:
        self.sent += 1
        self.wire.send(message)

    def _take(self, message: JSON) -> None:
        self._answer(message)
        if "method" in message or message["id"] is None:
            return
        identity = message["id"]
        assert self._outstanding[identity] > 0, f"a reply that nobody waits for: {message}"
        self._outstanding[identity] -= 1
        if not self._outstanding[identity]:
            del self._outstanding[identity]
        assert ("result" in message) != ("error" in message), message
        self.replies["error" if "error" in message else "result"] += 1
        self._learn(message.get("result"))

    def _learn(self, result: Any) -> None:
        items = result.get("items", []) if isinstance(result, dict) else result
        if not isinstance(items, list):
            return
        self.learned += [it for it in items[:3] if isinstance(it, dict) and "data" in it]
        del self.learned[:-_LEARNED]

    def _answer(self, message: JSON) -> None:
        if "method" in message and "id" in message:
            self._send(self.answer(message))
