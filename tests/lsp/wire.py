"""The server's two pipes, for messages that no client library sends."""

import json
import subprocess
import threading
import time
from collections.abc import Sequence
from queue import Empty, Queue
from typing import Any

from command_line import COMMAND, environment

PATIENCE = 60.0
"""Seconds that an answer may take on a slow and busy machine."""

JSON = dict[str, Any]


class Wire:
    """A server process; what it sends is kept in `received`. `proven`: it was seen to work at last."""

    def __init__(self, command: Sequence[str] = (*COMMAND, "lsp")) -> None:
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        self.received: list[JSON] = []
        self.log = bytearray()
        self.garbage = bytearray()
        self.proven = True
        self._arriving: Queue[JSON] = Queue()
        self._next_id = 1000
        self._readers = [
            threading.Thread(target=self._read_messages, daemon=True),
            threading.Thread(target=self._read_log, daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    def raw(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def body(self, body: bytes) -> None:
        """A message with that body, whatever it is."""
        self.raw(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def send(self, message: Any) -> None:
        self.body(json.dumps(message).encode())

    def notify(self, method: str, params: Any) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def request(self, method: str, params: Any) -> JSON:
        """The answer to a request, be it a result or an error."""
        self._next_id += 1
        wanted = self._next_id
        self.send({"jsonrpc": "2.0", "id": wanted, "method": method, "params": params})
        return self.answer(wanted)

    def answer(self, wanted: object) -> JSON:
        """The answer to the request of that id."""
        return self.wait(lambda it: "method" not in it and it.get("id") == wanted)

    def published(self, uri: str, version: int) -> list[JSON]:
        """The findings of a version of a document."""
        found = self.wait(
            lambda it: (
                it.get("method") == "textDocument/publishDiagnostics"
                and it["params"]["uri"] == uri
                and it["params"].get("version") == version
            )
        )
        return found["params"]["diagnostics"]

    def wait(self, is_wanted: Any) -> JSON:
        """The first message that fits. Raises AssertionError when it does not come."""
        for message in self.received:
            if is_wanted(message):
                return message
        end = time.monotonic() + PATIENCE
        while not is_wanted(message := self.arrive(end - time.monotonic())):
            pass
        return message

    def arrive(self, patience: float = PATIENCE) -> JSON:
        """The next message. Raises AssertionError when none comes."""
        end = time.monotonic() + patience
        while True:
            try:
                message = self._arriving.get(timeout=0.1)
            except Empty:
                assert time.monotonic() < end, f"no answer; log: {self.log.decode(errors='replace')[-2000:]}"
                assert self.process.poll() is None, (
                    f"the server ended with {self.process.returncode}: "
                    f"{self.log.decode(errors='replace')[-2000:]}"
                )
                continue
            self.received.append(message)
            return message

    def initialize(self) -> JSON:
        return self.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})

    def open(self, uri: str, text: str, version: int = 1) -> None:
        item = {"uri": uri, "languageId": "mojo", "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, uri: str, version: int | None, *changes: JSON) -> None:
        params = {"textDocument": {"uri": uri, "version": version}, "contentChanges": changes}
        self.notify("textDocument/didChange", params)

    def hover(self, uri: str, line: int, character: int) -> JSON:
        at = {"line": line, "character": character}
        return self.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": at})

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for reader in self._readers:
            reader.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()

    def _read_messages(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = 0
            while line := stream.readline():
                if line == b"\r\n":
                    break
                name, colon, value = line.partition(b":")
                if colon and name == b"Content-Length":
                    length = int(value)
                elif name != b"Content-Type":
                    self.garbage += line
            if not line:
                return
            self._arriving.put(json.loads(stream.read(length)))

    def _read_log(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.log += line
