#!/usr/bin/env python3
"""Compare outlines and semantic tokens with those of the official language server, name by name.

Usage: peer_structure.py [--root DIR] [--official "COMMAND"] [--show N] PATH...

For each file, both servers are asked for its symbols and its tokens. A symbol is the same if its name stands at the
same place and its kind means the same; a token, if the same letters are the same sort of thing. What only the
official server has, and what both have otherwise, is printed.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from client import Client
from sources import mojo_files

_SERVER = Path(__file__).resolve().parents[2] / "server"

Place = tuple[int, int, str]

_SYMBOLS = {
    12: "function",
    6: "function",
    9: "function",
    23: "type",
    5: "type",
    10: "type",
    11: "trait",
    7: "value",
    8: "value",
    14: "value",
    13: "value",
    22: "value",
}
"""What kinds of symbols have in common; both servers choose among several words for one thing."""

_TOKENS = {
    "function": "function",
    "method": "function",
    "class": "type",
    "struct": "type",
    "enum": "type",
    "type": "type",
    "typeParameter": "value",
    "interface": "trait",
    "property": "member",
    "namespace": "namespace",
    "parameter": "value",
    "variable": "value",
    "specialVariable": "value",
    "enumMember": "value",
    "decorator": "function",
}


def symbols(answer: Any) -> Iterator[tuple[Place, str]]:
    for it in answer or ():
        start = (it.get("selectionRange") or it["location"]["range"])["start"]
        yield (start["line"], start["character"], it["name"]), _SYMBOLS.get(it["kind"], str(it["kind"]))
        yield from symbols(it.get("children"))


def tokens(answer: Any, legend: list[str], lines: list[str]) -> Iterator[tuple[Place, str]]:
    numbers = (answer or {}).get("data") or []
    line = column = 0
    for at in range(0, len(numbers), 5):
        down, right, length, kind, _ = numbers[at : at + 5]
        line, column = line + down, right + (0 if down else column)
        yield (line, column, lines[line][column : column + length]), _TOKENS.get(legend[kind], legend[kind])


def started(command: list[str], root: Path) -> tuple[Client, list[str]]:
    client = Client(command)
    document = {
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "semanticTokens": {
            "requests": {"full": {"delta": True}, "range": True},
            "tokenTypes": [],
            "tokenModifiers": [],
            "formats": ["relative"],
        },
    }
    answer = client.initialize([root], document)
    return client, answer["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"]


def asked(client: Client, method: str, uri: str) -> Any:
    try:
        return client.request(f"textDocument/{method}", {"textDocument": {"uri": uri}}, 120)
    except RuntimeError:
        return None


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--root", type=Path, help="folder that is open, and import root")
    parser.add_argument("--official", default="mojo-lsp-server")
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("paths", type=Path, nargs="+")
    given = parser.parse_args()
    files = [it.resolve() for path in given.paths for it in mojo_files(path)]
    root = (given.root or files[0].parent).resolve()
    theirs, their_legend = started([*shlex.split(given.official), "-I", str(root)], root)
    ours, our_legend = started(
        [
            sys.executable,
            "-c",
            f"import sys; sys.path.insert(0, {str(_SERVER)!r}); from minimojo.cli.main import main; main()",
            "lsp",
        ],
        root,
    )
    counts: Counter[tuple[str, str]] = Counter()
    shown: list[str] = []
    for file in files:
        text, uri = file.read_text(encoding="utf-8"), file.as_uri()
        for client in (ours, theirs):
            client.open(uri, text)
        theirs.diagnostics(uri, 1)
        lines = text.split("\n")
        both = {
            "documentSymbol": (
                dict(symbols(asked(ours, "documentSymbol", uri))),
                dict(symbols(asked(theirs, "documentSymbol", uri))),
            ),
            "semanticTokens": (
                dict(tokens(asked(ours, "semanticTokens/full", uri), our_legend, lines)),
                dict(tokens(asked(theirs, "semanticTokens/full", uri), their_legend, lines)),
            ),
        }
        for request, (our, their) in both.items():
            for place in our.keys() | their.keys():
                one, other = our.get(place), their.get(place)
                verdict = (
                    "same"
                    if one == other
                    else "ours alone"
                    if other is None
                    else "official alone"
                    if one is None
                    else "otherwise"
                )
                counts[request, verdict] += 1
                if verdict in ("official alone", "otherwise"):
                    line, column, name = place
                    told = f"{file.name}:{line + 1}:{column + 1} `{name}`: {one} / {other}   {lines[line].strip()[:80]}"
                    shown.append(f"{request} {verdict} {told}")
        for client in (ours, theirs):
            client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    for request in ("documentSymbol", "semanticTokens"):
        told = ", ".join(
            f"{counts[request, it]} {it}" for it in ("same", "otherwise", "official alone", "ours alone")
        )
        print(f"{request}: {told}")
    print(*shown[: given.show], sep="\n")
    ours.close()
    theirs.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
