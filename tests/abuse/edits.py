"""Random edits, as people make them, of real files and of unfinished code; the server's analysis must not notice.

Run with `server` and `tests` on PYTHONPATH:

    python -m abuse.edits [--seed 1] [--edits 100000] [--corpus DIR] [--keep DIR]

The files are those of the repository (examples, the declarations of the library), and the Mojo files below DIR. A
session opens a few files of one folder side by side and edits them. At each checkpoint everything that is said about
a document (findings, hovers, tokens, hints, outline, folds), and its tree, is compared with what somebody is told
who just opened these files. The text, worked out apart, must be the same, and the memory of the process flat.

Ends with status 1 after the first disagreement; `--keep` writes the texts and edits that led to it.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from abuse.corpus import Folder, folders
from abuse.desk import Desk, DisagreementError
from abuse.memory import resident, steady_growth

_SESSION = 1000
"""Edits after which other files are opened."""

_FLAT = 0.5
"""MB by which the memory may grow per session in the second half of a run; the first half fills caches."""

_ROWS = 20
"""Of a table of the whole run."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--edits", type=int, default=100_000)
    parser.add_argument("--corpus", type=Path, action="append", default=[], help="a folder of real projects")
    parser.add_argument("--keep", type=Path, help="where to write what led to a disagreement")
    parser.add_argument("--only", type=int, help="the number of one session")
    options = parser.parse_args()
    chosen = folders(options.corpus)
    print(f"seed {options.seed}: {sum(map(len, chosen))} files in {len(chosen)} folders")
    print(
        f"{'edits':>8} {'checkpoints':>12} {'seconds':>8} {'MB':>6}  of them broken, too big to compare trees"
    )
    begun, counts, memory = time.monotonic(), Counter[str](), list[float]()
    for desk in desks(chosen, options.seed, options.edits, options.only):
        try:
            for _ in desk.work():
                pass
        except DisagreementError as fault:
            print(f"seed {options.seed}, {fault}", file=sys.stderr)
            if options.keep:
                desk.keep(options.keep)
            return 1
        counts += desk.counts
        gc.collect()
        memory.append(resident())
        if counts["edits"] * _ROWS // options.edits != (counts["edits"] - _SESSION) * _ROWS // options.edits:
            print(
                f"{counts['edits']:8} {counts['checkpoints']:12} {time.monotonic() - begun:8.0f} {memory[-1]:6.0f}"
                f"  {counts['broken']:6} {counts['not compared']:6}",
                flush=True,
            )
    growth = steady_growth(memory)
    print(f"growth of memory in the second half: {growth:.2f} MB per {_SESSION} edits")
    return int(growth > _FLAT)


def desks(chosen: list[Folder], seed: int, edits: int, only: int | None = None) -> Iterator[Desk]:
    """Sessions, each with files of one folder."""
    for number in range(max(1, edits // _SESSION)):
        random = Random(f"{seed} {number}")
        folder = random.choices(chosen, [1 / (20_000 + max(map(len, it.values()))) for it in chosen])[0]
        if only in (None, number):
            yield Desk(f"session {number}", random, folder, chosen, min(edits, _SESSION))


if __name__ == "__main__":
    sys.exit(main())
