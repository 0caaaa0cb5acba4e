"""Compares MiniMojo with the compiler on mutants of programs and packages that the compiler accepts.

Run from the folder `tests`, with `server` on PYTHONPATH, and the compiler on PATH or in MINIMOJO_MOJO:

    python -m mutants PATH... [--count 100] [--seed 1] [--verdicts FOLDER]
    python -m mutants PATH... --count 100 --seed 1 --write 17 FOLDER
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
from mutants.model import Mutant
from mutants.reporting import Summary, told
from mutants.subjects import Subject
from support.compiler import NoVerdictError, compiler


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="a package, or programs")
    parser.add_argument("--count", type=int, default=100, help="mutants of each package, and of all programs")
    parser.add_argument("--root", type=Path, action="append", default=[], help="a folder of imported modules")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--verdicts", type=Path, help="a folder in which the compiler's answers are kept")
    parser.add_argument(
        "--write", nargs=2, metavar=("NUMBER", "FOLDER"), help="write this mutant of the path instead"
    )
    options = parser.parse_args()
    if compiler() is None:
        print("no Mojo compiler on PATH: `pip install mojo==1.2.0`", file=sys.stderr)
        return 2
    start = time.monotonic()
    summary = Summary()
    with tempfile.TemporaryDirectory() as scratch:
        verdicts = options.verdicts or Path(scratch)
        verdicts.mkdir(parents=True, exist_ok=True)
        for subject in subjects(options.paths, options.root):
            accepted = without_rejected(subject, verdicts)
            if accepted is None:
                continue
            mutants = draw(accepted, options.count, options.seed)
            if options.write:
                number, folder = options.write
                write(accepted, mutants[int(number)], Path(folder))
                continue
            for number, judged in run(accepted, mutants, verdicts):
                summary.add(judged)
                for row in told(number, judged):
                    print(row, flush=True)
    if options.write:
        return 0
    print(*summary.rows(), sep="\n")
    print(f"seed {options.seed}: {time.monotonic() - start:.0f} s")
    return 1 if summary.disagreements else 0


def subjects(paths: list[Path], roots: list[Path]) -> Iterator[Subject]:
    """Each package, and all programs together."""
    for path in paths:
        if path.is_dir():
            yield Subject.package(path, roots)
    programs = [path for path in paths if not path.is_dir()]
    if programs:
        yield Subject.programs(programs, roots)


def without_rejected(subject: Subject, verdicts: Path) -> Subject | None:
    """The files that the compiler accepts; None if there are none."""
    while len(subject.files) > 1:
        try:
            messages = subject.messages({}, verdicts)
        except NoVerdictError as error:
            print(f"{subject.name}: {error}", file=sys.stderr)
            return None
        rejected = {file for file, message in messages if message.severity == "error"}
        if not rejected:
            return subject
        print(f"not accepted: {', '.join(sorted(rejected))}", file=sys.stderr)
        subject = subject.without(rejected)
    return None


def run(subject: Subject, mutants: list[Mutant], verdicts: Path) -> Iterator[tuple[int, Judged]]:
    """The verdicts on mutants, with their numbers."""
    numbers = {mutant: number for number, mutant in enumerate(mutants)}
    with tempfile.TemporaryDirectory() as scratch:
        analyser = Analyser(subject, Path(scratch))
        for judged in compare(subject, mutants, analyser, verdicts):
            yield numbers[judged.mutant], judged


def write(subject: Subject, mutant: Mutant, folder: Path) -> None:
    """Writes a mutant into a folder and prints what it is."""
    file = mutant.function.file
    subject.write(folder, {file: apply_edits(subject.files[file], mutant.edits)})
    print(f"{folder / file}: {mutant.function.key}: {mutant.mutation.kind}: {mutant.mutation.what}")


if __name__ == "__main__":
    sys.exit(main())
