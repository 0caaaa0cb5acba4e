#!/usr/bin/env python3
"""Compare types with what the official language server shows on hover.

Usage: hover_types.py [--sample N] [--seed N] PATH...

Draws names of variables, arguments and fields whose type MiniMojo knows, asks the official server
(`mojo-lsp-server` on the PATH) about each, and prints those that differ. Where a value is stored
does not count: `ref[a] String` is a `String`, and origins inside types are left out.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "server")]

from client import Client  # noqa: E402
from sources import mojo_files  # noqa: E402

from minimojo.cli.files import Source  # noqa: E402
from minimojo.cli.statistics import Surveyed, gathered  # noqa: E402
from minimojo.syntax import ast  # noqa: E402
from minimojo.types import print_type  # noqa: E402

_SHOWN = re.compile(r"^\((?:variable|argument|field)\) (?:[a-z]+ )*`?[^:\n]*?`?: (?P<type>.+)$", re.MULTILINE)

# What the iterators of the library give is shown unresolved; it is their first parameter.
_ELEMENT = re.compile(r"_\w*Iter\[(?P<first>.+?)(?:,_)+\]\.Element")

# Parameters that an argument's type leaves open.
_UNBOUND = re.compile(r",(?:\w+=)?\w+\.(?:origin|address_space)\b")


@dataclass(frozen=True, slots=True)
class Question:
    """A name at a place (zero-based, in UTF-16 units), and its type as we know it."""

    path: str
    line: int
    character: int
    name: str
    type: str


def questions(file: Surveyed) -> list[Question]:
    """All names of a file with a known type."""
    lines = file.workspace.lines(file.path)
    starts = file.workspace.module(file.path).starts
    found: list[Question] = []
    for known in file.found.expressions:
        match known.expr:
            case ast.Name(name=name):
                offset = known.expr.span.start
            case ast.Attribute(name=name):
                offset = known.expr.span.end - len(name.encode())
            case _:
                continue
        if known.type is None:
            continue
        place = lines.position(starts.get(known.unit_key, 0) + offset)
        found.append(Question(file.path, place.line, place.character, name, print_type(known.type)))
    return found


def bare(shown: str) -> str:
    """A type without places: origins become `_`, the reference around it is dropped."""
    shown = _without(shown.strip(), "ref[", "]", "").strip()
    shown = _without(shown, "origin_of(", ")", "_")
    shown = re.sub(r"\s+", "", _before_default(shown))
    shown = _UNBOUND.sub("", shown)
    element = _ELEMENT.fullmatch(shown)
    return element["first"] if element else shown


def _before_default(shown: str) -> str:
    """An argument is shown with its default, `Int = 0`."""
    depth = 0
    for at, character in enumerate(shown):
        depth += (character in "([") - (character in ")]")
        if depth == 0 and shown.startswith(" = ", at):
            return shown[:at]
    return shown


def _without(text: str, begin: str, end: str, instead: str) -> str:
    """`text` with every bracket that starts with `begin` replaced, whatever is nested in it."""
    while (start := text.find(begin)) >= 0:
        depth, at = 1, start + len(begin)
        while at < len(text) and depth:
            depth += (text[at] in "([") - (text[at] in ")]")
            at += 1
        text = text[:start] + instead + text[at:]
    return text


def official(client: Client, question: Question, uri: str) -> str | None:
    """The type that the official server shows, None if it shows none."""
    reply: Any = client.request(
        "textDocument/hover",
        {
            "textDocument": {"uri": uri},
            "position": {"line": question.line, "character": question.character},
        },
    )
    if not reply:
        return None
    shown = _SHOWN.search(reply["contents"]["value"])
    return shown["type"] if shown and "typecheckerror" not in shown["type"] else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("path", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    paths = [file for path in arguments.path for file in mojo_files(path)]
    surveyed = gathered(Source(str(path), path.read_bytes()) for path in paths)
    everything = [question for file in surveyed for question in questions(file)]
    random.Random(arguments.seed).shuffle(everything)
    return compare(everything, arguments.sample)


def compare(drawn: list[Question], wanted: int) -> int:
    """Ask about `drawn` until `wanted` are answered."""
    client = Client(["mojo-lsp-server"])
    client.initialize([], {})
    opened: set[str] = set()
    answered, different = 0, defaultdict[str, list[str]](list)
    for question in drawn:
        if answered == wanted:
            break
        uri = Path(question.path).resolve().as_uri()
        if uri not in opened:
            opened.add(uri)
            text = Path(question.path).read_text(encoding="utf-8")
            client.open(uri, text)
            client.diagnostics(uri, 1)
        shown = official(client, question, uri)
        if shown is None:
            continue
        answered += 1
        if bare(shown) != bare(question.type):
            place = f"{question.path}:{question.line + 1}:{question.character + 1}"
            different[question.path].append(f"{place} {question.name}: {question.type}, official {shown}")
    for line in sorted(line for lines in different.values() for line in lines):
        print(line)
    agreeing = answered - sum(map(len, different.values()))
    print(f"{agreeing} of {answered} types agree with the official server ({len(opened)} files)")
    with suppress(Empty):  # It may take its time to go.
        client.close()
    return 0 if agreeing == answered else 1


if __name__ == "__main__":
    sys.exit(main())
