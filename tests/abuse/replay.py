"""Recorded sessions of editors, and the server before them again: it must answer as it did.

Run with `server` and `tests` on PYTHONPATH:

    python -m abuse.replay                        replays all recordings and tells what differs
    python -m abuse.replay --write                takes over what the server says now
    python -m abuse.replay --keep FILE NAME       makes a recording of what `abuse.recording` wrote

In a recording, paths are replaced: the folder that the editor had open is `/project`. What depends on time is not
compared: progress, and findings of a text that had been replaced by a newer one before they were sent.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from command_line import SERVER
from lsp.wire import JSON, Wire

FOLDER = Path(__file__).with_name("recordings")
PUBLISH = "textDocument/publishDiagnostics"
OPENS = ("textDocument/didOpen", "textDocument/didChange")
"""What gives a document a version."""

_UNCOMPARED = ("$/progress", "$/logTrace", "window/logMessage")

Line = tuple[str, JSON]
"""Who says it, `client` or `server`, and the message."""


def read(path: Path) -> list[Line]:
    return [(who, message) for who, message in map(json.loads, path.read_text(encoding="utf-8").splitlines())]


def write(path: Path, recording: list[Line]) -> None:
    lines = [json.dumps(it, ensure_ascii=False, sort_keys=True) for it in recording]
    path.write_text("".join(f"{it}\n" for it in lines), encoding="utf-8")


def replay(recording: list[Line]) -> Iterator[Line]:
    """The same session with the server as it is: what the client said, and what it is told now.

    Nothing is sent before everything has come that had come before it, as far as it is compared.
    Raises AssertionError if something does not come."""
    stage = _Stage()
    try:
        for who, message in recording:
            if who == "client":
                yield who, stage.say(message)
            elif (told := stage.told(message)) is not None:
                yield who, told
    finally:
        stage.close()


class _Stage:
    """A server and what has been said. `versions` are those that the client gave its documents last; `ids` and
    `results` are what the server calls its requests and results now, by what it called them."""

    def __init__(self) -> None:
        self._wire = Wire()
        self._ids: dict[Any, Any] = {}
        self._results: dict[Any, Any] = {}
        self._versions: dict[str, int] = {}

    def say(self, message: JSON) -> JSON:
        """Sends what was sent; the same with the names that results have now."""
        if "method" not in message:
            self._wire.send({**message, "id": self._ids[message["id"]]})
            return message
        if previous := (message.get("params") or {}).get("previousResultId"):
            params = {**message["params"], "previousResultId": self._results.get(previous, previous)}
            message = {**message, "params": params}
        if message["method"] in OPENS:
            document = message["params"]["textDocument"]
            self._versions[document["uri"]] = document["version"]
        self._wire.send(message)
        return message

    def told(self, recorded: JSON) -> JSON | None:
        """What the server says now in the place of what is recorded; None for what is not compared."""
        method = recorded.get("method")
        if method in _UNCOMPARED:
            return None
        if method == PUBLISH:
            return self._published(recorded)
        found = self._wire.wait(
            lambda it: (
                it.get("method") == method
                and ("id" in it) == ("id" in recorded)
                and (method is not None or it["id"] == recorded["id"])
            )
        )
        self._wire.received.remove(found)
        if method is None:
            self._results[_result_id(recorded)] = _result_id(found)
        if method is None or "id" not in recorded:
            return found
        self._ids[recorded["id"]] = found["id"]
        return {**found, "id": recorded["id"]}

    def _published(self, recorded: JSON) -> JSON | None:
        """Findings are sent again whenever they may have changed; the client knows only the last ones."""
        uri, version = recorded["params"]["uri"], recorded["params"].get("version")
        if version is not None and version < self._versions.get(uri, 0):
            return None
        self._wire.published(uri, version)
        told = [
            it for it in self._wire.received if it.get("method") == PUBLISH and it["params"]["uri"] == uri
        ]
        same = [it for it in told if it["params"].get("version") == version]
        return next((it for it in same if _comparable(it) == _comparable(recorded)), same[-1])

    def close(self) -> None:
        self._wire.close()


def compared(recording: list[Line]) -> list[Line]:
    """A recording without what depends on time."""
    found: list[Line] = []
    versions: dict[str, int] = {}
    for who, message in recording:
        method, params = message.get("method"), message.get("params")
        if who == "client" and method in OPENS:
            versions[params["textDocument"]["uri"]] = params["textDocument"]["version"]
        is_late = method == PUBLISH and (params.get("version") or 0) < versions.get(params["uri"], 0)
        if method not in _UNCOMPARED and not is_late:
            found.append((who, message))
    return found


def _comparable(message: JSON) -> JSON:
    """Without the version of MiniMojo, where it is, and the names of results."""
    message = json.loads(json.dumps(message).replace(str(SERVER), "/minimojo"))
    result = message.get("result")
    if isinstance(result, dict) and "serverInfo" in result:
        result["serverInfo"]["version"] = "any"
    if isinstance(result, dict) and "resultId" in result:
        result["resultId"] = "any"
    return message


def _result_id(reply: JSON) -> str | None:
    result = reply.get("result")
    return result.get("resultId") if isinstance(result, dict) else None


def anonymous(recording: list[Line]) -> list[Line]:
    """A recording without anything of the machine that it was made on."""
    begin = next(message for _, message in recording if message.get("method") == "initialize")
    begin["params"]["processId"] = None
    folders = begin["params"].get("workspaceFolders") or [{"uri": begin["params"].get("rootUri")}]
    root = Path(unquote(urlsplit(folders[0]["uri"]).path))
    text = json.dumps(recording, ensure_ascii=False)
    replaced = {SERVER: "/minimojo", Path.home(): "/home/nobody"}
    if root != Path("/project"):  # It is a new one.
        replaced = {root: "/project", root.parent: "/scratch", **replaced}
    for path, name in replaced.items():
        text = text.replace(str(path), name)
    return [(who, message) for who, message in json.loads(text)]


def difference(recording: list[Line]) -> str | None:
    """Where the server says something else now, first."""
    expected = compared(recording)
    for number, (wanted, found) in enumerate(zip(expected, compared(list(replay(expected))), strict=True)):
        if wanted[0] == "server" and _comparable(wanted[1]) != _comparable(found[1]):
            return (
                f"message {number}: {json.dumps(found[1]):.3000}\n  recorded: {json.dumps(wanted[1]):.3000}"
            )
    return None


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--keep", nargs=2, metavar=("FILE", "NAME"))
    options = parser.parse_args()
    if options.keep:
        write(FOLDER / f"{options.keep[1]}.jsonl", compared(anonymous(read(Path(options.keep[0])))))
        return 0
    status = 0
    for path in sorted(FOLDER.glob("*.jsonl")):
        recording = read(path)
        if options.write:
            write(path, anonymous(list(replay(recording))))
        elif found := difference(recording):
            print(f"{path.stem}, {found}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
