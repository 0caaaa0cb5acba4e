#!/usr/bin/env python3
"""How long do answers take, when a file was just opened and while it is edited?

    python tests/benchmarks/answer_latency.py [--lines N ...] [--edits N] [--command "minimojo lsp"]

Printed for each request: the first answer, then median and 95th percentile of the answers right after a key; and
how long a hover waits that is asked while the tokens of the whole file are computed for the first time.
"""

from __future__ import annotations

import argparse
import shlex
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from client import Client
from generated import middle_edit, program

_DOCUMENT = {
    "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
    "publishDiagnostics": {"versionSupport": True},
    "semanticTokens": {
        "requests": {"full": {"delta": True}, "range": True},
        "tokenTypes": [],
        "tokenModifiers": [],
        "formats": ["relative"],
    },
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", type=int, nargs="+", default=[1000, 20000])
    parser.add_argument("--edits", type=int, default=30)
    parser.add_argument("--command", default="minimojo lsp")
    options = parser.parse_args()
    for lines in options.lines:
        measure(shlex.split(options.command), lines, options.edits)


def measure(command: list[str], lines: int, edits: int) -> None:
    text = program(lines)
    line, column = middle_edit(text)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "generated.mojo"
        path.write_text(text, encoding="utf-8")
        uri = path.as_uri()
        client = Client(command)
        try:
            client.initialize([Path(folder)], _DOCUMENT)
            client.open(uri, text)
            client.diagnostics(uri, 1)
            print(f"{text.count(chr(10))} lines")
            _while_computing(client, uri, line)
            _requests(client, uri, line, column, edits)
        finally:
            client.close()


def _while_computing(client: Client, uri: str, line: int) -> None:
    """Hovers while the first tokens are on their way."""
    document = {"textDocument": {"uri": uri}}
    wanted = client.begin("textDocument/semanticTokens/full", document)
    begin, waits = time.perf_counter(), list[float]()
    place = {**document, "position": {"line": line, "character": 8}}
    while wanted not in client.answered:
        sent = time.perf_counter()
        client.request("textDocument/hover", place)
        waits.append(time.perf_counter() - sent)
        time.sleep(0.02)
    print(
        f"  {'first tokens':22}{(time.perf_counter() - begin) * 1000:8.0f} ms, {len(waits)} hovers meanwhile:"
        f" median {statistics.median(waits) * 1000:.1f} ms, longest {max(waits) * 1000:.1f} ms"
    )


def _requests(client: Client, uri: str, line: int, column: int, edits: int) -> None:
    document = {"textDocument": {"uri": uri}}
    screen = {"start": {"line": line - 20, "character": 0}, "end": {"line": line + 40, "character": 0}}
    place = {"line": line, "character": 8}
    identity: str = client.request("textDocument/semanticTokens/full", document)["resultId"]
    name = {"line": line, "character": column - 10}
    asked: dict[str, dict[str, Any]] = {
        "hover": {**document, "position": name},
        "documentHighlight": {**document, "position": name},
        "codeAction": {**document, "range": {"start": name, "end": name}, "context": {"diagnostics": []}},
        "completion": {**document, "position": {"line": line + 6, "character": 12}},
        "signatureHelp": {**document, "position": {"line": line + 6, "character": 10}},
        "definition": {**document, "position": {"line": line + 6, "character": 6}},
        "inlayHint": {**document, "range": screen},
        "semanticTokens/full/delta": {**document, "previousResultId": identity},
        "semanticTokens/range": {**document, "range": screen},
        "documentSymbol": document,
        "foldingRange": document,
        "selectionRange": {**document, "positions": [place]},
        "codeLens": document,
        "prepareCallHierarchy": {**document, "position": {"line": line - 1, "character": 5}},
    }
    version = 1
    for method, params in asked.items():
        times: list[float] = []
        for number in range(edits + 1):
            if number:
                version += 1
                is_insertion = version % 2 == 0
                end = {"line": line, "character": column if is_insertion else column + 1}
                change = {"range": {"start": {"line": line, "character": column}, "end": end}}
                client.notify(
                    "textDocument/didChange",
                    {
                        "textDocument": {"uri": uri, "version": version},
                        "contentChanges": [{**change, "text": "1" if is_insertion else ""}],
                    },
                )
            sent = time.perf_counter()
            answer = client.request(f"textDocument/{method}", params)
            times.append(time.perf_counter() - sent)
            if "previousResultId" in params:
                params["previousResultId"] = answer["resultId"]
            time.sleep(0.02)
        first, later = times[0] * 1000, sorted(times[1:])
        print(
            f"  {method:26}{first:8.1f} ms first, {statistics.median(later) * 1000:6.1f} ms median,"
            f" {later[int(len(later) * 0.95)] * 1000:6.1f} ms 95 %"
        )


if __name__ == "__main__":
    main()
