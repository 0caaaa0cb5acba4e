#!/usr/bin/env python3
"""Compare what is offered while code is written with what the official language server offers there.

Usage: peer_writing.py [--sample N] [--seed N] [--root DIR] [--official "COMMAND"] PATH...

Draws moments of writing in the files: a name is half written, a member is about to be written, a bracket or a comma
of a call has just been typed, an import is being written. What follows on the line is gone, or only the rest of the
word. Both servers are then asked for completions and signature help. Completions are the same if ours have all that
the official server offers and that begins with what is written; signatures, if ours have all of its signatures, by
names of arguments, and the same argument of the first one is active. What only the official server has is printed.
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
from functools import partial
from pathlib import Path
from queue import Empty
from typing import Any, NamedTuple

from client import Client
from peer_answers import code_of
from sources import mojo_files

from minimojo.types.std.library import standard_library

_SERVER = Path(__file__).resolve().parents[2] / "server"
_EVERYWHERE = standard_library().prelude_names | {"std"}
"""What can be imported from any module, since it is there without an import."""
_SPOTS = {
    "member": re.compile(r"(?<=[\w)\]])\.(?=[A-Za-z_])"),
    "name": re.compile(r"(?<![\w.])[A-Za-z_]\w*(?![\w\"'])"),
    "bracket": re.compile(r"(?<=[\w\]])\("),
    "parameter": re.compile(r"(?<=\w)\["),
    "comma": re.compile(r",(?=\s*\S)"),
    "import": re.compile(
        r"^\s*(?:from\s+[\w.]*\w(?=\.)\.|from\s+[\w.]+\s+import\s+|import\s+[\w.]*\w(?=\.)\.)"
    ),
}
_PRIVATE = re.compile(r"\b(?:def|struct|trait|comptime|alias|var)\s+(_\w+)")
_PATIENCE = 40
_IN_BRACKETS = ("bracket", "parameter", "comma")
"""Where the signature counts; the official server offers no completions there."""
_HEAD = re.compile(r"\s*(?:def|fn|struct|trait|from|import|@)|\s*\w+:.*,$")
_VERDICTS = ("same", "otherwise", "official alone", "ours alone", "neither")


class Moment(NamedTuple):
    """A line that is being written, and where the cursor is on it."""

    kind: str
    line: int
    written: str
    column: int
    prefix: str
    original: str


def moments(text: str, chance: random.Random, count: int) -> Iterator[Moment]:
    """Moments of all kinds, drawn from a file; declarations have no calls in their heads.

    None on lines with letters beyond ASCII: the official server counts their columns in bytes."""
    lines, code = text.split("\n"), code_of(text).split("\n")
    places = {
        kind: [
            (at, it)
            for at, line in enumerate(code)
            if lines[at].isascii() and not (kind in _IN_BRACKETS and _HEAD.match(line))
            for it in spot.finditer(line)
        ]
        for kind, spot in _SPOTS.items()
    }
    kinds = [it for it in places if places[it]]
    for _ in range(count if kinds else 0):
        kind = chance.choice(kinds)
        at, found = chance.choice(places[kind])
        line = lines[at]
        if kind == "name":
            half = (found.end() - found.start() + 1) // 2
            end, cursor = found.end(), found.start() + half
            prefix = line[found.start() : cursor]
        else:
            cursor = end = found.end()
            prefix = ""
            if kind == "member":
                end += len(re.match(r"\w*", line[end:])[0])  # type: ignore[index]
            elif kind == "comma":
                end = cursor = cursor + 1
        if line[end:] and chance.random() < 0.3:
            end = len(line)
        yield Moment(kind, at, line[:cursor] + line[end:], cursor, prefix, line)


def offered(answer: Any, prefix: str) -> frozenset[str]:
    """The names that begin with what is written; keyword arguments without their `=`."""
    found = answer.get("items") if isinstance(answer, dict) else answer
    names = (re.split(r"[(\[=]", it["label"])[0] for it in found or ())
    return frozenset(it for it in names if it.startswith(prefix))


def signatures(answer: Any, callee: str = "") -> tuple[list[str], str]:
    """The names of the arguments of each signature, and the one that is active.

    Of a function `callee`, no constructors: the official server shows those of an implicit conversion.
    """
    shown: list[str] = []
    active = ""
    is_mixed = False
    for index, it in enumerate((answer or {}).get("signatures") or ()):
        if not callee[:1].isupper() and it["label"].startswith("def __init__("):
            is_mixed = True
            continue
        entries = [_entry(it["label"], given) for given in it.get("parameters") or ()]
        shown.append(" ".join(given for given in entries if given != "self"))
        if index == (answer.get("activeSignature") or 0):
            at = it.get("activeParameter", answer.get("activeParameter"))
            active = entries[at] if at is not None and 0 <= at < len(entries) else ""
            stars = [
                index for index, given in enumerate(it["parameters"]) if "*" in _told(it["label"], given)
            ]
            if stars and at is not None and at > stars[0]:  # The official server counts commas.
                active = entries[stars[0]]
    return shown, "?" if is_mixed else active


def callee_of(before: str) -> str:
    """What is called in the bracket that is open at the end of a line; empty if that is a list, or of types."""
    depth = 0
    for at in range(len(before) - 1, -1, -1):
        depth += (before[at] in ")]}") - (before[at] in "([{")
        if depth < 0:
            if before[at] != "(":
                return ""
            found = re.search(r"(\w+)(?:\[.*\])?\Z", before[:at])
            return found[1] if found else ""
    return ""


def _told(label: str, given: Any) -> str:
    """How an entry is declared, up to its type."""
    place = given["label"]
    told = label[place[0] : place[1]] if isinstance(place, list) else place
    return told.partition(":")[0]


def _entry(label: str, given: Any) -> str:
    told = _told(label, given)
    word = re.match(r"\W*(?:(?:mut|var|out|ref(?:\s*\[[^\]]*\])?|deinit|imm|read|owned)\s+)?\W*(\w*)", told)
    return word[1] if word else ""


class Comparison:
    """Two servers with the same open file, and the counts."""

    def __init__(
        self,
        started: list[Callable[[], Client]],
        show: int,
        own: frozenset[str],
        end: float,
        top: frozenset[str],
    ) -> None:
        self._top = top
        self._started, self._show, self._own, self._end = started, show, own, end
        self._modules = frozenset((*standard_library().submodules("std"), "_gpu", "_plugin"))
        self._clients = [it() for it in started]
        self._state = ("", "")
        self.counts = Counter[tuple[str, str, str]]()
        self.missing = Counter[str]()
        self.files = self.silences = 0

    def file(self, path: Path, drawn: list[Moment]) -> None:
        uri, text = path.as_uri(), path.read_text("utf-8")
        self._modules |= {
            it.stem for it in (*path.parent.iterdir(), *path.parent.parent.iterdir())
        } | self._top
        version, last = 1, None
        for client in self._clients:
            client.open(uri, text)
        self.files += 1
        for moment in drawn:
            if time.monotonic() > self._end:
                break
            version += 1
            back = [] if last is None else [_change(last.line, last.written, last.original)]
            changes = [*back, _change(moment.line, moment.original, moment.written)]
            document = {"uri": uri, "version": version}
            for client in self._clients:
                client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})
            last = moment
            lines = text.split("\n")
            lines[moment.line] = moment.written
            self._state = (uri, "\n".join(lines))
            self._ask(path, uri, moment)
        for client in self._clients:
            client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def _ask(self, path: Path, uri: str, moment: Moment) -> None:
        place = {
            "textDocument": {"uri": uri},
            "position": {"line": moment.line, "character": moment.column},
        }
        written = f"{moment.written[: moment.column]}¦{moment.written[moment.column :]}"
        where = f"{path}:{moment.line + 1}: {written.strip()}"
        if moment.kind in _IN_BRACKETS:
            self._signatures(place, moment, where)
        else:
            self._completions(place, moment, where)

    def _completions(self, place: Any, moment: Moment, where: str) -> None:
        mine, other = (offered(self._answer(it, "completion", place), moment.prefix) for it in range(2))
        other = frozenset(it for it in other if not self._is_noise(it, moment))
        self.counts["completion", moment.kind, _verdict(mine, other, is_same=other <= mine)] += 1
        if not other <= mine:
            self.missing.update(other - mine)
            names = ", ".join(sorted(other - mine))
            self._tell(f"completion {moment.kind} ({len(mine)} / {len(other)}) {where}\n  official {names}")

    def _signatures(self, place: Any, moment: Moment, where: str) -> None:
        shown, active = signatures(self._answer(0, "signatureHelp", place))
        callee = callee_of(moment.written[: moment.column])
        their_shown, their_active = signatures(self._answer(1, "signatureHelp", place), callee)
        is_same = set(their_shown) <= set(shown) and their_active in (active, "?")
        verdict = _verdict(shown, their_shown, is_same=is_same)
        self.counts["signatureHelp", moment.kind, verdict] += 1
        if verdict in ("otherwise", "official alone"):
            extra = [it for it in their_shown if it not in shown]
            self._tell(
                f"signatureHelp {verdict} {moment.kind} {where}\n  active {active} / {their_active}; "
                f"ours {shown[:4]}, official {extra[:4]}"
            )

    def _is_noise(self, name: str, moment: Moment) -> bool:
        """Private names of the library, and what can be written nowhere or everywhere, are not missed.

        Behind `from module import` the official server names the modules beside this file, too."""
        if moment.kind == "import":
            before = moment.written[: moment.column]
            is_private = name.startswith("_") and "std" in before
            return is_private or name in _EVERYWHERE or ("import " in before and name in self._modules)
        return name == "std" or not name.isidentifier() or (name.startswith("_") and name not in self._own)

    def _answer(self, index: int, method: str, place: Any) -> Any:
        try:
            return self._clients[index].request(f"textDocument/{method}", place, _PATIENCE)
        except RuntimeError:
            return None
        except Empty:  # It hangs at some places: another one is begun, with the file as it is.
            self.silences += 1
            self._clients[index].kill()
            self._clients[index] = self._started[index]()
            self._clients[index].open(*self._state)
            return None

    def _tell(self, text: str) -> None:
        if self._show > 0:
            self._show -= 1
            print(text, flush=True)

    def summary(self) -> None:
        print(f"{self.files} files; no answer in {_PATIENCE} s: {self.silences}")
        for kind in _SPOTS:
            method = "signatureHelp" if kind in _IN_BRACKETS else "completion"
            print(f"{method} {kind}:", {it: self.counts[method, kind, it] for it in _VERDICTS})
        print("names that only the official server offers:", self.missing.most_common(60))


def _change(line: int, old: str, new: str) -> dict[str, Any]:
    end = {"line": line, "character": len(old.encode("utf-16-le")) // 2}
    return {"range": {"start": {"line": line, "character": 0}, "end": end}, "text": new}


def _verdict(mine: Any, other: Any, *, is_same: bool) -> str:
    if mine and other:
        return "same" if is_same else "otherwise"
    if mine:
        return "ours alone"
    return "official alone" if other else "neither"


def _started(command: list[str], roots: list[Path]) -> Client:
    client = Client(command)
    client.initialize(
        roots,
        {
            "completion": {"completionItem": {"snippetSupport": False}},
            "signatureHelp": {"signatureInformation": {"parameterInformation": {"labelOffsetSupport": True}}},
        },
    )
    return client


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sample", type=int, default=12, help="moments of each file")
    parser.add_argument("--files", type=int, default=1000, help="files that are drawn")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--show", type=int, default=200)
    parser.add_argument("--root", type=Path, action="append", help="folder that is open, and import root")
    parser.add_argument("--seconds", type=float, default=1e9, help="after which no further file is begun")
    parser.add_argument("--official", default="mojo-lsp-server")
    parser.add_argument("paths", type=Path, nargs="+")
    given = parser.parse_args()
    files = [it.resolve() for path in given.paths for it in mojo_files(path)]
    roots = [it.resolve() for it in given.root or [files[0].parent]]
    imports = [word for it in roots for word in ("-I", str(it))]
    begin = f"import sys; sys.path[:0] = [{str(_SERVER)!r}]; from minimojo.lsp.server import serve; serve()"
    commands = [[sys.executable, "-c", begin], [*shlex.split(given.official), *imports]]
    started = [partial(_started, it, roots) for it in commands]
    chance = random.Random(given.seed)
    end = time.monotonic() + given.seconds
    own = frozenset(
        word for root in roots for it in mojo_files(root) for word in _PRIVATE.findall(it.read_text("utf-8"))
    )
    comparison = Comparison(
        started, given.show, own, end, frozenset(it.stem for root in roots for it in root.iterdir())
    )
    chance.shuffle(files)
    for file in files[: given.files]:
        drawn = list(moments(file.read_text("utf-8"), chance, given.sample))
        comparison.file(file, drawn)
        if time.monotonic() > end:
            break
    comparison.summary()
    return 0


if __name__ == "__main__":
    sys.exit(main())
