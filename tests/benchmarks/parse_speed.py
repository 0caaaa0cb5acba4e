#!/usr/bin/env python3
"""How fast is the grammar? Full parses beside tree-sitter-python in one run, and parses after an edit.

    python tests/benchmarks/parse_speed.py [FILE_OR_FOLDER ...]

Without arguments the Mojo files of a published wheel are downloaded. tree-sitter-python parses the
standard library of the running Python: each grammar gets its own kind of sources. The parses after
an edit are of files of 250 to 650 KB, made of those sources: one character is typed at a random
place behind a word and taken away again, and the file is parsed after each.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import tree_sitter
import tree_sitter_minimojo
import tree_sitter_python

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from grammar.real_files import WHEEL, real_files

MEGABYTES = 4
ROUNDS = 5
EDITS = 200
SIZES = (250_000, 450_000, 650_000)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="FILE_OR_FOLDER")
    mojo = mojo_sources(parser.parse_args().paths)
    python = [path.read_bytes() for path in sorted(Path(sysconfig.get_path("stdlib")).glob("*.py"))]
    print(f"{'grammar':24}{'sources':>16}{'full parse':>14}")
    for name, language, sources in (
        ("tree-sitter-minimojo", tree_sitter_minimojo.language(), mojo),
        ("tree-sitter-python", tree_sitter_python.language(), python),
    ):
        chosen = limited(sources)
        size = sum(map(len, chosen)) / 1e6
        speed = size / full_parse_seconds(tree_sitter.Parser(tree_sitter.Language(language)), chosen)
        print(f"{name:24}{size:13.1f} MB{speed:9.1f} MB/s")
    print(f"\n{'file':>10}{'median':>12}{'p95':>12}   after a one-character edit")
    everything: list[float] = []
    for size in SIZES:
        times = edit_seconds(joined(mojo, size))
        print_times(f"{size // 1000} KB", times)
        everything += times
    print_times("all", everything)


def print_times(label: str, times: list[float]) -> None:
    p95 = sorted(times)[int(len(times) * 0.95)]
    print(f"{label:>10}{statistics.median(times) * 1e3:9.2f} ms{p95 * 1e3:9.2f} ms")


def mojo_sources(paths: list[Path]) -> list[bytes]:
    if not paths:
        folder = Path(tempfile.gettempdir(), "torch-mojo-backend")
        folder.mkdir(exist_ok=True)
        print(f"Mojo sources: {WHEEL}")
        return list(real_files(folder).values())
    found = [
        path
        for given in paths
        for path in ([given] if given.is_file() else sorted(given.rglob("*.mojo")))
        if path.is_file()
    ]
    return [path.read_bytes() for path in found]


def limited(sources: Iterable[bytes]) -> list[bytes]:
    chosen: list[bytes] = []
    for source in sources:
        if sum(map(len, chosen)) > MEGABYTES * 1e6:
            break
        chosen.append(source)
    return chosen


def full_parse_seconds(parser: tree_sitter.Parser, sources: list[bytes]) -> float:
    """The fastest of some rounds: what the machine does besides only ever adds."""
    rounds: list[float] = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        for source in sources:
            parser.parse(source)
        rounds.append(time.perf_counter() - begin)
    return min(rounds)


def joined(sources: list[bytes], size: int) -> bytes:
    """One file of about `size` bytes; files without a damaged tree may stand one after the other."""
    text = b"\n".join(sources)
    while len(text) < size:
        text += b"\n" + text
    return text[: text.rindex(b"\ndef ", 0, size)] + b"\n"


def edit_seconds(text: bytes) -> list[float]:
    """Each character that is typed is taken away again, so that the file stays what it was."""
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_minimojo.language()))
    tree = parser.parse(text)
    dice = random.Random(1)
    times: list[float] = []
    for _ in range(EDITS // 2):
        at = word_end(text, dice)
        row = text.count(b"\n", 0, at)
        column = at - (text.rfind(b"\n", 0, at) + 1)
        before, behind = (row, column), (row, column + 1)
        for new_text, removed in ((text[:at] + b"x" + text[at:], 0), (text, 1)):
            old_end, new_end = (behind, before) if removed else (before, behind)
            tree.edit(at, at + removed, at + 1 - removed, before, old_end, new_end)
            begin = time.perf_counter()
            changed = parser.parse(new_text, tree)
            times.append(time.perf_counter() - begin)
            tree = changed
    return times


def word_end(text: bytes, dice: random.Random) -> int:
    while True:
        at = dice.randrange(1, len(text))
        if text[at - 1 : at].isalpha() and not text[at : at + 1].isalnum():
            return at


if __name__ == "__main__":
    main()
