#!/usr/bin/env python3
"""How long do answers take, when a file was just opened and while it is edited?

    python tests/benchmarks/answer_latency.py [--lines N ...] [--edits N] [--command "minimojo lsp"]

Printed for each request: the first answer, then median and 95th percentile of the answers right after a key; how
long a hover waits that is asked while the tokens of the whole file are computed for the first time; and what an editor
waits that asks for everything at once after each key.
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
            version = _requests(client, uri, line, column, edits)
            _all_at_once(client, uri, line, column, range(version + 1, version + 1 + edits))
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


def _asked(uri: str, line: int, column: int, identity: str) -> dict[str, dict[str, Any]]:
    """Requests as an editor sends them, by their methods."""
    document = {"textDocument": {"uri": uri}}
    screen = {"start": {"line": line - 20, "character": 0}, "end": {"line": line + 40, "character": 0}}
    place = {"line": line, "character": 8}
    name = {"line": line, "character": column - 10}
    return {
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


def _type(client: Client, uri: str, version: int, line: int, column: int) -> None:
    """A character is typed in even versions, and removed in the others."""
    end = {"line": line, "character": column if version % 2 == 0 else column + 1}
    change = {"range": {"start": {"line": line, "character": column}, "end": end}}
    client.notify(
        "textDocument/didChange",
        {
            "textDocument": {"uri": uri, "version": version},
            "contentChanges": [{**change, "text": "1" if version % 2 == 0 else ""}],
        },
    )


def _requests(client: Client, uri: str, line: int, column: int, edits: int) -> int:
    """One request after each key; the version of the document afterwards."""
    document = {"textDocument": {"uri": uri}}
    identity: str = client.request("textDocument/semanticTokens/full", document)["resultId"]
    version = 1
    for method, params in _asked(uri, line, column, identity).items():
        times: list[float] = []
        for number in range(edits + 1):
            if number:
                version += 1
                _type(client, uri, version, line, column)
            sent = time.perf_counter()
            answer = client.request(f"textDocument/{method}", params)
            times.append(time.perf_counter() - sent)
            if "previousResultId" in params:
                params["previousResultId"] = answer["resultId"]
            time.sleep(0.02)
        first, later = times[0] * 1000, sorted(times[1:])
        print(f"  {method:26}{first:8.1f} ms first, {_spread(later)}")
    return version


_EVERYTHING = (
    *("foldingRange", "documentSymbol", "codeLens", "inlayHint", "semanticTokens/full/delta"),
    *("documentHighlight", "codeAction", "hover"),
)
"""What an editor asks after a key, what takes longest first."""


def _all_at_once(client: Client, uri: str, line: int, column: int, versions: range) -> None:
    document = {"textDocument": {"uri": uri}}
    identity: str = client.request("textDocument/semanticTokens/full", document)["resultId"]
    asked = _asked(uri, line, column, identity)
    times: dict[str, list[float]] = {}
    for version in versions:
        sent = time.perf_counter()
        _type(client, uri, version, line, column)
        waiting: dict[int | None, str] = {
            client.begin(f"textDocument/{it}", asked[it]): it for it in _EVERYTHING
        }
        waiting[None] = "diagnostics"
        while waiting:
            arrived, message = client.wait(lambda _: True)
            is_told = message.get("method") == "textDocument/publishDiagnostics"
            if (is_told and message["params"].get("version") == version) or "method" not in message:
                times.setdefault(waiting.pop(message.get("id")), []).append(arrived - sent)
        time.sleep(0.1)
    print("  all at once after each key:")
    for what, later in sorted(times.items(), key=lambda it: statistics.median(it[1])):
        print(f"    {what:26}{_spread(sorted(later))}")


def _spread(times: list[float]) -> str:
    median, most = statistics.median(times) * 1000, times[int(len(times) * 0.95)] * 1000
    return f"{median:6.1f} ms median, {most:6.1f} ms 95 %"


if __name__ == "__main__":
    main()
