"""Compares what MiniMojo says for an older version with what the compiler of that version says.

Run from the folder `tests`, with `server` on PYTHONPATH:

    python -m versions.agreeing 1.1=/opt/1.1/bin/mojo 1.0=/opt/1.0/bin/mojo ... [--verdicts DIR]

The programs are those of the fixtures. Every disagreement is printed, then how many programs have one; those
with a finding that the compiler does not have are counted apart.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from minimojo.edition import EDITIONS, Edition
from support.checking import check
from support.compiler import NoVerdictError, disagreement, verdict
from versions.programs import programs

_PATIENCE = 60


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("compilers", nargs="+", metavar="VERSION=PROGRAM")
    parser.add_argument("--verdicts", type=Path, help="a folder in which the compilers' answers are kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for name, mojo in (it.split("=", 1) for it in options.compilers):
            _compare(EDITIONS[name], mojo, options.verdicts or Path(scratch))
    return 0


def _compare(edition: Edition, mojo: str, verdicts: Path) -> None:
    asked = disagreeing = unfounded = 0
    for title, source in programs([]):
        try:
            said = verdict(source, verdicts, patience=_PATIENCE, mojo=mojo)
        except NoVerdictError:
            continue
        found = disagreement(said, check(source, edition).lines())
        asked += 1
        disagreeing += bool(found)
        unfounded += any("the compiler does not" in it for it in found)
        for it in found:
            print(f"{edition.name}: {title}: {it}")
    print(
        f"{edition.name}: {asked} programs, {disagreeing} with a disagreement, {unfounded} with a finding of ours alone"
    )


if __name__ == "__main__":
    sys.exit(main())
