#!/usr/bin/env python3
"""How much memory does a server hold? MiniMojo beside an empty server, in one run (Linux).

    python tests/benchmarks/memory.py [--lines N] [--files N] [--keys N] [--functions N] [NAME=COMMAND ...]

Each server is started, opens a generated program of N lines, then further files of 1,000 lines. Then a
character is typed and removed in one place, again and again, and once each in many functions. Printed is the
resident memory of its process at each of these moments, after its findings have come. Without a COMMAND: an
empty pygls server and `minimojo lsp`.
"""

from __future__ import annotations

import argparse
import shlex
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from client import Client
from edit_latency import DOCUMENT
from generated import middle_edit, program

FURTHER = 1000
"""Lines of each further file."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", type=int, default=20000)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--keys", type=int, default=500)
    parser.add_argument("--functions", type=int, default=200)
    parser.add_argument("servers", nargs="*", metavar="NAME=COMMAND")
    options = parser.parse_args()
    servers = [server.split("=", 1) for server in options.servers] or default_servers()
    moments = (
        "started",
        f"{options.lines} lines",
        "further file",
        f"{options.keys} keys",
        f"{options.functions} functions",
    )
    print(f"{'server':16}" + "".join(f"{it:>15}" for it in moments))
    for name, command in servers:
        measure(name, shlex.split(command), options)


def default_servers() -> list[list[str]]:
    empty = shlex.join([sys.executable, str(Path(__file__).with_name("empty_server.py"))])
    return [["empty pygls", empty], ["minimojo", "minimojo lsp"]]


def measure(name: str, command: list[str], options: argparse.Namespace) -> None:
    files: int = options.files
    with tempfile.TemporaryDirectory() as folder:
        client = Client(command)
        try:
            client.initialize([Path(folder)], DOCUMENT)
            print(f"{name:16}", end="", flush=True)
            _told(client)
            text = program(options.lines)
            uri = _opened(client, Path(folder) / "generated.mojo", text)
            before = _told(client)
            for number in range(files):
                _opened(client, Path(folder) / f"further{number}.mojo", program(FURTHER))
            print(f"{(_settled(client) - before) / max(1, files):12.1f} MB", end="", flush=True)
            version = _typed(client, uri, [middle_edit(text)] * (options.keys // 2), 1)
            _told(client)
            places = [
                (number, len(line))
                for number, line in enumerate(text.splitlines())
                if line.startswith("    var total = ")
            ]
            _typed(
                client,
                uri,
                places[:: max(1, len(places) // max(1, options.functions))][: options.functions],
                version,
            )
            _told(client)
            print()
        finally:
            client.close()


def _opened(client: Client, path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    client.open(path.as_uri(), text)
    client.diagnostics(path.as_uri(), 1)
    return path.as_uri()


def _typed(client: Client, uri: str, places: Iterable[tuple[int, int]], version: int) -> int:
    """Types a character at each place and removes it; gives the version of the text at the end."""
    for line, column in places:
        for end, written in ((column, "1"), (column + 1, "")):
            version += 1
            span = {
                "start": {"line": line, "character": column},
                "end": {"line": line, "character": end},
            }
            changes = [{"range": span, "text": written}]
            document = {"uri": uri, "version": version}
            client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})
            client.diagnostics(uri, version)
    return version


def _told(client: Client) -> float:
    memory = _settled(client)
    print(f"{memory:12.0f} MB", end="", flush=True)
    return memory


def _settled(client: Client) -> float:
    """The memory of a server that has had a moment to tidy up."""
    time.sleep(1)
    return client.memory_mb()


if __name__ == "__main__":
    main()
