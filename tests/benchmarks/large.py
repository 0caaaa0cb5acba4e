#!/usr/bin/env python3
"""How long in a folder of 10,000 files, and in a file of 100,000 lines?

    python tests/benchmarks/large.py [--files N] [--lines N]

The folder has packages of a hundred files each, which import one another. A server is started in each of them, opens a
file and is asked; printed is how long the answer took by the clock, and the memory of the server behind it. Then
the command line checks both, without its cache.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from client import Client
from edit_latency import DOCUMENT
from generated import program

PACKAGE = 100
"""Files of a package."""

SECONDS = 900.0
"""That any of it may take."""

IMPORTED = """from .m{next} import give{next}


def give{index}(var text: String) -> Int:
    var other = text^
    return other.byte_length() + {index}
"""

MAIN = """from pkg3.m5 import give5


def main():
    var a = String()
    print(give5(a^))
    print(a)
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--lines", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "files"
        write_packages(files, options.files // PACKAGE)
        measure(files, MAIN, {"line": 4, "character": 8}, name={"line": 5, "character": 11})
        lines = Path(folder) / "lines"
        lines.mkdir()
        text = program(options.lines)
        middle = {"line": text.count("\n") // 2, "character": 10}
        measure(lines, text, middle, name=middle)


def write_packages(folder: Path, count: int) -> None:
    for number in range(count):
        package = folder / f"pkg{number}"
        package.mkdir(parents=True)
        (package / "__init__.mojo").write_text("", encoding="utf-8")
        for index in range(PACKAGE - 1):
            text = IMPORTED.format(index=index, next=(index + 1) % (PACKAGE - 1))
            (package / f"m{index}.mojo").write_text(text, encoding="utf-8")


def measure(folder: Path, text: str, place: dict[str, int], *, name: dict[str, int]) -> None:
    """Open a text as a file of the folder, ask about it and about the folder, and check the folder."""
    (folder / "main.mojo").write_text(text, encoding="utf-8")
    print(f"{len(list(folder.rglob('*.mojo'))):,} files, {text.count(chr(10)):,} lines open", flush=True)
    client = Client(["minimojo", "lsp"])

    def timed(label: str, ask: Callable[[], Any]) -> None:
        begin = time.perf_counter()
        ask()
        print(
            f"  {label:32}{(time.perf_counter() - begin) * 1000:10,.0f} ms{client.memory_mb():8.0f} MB",
            flush=True,
        )

    def request(method: str, **params: Any) -> None:
        timed(method, lambda: client.request(method, params, SECONDS))

    try:
        timed("initialize", lambda: client.initialize([folder], DOCUMENT, {"diagnosticMode": "workspace"}))
        uri = (folder / "main.mojo").as_uri()
        client.open(uri, text)
        timed("findings of the open file", lambda: client.diagnostics(uri, 1, SECONDS))
        document = {"uri": uri}
        request("textDocument/hover", textDocument=document, position=place)
        request("textDocument/completion", textDocument=document, position=place)
        context = {"includeDeclaration": True}
        request("textDocument/references", textDocument=document, position=name, context=context)
        request("textDocument/documentSymbol", textDocument=document)
        request("textDocument/foldingRange", textDocument=document)
        request("textDocument/semanticTokens/full", textDocument=document)
        request("workspace/symbol", query="give5")
        request("workspace/diagnostic", previousResultIds=[])
        request("textDocument/hover", textDocument=document, position=place)
    finally:
        client.close()
    begin = time.perf_counter()
    check = ["minimojo", "check", "--no-cache", "--output-format", "concise", str(folder)]
    subprocess.run(check, stdout=subprocess.DEVNULL, check=False)
    print(f"  {'minimojo check':32}{(time.perf_counter() - begin) * 1000:10,.0f} ms")


if __name__ == "__main__":
    main()
