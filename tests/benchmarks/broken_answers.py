#!/usr/bin/env python3
"""Compare answers before and after a file is damaged: a bracket deleted, half a line, a string left open.

Usage: broken_answers.py [--damages N] [--sample N] [--seed N] [--root DIR] [--command "minimojo lsp"] PATH...

Each damage leaves the lines of the file where they are, and is undone before the next one. Names on other lines are
asked about before it and after it. Counted for each request, apart for names in the damaged function and in others:
answers that are the same as before, others, and those that are gone.
"""

from __future__ import annotations

import argparse
import random
import re
import shlex
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from queue import Empty
from typing import Any

from client import Client
from peer_answers import Question, names_in
from sources import mojo_files

Damage = Callable[[str, random.Random], str | None]


def _without(characters: str) -> Damage:
    def damage(line: str, chance: random.Random) -> str | None:
        places = [at for at, it in enumerate(line) if it in characters]
        if not places:
            return None
        at = chance.choice(places)
        return line[:at] + line[at + 1 :]

    return damage


def _half(line: str, chance: random.Random) -> str | None:
    indentation = len(line) - len(line.lstrip())
    inside = len(line) - indentation
    return line[: indentation + chance.randrange(1, inside)] if inside > 3 else None


def _with(text: str) -> Damage:
    def damage(line: str, chance: random.Random) -> str | None:
        ends = [it.end() for it in re.finditer(r"\w+", line)]
        if not ends:
            return None
        at = chance.choice(ends)
        return line[:at] + text + line[at:]

    return damage


DAMAGES: dict[str, Damage] = {
    "a bracket deleted": _without("()[]{}"),
    "half a line deleted": _half,
    "a colon or comma deleted": _without(":,"),
    "a bracket opened": _with("("),
    "a dot": _with("."),
    "a quote": _with('"'),
}

_REQUESTS = ("definition", "hover", "documentHighlight", "references", "signatureHelp", "completion")


def _meaning(method: str, answer: Any) -> Any:
    """What has to be the same: of hovers the text, of completions the labels."""
    match method:
        case "hover":
            return answer and answer["contents"]["value"].partition("\n```")[0]
        case "completion":
            items = answer["items"] if isinstance(answer, dict) else answer
            return frozenset(it["label"] for it in items or ())
        case "signatureHelp":
            return tuple(it["label"] for it in (answer or {}).get("signatures", ()))
        case _:
            return frozenset(
                (it.get("uri"), it["range"]["start"]["line"]) for it in answer or () if it.get("range")
            )


class Comparison:
    """A client with an open file, and the counts."""

    def __init__(self, client: Client, show: int) -> None:
        self._client, self._show, self._version = client, show, 1
        self.counts = Counter[tuple[str, str, str]]()

    def file(self, path: Path, damages: int, sample: int, chance: random.Random) -> None:
        text = path.read_text(encoding="utf-8")
        names = list(names_in(path))
        lines = text.split("\n")
        if len(names) < sample:
            return
        self._version = 1
        self._client.open(path.as_uri(), text)
        for _ in range(damages):
            kind, damage = chance.choice(list(DAMAGES.items()))
            number = chance.choice(names)[1]
            damaged = damage(lines[number], chance)
            asked = [it for it in chance.sample(names, sample) if it[1] != number]
            if damaged is None or damaged == lines[number]:
                continue
            before = self._answers(asked)
            self._replace(path, number, lines[number], damaged)
            after = self._answers(asked)
            self._replace(path, number, damaged, lines[number])
            where = f"{path}:{number + 1}, {kind}: {damaged.strip()}"
            self._count(before, after, _function_around(lines, number), where)
        self._client.notify("textDocument/didClose", {"textDocument": {"uri": path.as_uri()}})

    def _answers(self, asked: list[Question]) -> dict[tuple[str, Question], Any]:
        found: dict[tuple[str, Question], Any] = {}
        for question in asked:
            for method in _REQUESTS:
                place = {"line": question[1], "character": question[2]}
                if method == "completion":
                    place["character"] += (len(question[3]) + 1) // 2
                params = {"textDocument": {"uri": question[0]}, "position": place}
                params |= {"context": {"includeDeclaration": True}} if method == "references" else {}
                try:
                    answer = self._client.request(f"textDocument/{method}", params, 60)
                except (RuntimeError, Empty):
                    answer = None
                found[method, question] = _meaning(method, answer)
        return found

    def _replace(self, path: Path, line: int, old: str, new: str) -> None:
        self._version += 1
        end = {"line": line, "character": len(old.encode("utf-16-le")) // 2}
        change = {"range": {"start": {"line": line, "character": 0}, "end": end}, "text": new}
        document = {"uri": path.as_uri(), "version": self._version}
        self._client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})

    def _count(
        self,
        before: dict[tuple[str, Question], Any],
        after: dict[tuple[str, Question], Any],
        around: range,
        where: str,
    ) -> None:
        for (method, question), answer in before.items():
            if not answer:
                continue
            now = after[method, question]
            verdict = "same" if now == answer else "other" if now else "gone"
            place = "in the damaged function" if question[1] in around else "elsewhere"
            self.counts[method, place, verdict] += 1
            if verdict == "gone" and self._show > 0:
                self._show -= 1
                print(f"{method} {place}: {question[3]} {question[1] + 1}:{question[2] + 1} {where}")

    def summary(self) -> None:
        for place in ("elsewhere", "in the damaged function"):
            for method in _REQUESTS:
                same, other, gone = (self.counts[method, place, it] for it in ("same", "other", "gone"))
                total = max(1, same + other + gone)
                print(
                    f"{method} {place}: {same} same, {other} other, {gone} gone; "
                    f"answered {100 * (same + other) / total:.1f} %, same {100 * same / total:.1f} %"
                )


def _function_around(lines: list[str], number: int) -> range:
    """The lines of the outermost function, type or statement that a line is in."""
    start = number
    while start > 0 and (not lines[start].strip() or lines[start][0] in " \t)]}#"):
        start -= 1
    end = number + 1
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " \t)]}#"):
        end += 1
    return range(start, end)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--damages", type=int, default=10, help="of each file")
    parser.add_argument("--sample", type=int, default=10, help="names of each damage")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--root", type=Path, help="folder that is open, and import root")
    parser.add_argument("--command", default="minimojo lsp")
    parser.add_argument("paths", type=Path, nargs="+")
    given = parser.parse_args()
    files = [it.resolve() for path in given.paths for it in mojo_files(path)]
    root = (given.root or files[0].parent).resolve()
    client = Client(shlex.split(given.command))
    client.initialize([root], {"hover": {"contentFormat": ["markdown"]}})
    comparison, chance = Comparison(client, given.show), random.Random(given.seed)
    for file in files:
        comparison.file(file, given.damages, given.sample, chance)
    comparison.summary()
    client.close()


if __name__ == "__main__":
    main()
