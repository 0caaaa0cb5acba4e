"""Runs programs that use memory wrongly, and such that do not, and counts of which of them MiniMojo says so.

Run from the folder `tests`, with `server` on PYTHONPATH, and the compiler on PATH or in MINIMOJO_MOJO:

    python -m advice --count 1000 [--seed 1] [--show 5]
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from advice.cases import drawn_cases
from advice.running import outcomes

_PER_FILE = 150
_TITLES = ("goes wrong, told", "goes wrong, not told", "is fine, told", "is fine, not told")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=400, help="how many programs")
    parser.add_argument("--seed", default="1")
    parser.add_argument(
        "--show", type=int, default=5, help="how many are printed that are told wrongly, or not"
    )
    options = parser.parse_args()
    drawn = drawn_cases(options.count, options.seed)
    with tempfile.TemporaryDirectory() as folder:
        parts = [drawn[start : start + _PER_FILE] for start in range(0, len(drawn), _PER_FILE)]
        found = [it for part in parts for it in outcomes(part, Path(folder))]
    table = Counter((it.case.code, 2 * (not it.is_wrong) + (not it.is_told)) for it in found)
    print("| rule |", " | ".join(_TITLES), "|")
    print("|---|---:|---:|---:|---:|")
    for code in sorted({code for code, _ in table}):
        print("|", code, "|", " | ".join(str(table[code, column]) for column in range(4)), "|")
    for is_wrong in (False, True):
        differing = [it for it in found if it.is_wrong is is_wrong and it.is_told is not is_wrong]
        for it in differing[: options.show]:
            print("\n## not told\n" if is_wrong else "\n## told, but fine\n")
            print("\n".join((*it.case.made, "--", *it.case.lines)))


if __name__ == "__main__":
    main()
