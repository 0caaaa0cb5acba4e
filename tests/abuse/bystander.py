"""The command line and the server before a folder of strange files: what it costs them, and what they say."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from msgspec import Struct

from abuse.attacks import REQUESTS
from abuse.memory import peak, processor
from abuse.params import fitting
from abuse.siege import CAPABILITIES, sensible
from command_line import COMMAND, environment
from lsp.wire import JSON, Wire
from minimojo.workspace.files import SUFFIXES, read_file

PATIENCE = 3600
"""Seconds by the clock for one command or answer, on a busy machine; figures are those of the processor."""

_OPENED = 3
"""Files of a folder that are opened at most."""

COMMANDS = (
    ("check", "--no-cache", "--output-format", "concise"),
    ("check", "--no-cache", "--output-format", "json", "--diff"),
    ("migrate",),
    ("stats",),
)
DUMPS = ("syntax", "graph", "states")
"""Of one file; the others are of the folder."""

_FAULTY = -32603
_MISUNDERSTOOD = "invalid params"
"""What requests are not answered with: these ones fit."""

_FAULT = re.compile(rb"^ERROR minimojo.*\nTraceback", re.MULTILINE)
"""What the server logs of faults of its own; refusals, of renames for example, are none."""


class Figure(Struct, frozen=True):
    """What something took: seconds of the processor, and MB at most."""

    what: str
    seconds: float
    megabytes: float


class Told(Struct, frozen=True):
    """A command that has ended."""

    figure: Figure
    status: int
    output: str
    errors: str


def command(*arguments: str | Path) -> Told:
    """Runs the command line. Raises AssertionError if it does not end, or not as documented."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [*COMMAND, *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            env=environment(),
        )
        status, usage = _waited(process)
        told = [_text(it) for it in (output, errors)]
    figure = Figure(str(arguments[0]), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
    assert status in (0, 1, 2), f"{arguments}: status {status}: {told[1]:.2000}"
    assert "Traceback" not in told[1], told[1]
    assert "could not be analysed" not in told[1], told[1]
    return Told(figure, status, *told)


def _waited(process: subprocess.Popen[bytes]) -> tuple[int, Any]:
    end = time.monotonic() + PATIENCE
    while True:
        found, status, usage = os.wait4(process.pid, os.WNOHANG)
        if found:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, usage
        if time.monotonic() > end:
            process.kill()
            raise AssertionError(f"{process.args!r:.300} does not end")
        time.sleep(0.01)


def _text(file: Any) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def commands(folder: Path) -> Iterator[Told]:
    """Every command for a folder, and for its first file."""
    for arguments in COMMANDS:
        yield command(*arguments, folder)
    for path in readable(folder)[:1]:
        for kind in DUMPS:
            yield command("dump", kind, path)


def readable(folder: Path) -> list[Path]:
    """The files of a folder that an editor can open."""
    found: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.name.endswith(SUFFIXES):
            try:
                read_file(path)
            except OSError:
                continue
            found.append(path)
    return found


def session(folder: Path) -> Iterator[Figure]:
    """An editor that opens the folder and some of its files, edits them, and asks for everything there is.

    Raises AssertionError if an answer is missing, or a fault is logged."""
    wire = Wire()
    try:
        editor = _Editor(wire, folder)
        yield from editor.begin()
        for path in readable(folder)[:_OPENED]:
            yield from editor.use(path)
        yield from editor.ask_about_everything()
        yield Figure("server", processor(wire.process.pid), peak(wire.process.pid))
        fault = _FAULT.search(wire.log)
        assert fault is None, wire.log[fault.start() :].decode(errors="replace")[:4000]
    finally:
        wire.close()


class _Editor:
    """One that answers what it is asked, and measures."""

    def __init__(self, wire: Wire, folder: Path) -> None:
        self._wire = wire
        self._folder = folder
        self._next_id = 0

    def begin(self) -> Iterator[Figure]:
        folders = [{"uri": self._folder.as_uri(), "name": "strange"}]
        options = {"diagnosticMode": "workspace", "codeLens": True, "inlayHints": True}
        params = {
            "processId": None,
            "rootUri": None,
            "workspaceFolders": folders,
            "capabilities": CAPABILITIES,
        }
        yield self._ask("initialize", {**params, "initializationOptions": options})
        self._wire.notify("initialized", {})

    def use(self, path: Path) -> Iterator[Figure]:
        """Opens and edits a file, and sends every request about a place in it."""
        uri, text = path.as_uri(), path.read_bytes().decode("utf-8", "replace")
        self._wire.open(uri, text)
        yield self._until_published("open", uri, 1)
        lines = text.split("\n")
        middle = len(lines) // 2
        at = {"line": middle, "character": len(lines[middle]) // 2}
        for version, key in enumerate(("x", "(", "\n"), 2):
            self._wire.change(uri, version, {"range": {"start": at, "end": at}, "text": key})
            yield self._until_published("edit", uri, version)
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": len(lines), "character": 0}}
        about = {
            "textDocument": {"uri": uri, "version": 4},
            "position": at,
            "positions": [at],
            "range": whole,
        }
        for method in REQUESTS:
            if not method.startswith(("workspace", "window", "$")):
                yield self._ask(method, {**fitting(Random(1), self._folder.as_uri(), method), **about})

    def ask_about_everything(self) -> Iterator[Figure]:
        yield self._ask("workspace/diagnostic", {"previousResultIds": []})
        for query in ("", "f", "main", "aaaab"):
            yield self._ask("workspace/symbol", {"query": query})
        yield self._ask("workspace/executeCommand", {"command": "minimojo.migrate"})
        yield self._ask("workspace/executeCommand", {"command": "minimojo.report"})

    def _ask(self, method: str, params: JSON) -> Figure:
        self._next_id += 1
        wanted = self._next_id
        self._wire.send({"jsonrpc": "2.0", "id": wanted, "method": method, "params": params})
        return self._until(method, lambda it: "method" not in it and it.get("id") == wanted)

    def _until_published(self, what: str, uri: str, version: int) -> Figure:
        def is_wanted(message: JSON) -> bool:
            told = message.get("params", {})
            is_published = message.get("method") == "textDocument/publishDiagnostics"
            return is_published and told["uri"] == uri and told.get("version") == version

        return self._until(what, is_wanted)

    def _until(self, what: str, is_wanted: Any) -> Figure:
        before = processor(self._wire.process.pid)
        while not is_wanted(message := self._wire.arrive(PATIENCE)):
            if "method" in message and "id" in message:
                self._wire.send(sensible(message))
        self._wire.received.clear()
        error = message.get("error") or {"code": 0, "message": ""}
        assert error["code"] != _FAULTY, f"{what}: {message}"
        assert not error["message"].startswith(_MISUNDERSTOOD), f"{what}: {message}"
        process = self._wire.process.pid
        return Figure(what, processor(process) - before, peak(process))
