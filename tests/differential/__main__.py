"""Compares MiniMojo with the compiler on random functions, line by line.

Run from the folder `tests`, with `server` on PYTHONPATH, and the compiler on PATH or in MINIMOJO_MOJO:

    python -m differential --functions 100000 [--seed 1] [--jobs 2] [--show 5] [--reduce]

Prints the first disagreements, how often the compiler gave which message, and a summary.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from differential.comparing import Comparison, compare
from differential.functions import draw
from differential.programs import name_of, rows
from differential.reducing import reduced
from support.compiler import compiler

_PER_FILE = 1000


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--functions", type=int, default=1000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=1, help="how many files are compared at a time")
    parser.add_argument("--show", type=int, default=5, help="how many disagreements are printed")
    parser.add_argument("--reduce", action="store_true", help="make what is printed small")
    parser.add_argument("--verdicts", type=Path, help="a folder in which the compiler's answers are kept")
    options = parser.parse_args()
    if compiler() is None:
        print("no Mojo compiler on PATH: `pip install mojo==1.2.0`", file=sys.stderr)
        return 2
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        verdicts = options.verdicts or Path(scratch)
        found = run(options.functions, options.seed, verdicts, options.jobs)
        shown = found.disagreements[: options.show]
        if options.reduce:
            shown = [reduced(disagreement, verdicts) for disagreement in shown]
    for disagreement in shown:
        print(*rows(disagreement.function.lines), *(f"# {it}" for it in disagreement.words), "", sep="\n")
    for name, count in found.messages.most_common():
        print(f"{count:7} {name}")
    print(
        f"seed {options.seed}: {found.functions} functions, {found.lines} lines,"
        f" {found.messages.total()} messages compared, {len(found.disagreements)} disagreements,"
        f" {len(found.unjudged)} without a verdict ({time.monotonic() - start:.0f} s)"
    )
    return 1 if found.disagreements else 0


def run(functions: int, seed: str, verdicts: Path, jobs: int) -> Comparison:
    """Compares on so many functions of a seed, a thousand in a file."""
    found = Comparison()
    files = [range(first, min(first + _PER_FILE, functions)) for first in range(0, functions, _PER_FILE)]
    with ProcessPoolExecutor(jobs) as pool:
        parts = pool.map(partial(_of_file, seed, verdicts=verdicts), files)
        for numbers, part in zip(files, parts, strict=True):
            found.add(part)
            told = f"{numbers.stop} functions: {len(found.disagreements)} disagreements"
            names = " ".join(name_of(it.function) for it in part.disagreements)
            print(told, *([f"({names})"] if names else []), file=sys.stderr, flush=True)
    return found


def _of_file(seed: str, numbers: range, verdicts: Path) -> Comparison:
    return compare([draw(seed, number) for number in numbers], verdicts)


if __name__ == "__main__":
    sys.exit(main())
