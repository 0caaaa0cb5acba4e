#!/usr/bin/env python3
"""Compare answers about names with those of the official language server, request by request.

Usage: peer_answers.py [--sample N] [--seed N] [--root DIR] [--clean] [--official "COMMAND"] PATH...

Draws names of the files, asks both servers for definition, references, hover, rename, signature help and completion
at each (behind its first letters), and counts for every request: answered by both with the same meaning, by both
but otherwise, by one alone. What only the official server answers, and what both answer otherwise, is printed. Of
completions, those that begin with the letters count; the same is all that the official server offers, or more.
"""

from __future__ import annotations

import argparse
import random
import re
import shlex
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty
from typing import Any
from urllib.parse import unquote

from client import Client
from sources import mojo_files

_SERVER = Path(__file__).resolve().parents[2] / "server"
_NAME = re.compile(r"[A-Za-z_]\w*")
_STRINGS = re.compile(r'"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|#[^\n]*')
_WORDS = re.compile(
    r"(?:and|as|break|comptime|continue|def|deinit|elif|else|except|finally|for|from|if|imm|import|in|is|mut|not|or|out"
    r"|pass|raise|raises|ref|return|struct|trait|try|var|where|while|with|True|False|None)"
)

Answer = Any
Question = tuple[str, int, int, str]


def code_of(text: str) -> str:
    """A text with spaces for its strings and comments."""
    return _STRINGS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def names_in(path: Path) -> Iterator[Question]:
    """Every name in the code of a file, with its place: URI, line, column."""
    for line, content in enumerate(code_of(path.read_text(encoding="utf-8")).split("\n")):
        for found in _NAME.finditer(content):
            if not _WORDS.fullmatch(found[0]) and content[: found.start()].isascii():
                yield path.as_uri(), line, found.start(), found[0]


def _places(answer: Answer) -> frozenset[tuple[str, int]]:
    found = answer if isinstance(answer, list) else [answer] if answer else []
    return frozenset(
        (it.get("uri") or it["targetUri"], span["start"]["line"])
        for it in found
        if _is_name(span := it.get("range") or it["targetSelectionRange"])
    )


def _is_name(span: dict[str, Any]) -> bool:
    """The official server takes the first name of a body for the function's `__result__`, over two lines."""
    return span["start"]["line"] == span["end"]["line"]


def _edits(answer: Answer) -> frozenset[tuple[str, int, int]]:
    changes = (answer or {}).get("changes") or {}
    return frozenset(
        (
            unquote(file.removeprefix("file://")),
            edit["range"]["start"]["line"],
            edit["range"]["start"]["character"],
        )
        for file, edits in changes.items()
        for edit in edits
    )


def _shown(answer: Answer) -> frozenset[str]:
    return frozenset({"shown"}) if answer and _is_name(answer["range"]) else frozenset()


def _labels(answer: Answer) -> frozenset[str]:
    return frozenset({"shown"}) if answer and answer.get("signatures") else frozenset()


def _offered(answer: Answer) -> frozenset[str]:
    found = answer.get("items") if isinstance(answer, dict) else answer
    return frozenset(it["label"].partition("(")[0].partition("[")[0] for it in found or ())


def _any(ours: frozenset[Any], theirs: frozenset[Any]) -> bool:
    """What is shown cannot be compared."""
    return bool(ours) and bool(theirs)


Same = Callable[[frozenset[Any], frozenset[Any]], bool]
_VERDICTS = ("same", "otherwise", "official alone", "ours alone", "neither")

_REQUESTS: dict[
    str,
    tuple[
        dict[str, Any], Callable[[Answer], frozenset[Any]], Callable[[frozenset[Any], frozenset[Any]], bool]
    ],
] = {
    "definition": ({}, _places, lambda ours, theirs: bool(ours & theirs)),
    "references": ({"context": {"includeDeclaration": True}}, _places, lambda ours, theirs: theirs <= ours),
    "hover": ({}, _shown, _any),
    "rename": ({"newName": "fresh_name_of_this"}, _edits, lambda ours, theirs: theirs <= ours),
    "signatureHelp": ({}, _labels, _any),
    "completion": ({}, _offered, lambda ours, theirs: theirs <= ours),
}


def _started(command: list[str], roots: list[Path]) -> Client:
    client = Client(command)
    client.initialize(roots, {"hover": {"contentFormat": ["markdown"]}})
    return client


