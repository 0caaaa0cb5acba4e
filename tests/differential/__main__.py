"""Compares MiniMojo with the compiler on random functions, line by line.

Run from the folder `tests`, with `server` on PYTHONPATH, and the compiler on PATH or in MINIMOJO_MOJO:

    python -m differential --functions 15000 --seed 1 [--show 5] [--reduce]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from differential.comparing import Comparison, compare
from differential.functions import draw
from differential.programs import rows
from differential.reducing import reduced
from support.compiler import compiler

_PER_FILE = 1000


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--functions", type=int, default=1000)
    parser.add_argument("--seed", default="1")
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
        found = run(options.functions, options.seed, verdicts)
        shown = found.disagreements[: options.show]
        if options.reduce:
            shown = [reduced(disagreement, verdicts) for disagreement in shown]
    for disagreement in shown:
        print(*rows(disagreement.function.lines), *(f"# {it}" for it in disagreement.words), "", sep="\n")
    for name, count in found.messages.most_common():
        print(f"{count:7} {name}")
    print(
        f"{found.functions} functions of seed {options.seed}: {len(found.disagreements)} disagreements,"
        f" {len(found.unjudged)} without a verdict"
        f" ({time.monotonic() - start:.0f} s)"
    )
    return 1 if found.disagreements else 0


def run(functions: int, seed: str, verdicts: Path) -> Comparison:
    """Compares on so many functions of a seed, a thousand in a file."""
    found = Comparison()
    for first in range(0, functions, _PER_FILE):
        numbers = range(first, min(first + _PER_FILE, functions))
        found.add(compare([draw(seed, number) for number in numbers], verdicts))
    return found


if __name__ == "__main__":
    sys.exit(main())
