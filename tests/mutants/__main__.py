"""Compares MiniMojo with the compiler on mutants of programs and packages that the compiler accepts.

Run from the folder `tests`, with `server` on PYTHONPATH, and the compiler on PATH or in MINIMOJO_MOJO:

    python -m mutants PATH... [--count 100] [--seed 1] [--verdicts FOLDER]
    python -m mutants PATH --count 100 --seed 1 --write 17 FOLDER
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from minimojo.text import apply_edits
from mutants.analysing import Analyser
from mutants.comparing import Judged, compare
from mutants.drawing import draw
from mutants.reporting import Summary, told
from mutants.subjects import Subject
from support.compiler import NoVerdictError, compiler


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="a package or a program")
    parser.add_argument("--count", type=int, default=100, help="mutants of each path")
    parser.add_argument("--root", type=Path, action="append", default=[], help="a folder of imported modules")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--verdicts", type=Path, help="a folder in which the compiler's answers are kept")
    parser.add_argument(
        "--write", nargs=2, metavar=("NUMBER", "FOLDER"), help="write this mutant of the path instead"
    )
    options = parser.parse_args()
    if options.write:
        number, folder = options.write
        write(
            Subject.read(options.paths[0], options.root),
            options.count,
            options.seed,
            int(number),
            Path(folder),
        )
        return 0
    if compiler() is None:
        print("no Mojo compiler on PATH: `pip install mojo==1.2.0`", file=sys.stderr)
        return 2
    start = time.monotonic()
    summary = Summary()
    with tempfile.TemporaryDirectory() as scratch:
        verdicts = options.verdicts or Path(scratch)
        verdicts.mkdir(parents=True, exist_ok=True)
        for path in options.paths:
            for number, judged in run(
                Subject.read(path, options.root), options.count, options.seed, verdicts
            ):
                summary.add(judged)
                for row in told(number, judged):
                    print(row, flush=True)
    print(*summary.rows(), sep="\n")
    print(f"seed {options.seed}: {time.monotonic() - start:.0f} s")
    return 1 if summary.disagreements else 0


def run(subject: Subject, count: int, seed: str, verdicts: Path) -> Iterator[tuple[int, Judged]]:
    """The verdicts on mutants, with their numbers; none if the compiler rejects the original."""
    try:
        rejected = [it for it in subject.messages({}, verdicts) if it[1].severity == "error"]
    except NoVerdictError:
        rejected = [("", None)]
    if rejected:
        print(f"{subject.name}: the compiler does not accept it", file=sys.stderr)
        return
    mutants = draw(subject, count, seed)
    numbers = {mutant: number for number, mutant in enumerate(mutants)}
    with tempfile.TemporaryDirectory() as scratch:
        analyser = Analyser(subject, Path(scratch))
        for judged in compare(subject, mutants, analyser, verdicts):
            yield numbers[judged.mutant], judged


def write(subject: Subject, count: int, seed: str, number: int, folder: Path) -> None:
    """Writes a mutant into a folder and prints what it is."""
    mutant = draw(subject, count, seed)[number]
    file = mutant.function.file
    subject.write(folder, {file: apply_edits(subject.files[file], mutant.edits)})
    print(f"{folder / file}: {mutant.function.key}: {mutant.mutation.kind}: {mutant.mutation.what}")


if __name__ == "__main__":
    sys.exit(main())