def _asked(client: Client, method: str, extra: dict[str, Any], question: Question) -> Answer:
    uri, line, character, _ = question
    place = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
    try:
        return client.request(f"textDocument/{method}", {**place, **extra}, 60)
    except (RuntimeError, Empty):  # A server may answer with an error, or not at all.
        return None


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sample", type=int, default=60, help="names of each file")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--root", type=Path, action="append", help="folder that is open, and import root")
    parser.add_argument(
        "--clean", action="store_true", help="only files without an error of the official server"
    )
    parser.add_argument("--seconds", type=float, default=1e9, help="after which no further file is begun")
    parser.add_argument("--official", default="mojo-lsp-server")
    parser.add_argument("--requests", nargs="+", default=list(_REQUESTS), choices=list(_REQUESTS))
    parser.add_argument("paths", type=Path, nargs="+")
    given = parser.parse_args()
    roots = [
        it.resolve()
        for it in given.root or [given.paths[0] if given.paths[0].is_dir() else given.paths[0].parent]
    ]
    files = [it.resolve() for path in given.paths for it in mojo_files(path)]
    theirs = _started(
        [*shlex.split(given.official), *(word for it in roots for word in ("-I", str(it)))], roots
    )
    ours = _started(
        [
            sys.executable,
            "-c",
            f"import sys; sys.path[:0] = [{str(_SERVER)!r}]; from minimojo.lsp.server import serve; serve()",
        ],
        roots,
    )
    comparison = Comparison(ours, theirs, given.requests, given.show, is_picky=given.clean)
    chance = random.Random(given.seed)
    end = time.monotonic() + given.seconds
    for file in files:
        drawn = list(names_in(file))
        try:
            comparison.file(file, chance.sample(drawn, min(given.sample, len(drawn))))
        except (BrokenPipeError, Empty):
            print("a server is gone or silent:", file)
            break
        if time.monotonic() > end:
            break
    comparison.summary()
    return 0


class Comparison:
    """Asks both servers and counts how the answers compare."""

    def __init__(
        self, ours: Client, theirs: Client, methods: list[str], show: int, *, is_picky: bool = False
    ) -> None:
        self._is_picky = is_picky
        self._ours, self._theirs, self._methods, self._show = ours, theirs, methods, show
        self._counts, self._told, self._seconds = Counter[tuple[str, str]](), Counter[str](), Counter[str]()
        self._missed = Counter[bool]()
        self._files = 0

    def file(self, file: Path, drawn: list[Question]) -> None:
        """Everything about some names of one file."""
        text = file.read_text("utf-8")
        closed = {"textDocument": {"uri": file.as_uri()}}
        self._theirs.open(file.as_uri(), text)
        told = self._theirs.diagnostics(file.as_uri(), 1)[1]["params"]["diagnostics"]
        if not self._is_picky or all(it.get("severity") != 1 for it in told):
            self._files += 1
            self._ours.open(file.as_uri(), text)
            self._ours.diagnostics(file.as_uri(), 1)
            for question in drawn:
                for method in self._methods:
                    self._compare(file, question, method)
            self._ours.notify("textDocument/didClose", closed)
        self._theirs.notify("textDocument/didClose", closed)

    def _compare(self, file: Path, question: Question, method: str) -> None:
        extra, meaning, same = _REQUESTS[method]
        prefix = question[3][: (len(question[3]) + 1) // 2]
        if method == "completion":
            question = (question[0], question[1], question[2] + len(prefix), question[3])
        begin = time.perf_counter()
        mine = meaning(_asked(self._ours, method, extra, question))
        self._seconds[method] += time.perf_counter() - begin
        other = meaning(_asked(self._theirs, method, extra, question))
        if method == "completion":
            mine, other = (frozenset(it for it in found if it.startswith(prefix)) for found in (mine, other))
            if question[3] not in mine:
                self._missed[question[3] in other] += 1
        verdict = _verdict(mine, other, same)
        self._counts[method, verdict] += 1
        if verdict in ("otherwise", "official alone"):
            self._told[method] += 1
            if self._told[method] <= self._show:
                print(f"{method} {verdict}: {question[3]} {file}:{question[1] + 1}:{question[2] + 1}")
                print(f"  ours {_brief(mine - other)}\n  official {_brief(other - mine)}")

    def summary(self) -> None:
        """The counts of every request, and how long our answers took on average."""
        print(self._files, "files")
        for method in self._methods:
            counts = {it: self._counts[method, it] for it in _VERDICTS}
            if method == "completion":
                print(
                    f"the name that stands there: {self._missed[True]} official alone, {self._missed[False]} neither"
                )
            print(method, counts, f"{1000 * self._seconds[method] / max(1, sum(counts.values())):.1f} ms")


def _verdict(mine: frozenset[Any], other: frozenset[Any], same: Same) -> str:
    if mine and other:
        return "same" if same(mine, other) else "otherwise"
    if mine:
        return "ours alone"
    return "official alone" if other else "neither"


def _brief(found: frozenset[Any]) -> str:
    parts = (
        ":".join(map(str, (Path(str(it[0])).name, *it[1:]))) if isinstance(it, tuple) else it for it in found
    )
    return ", ".join(sorted(parts))[:300]


if __name__ == "__main__":
    sys.exit(main())
