#!/usr/bin/env python3
"""How long from a key to its diagnostics? MiniMojo beside other language servers, in one run.

    python tests/benchmarks/edit_latency.py [--lines N ...] [--edits N] [NAME=COMMAND ...]

Each server opens a generated program of N lines, and one character is typed (and removed again) in
the middle of it. Printed per server: time of `initialize` with the start of the process, time from
opening to diagnostics, median and 95th percentile from edit to diagnostics, resident memory.
Without a COMMAND: `minimojo lsp`, and `mojo-lsp-server` if it is on PATH.
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from client import Client
from generated import middle_edit, program

DOCUMENT = {"publishDiagnostics": {"versionSupport": True, "relatedInformation": True}}
"""What the client can do."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", type=int, nargs="+", default=[1000])
    parser.add_argument("--edits", type=int, default=30)
    parser.add_argument("servers", nargs="*", metavar="NAME=COMMAND")
    options = parser.parse_args()
    servers = [server.split("=", 1) for server in options.servers] or default_servers()
    print(f"{'server':16}{'lines':>8}{'initialize':>12}{'open':>10}{'median':>10}{'p95':>10}{'memory':>10}")
    for lines in options.lines:
        for name, command in servers:
            measure(name, shlex.split(command), lines, options.edits)


def default_servers() -> list[list[str]]:
    servers = [["minimojo", "minimojo lsp"]]
    if shutil.which("mojo-lsp-server"):
        servers.append(["mojo-lsp-server", "mojo-lsp-server"])
    return servers


def measure(name: str, command: list[str], lines: int, edits: int) -> None:
    text = program(lines)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "generated.mojo"
        path.write_text(text, encoding="utf-8")
        uri = path.as_uri()
        begin = time.perf_counter()
        client = Client(command)
        try:
            client.initialize([Path(folder)], DOCUMENT)
            initialized = time.perf_counter() - begin
            opened = time.perf_counter()
            client.open(uri, text)
            opening = client.diagnostics(uri, 1)[0] - opened
            times = sorted(edit_times(client, uri, text, edits))
            print(
                f"{name:16}{text.count(chr(10)):8}{initialized * 1000:9.0f} ms{opening * 1000:7.0f} ms"
                f"{statistics.median(times) * 1000:7.1f} ms{times[int(len(times) * 0.95)] * 1000:7.1f} ms"
                f"{client.memory_mb():7.0f} MB"
            )
        finally:
            client.close()


def edit_times(client: Client, uri: str, text: str, edits: int) -> list[float]:
    """Seconds from sending each edit to the arrival of its diagnostics."""
    line, column = middle_edit(text)
    times: list[float] = []
    for version in range(2, 2 + edits):
        inserting = version % 2 == 0
        end = column if inserting else column + 1
        change = {
            "range": {"start": {"line": line, "character": column}, "end": {"line": line, "character": end}},
            "text": "1" if inserting else "",
        }
        sent = time.perf_counter()
        client.notify(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]},
        )
        times.append(client.diagnostics(uri, version)[0] - sent)
        time.sleep(0.02)
    return times


if __name__ == "__main__":
    main()
