"""A small language client for measurements: one process, blocking calls, time stamps."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Queue
from typing import Any


class Client:
    """Talks to a language server over its standard streams."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._messages: Queue[tuple[float, dict[str, Any]]] = Queue()
        self._next_id = 0
        self.answered: set[object] = set()
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def request(self, method: str, params: Any, seconds: float = 120) -> Any:
        """Send a request and wait for its result."""
        self._next_id += 1
        wanted = self._next_id
        self._send({"jsonrpc": "2.0", "id": wanted, "method": method, "params": params})
        reply = self.wait(lambda message: message.get("id") == wanted and "method" not in message, seconds)[1]
        if "error" in reply:
            raise RuntimeError(f"{method}: {reply['error']}")
        return reply["result"]

    def initialize(self, folders: Sequence[Path], document: dict[str, Any], options: Any = None) -> Any:
        """Begin a session in some folders, as a client with these capabilities of documents; gives the answer."""
        answer = self.request(
            "initialize",
            {
                "processId": None,
                "rootUri": folders[0].as_uri() if folders else None,
                "workspaceFolders": [{"uri": it.as_uri(), "name": it.name} for it in folders],
                "capabilities": {"textDocument": document},
                "initializationOptions": options,
            },
        )
        self.notify("initialized", {})
        return answer

    def open(self, uri: str, text: str) -> None:
        """Open a document; its version is 1."""
        document = {"uri": uri, "languageId": "mojo", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def begin(self, method: str, params: Any) -> int:
        """Send a request whose answer is waited for later: it is in `answered` when it has come."""
        self._next_id += 1
        self._send({"jsonrpc": "2.0", "id": self._next_id, "method": method, "params": params})
        return self._next_id

    def notify(self, method: str, params: Any) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def wait(
        self, wanted: Callable[[dict[str, Any]], bool], seconds: float = 120
    ) -> tuple[float, dict[str, Any]]:
        """The next message that is wanted, with the time of its arrival."""
        deadline = time.perf_counter() + seconds
        while True:
            arrived, message = self._messages.get(timeout=max(0.01, deadline - time.perf_counter()))
            if "method" not in message:
                self.answered.add(message.get("id"))
            if "id" in message and "method" in message:
                self._send({"jsonrpc": "2.0", "id": message["id"], "result": None})
            if wanted(message):
                return arrived, message

    def diagnostics(self, uri: str, version: int, seconds: float = 120) -> tuple[float, dict[str, Any]]:
        """The first diagnostics for `uri` of at least `version`."""

        def is_wanted(message: dict[str, Any]) -> bool:
            params = message.get("params", {})
            return (
                message.get("method") == "textDocument/publishDiagnostics"
                and params.get("uri") == uri
                and (params.get("version") or 0) >= version
            )

        return self.wait(is_wanted, seconds)

    def memory_mb(self) -> float:
        """Resident memory of the server (Linux)."""
        with Path(f"/proc/{self.pid}/status").open(encoding="utf-8") as status:
            for line in status:
                if line.startswith("VmRSS"):
                    return int(line.split()[1]) / 1024
        return 0.0

    def kill(self) -> None:
        """End a server that does not answer."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        try:
            self.request("shutdown", None, 10)
            self.notify("exit", None)
            self._process.wait(10)
        finally:
            self._process.kill()

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps(message).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while True:
            length = 0
            while line := stream.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                return
            self._messages.put((time.perf_counter(), json.loads(stream.read(length))))
