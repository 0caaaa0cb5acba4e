"""Measures what loading the library's table of each version costs: the best of several runs, in fresh processes.

Run from the folder `tests`, with `server` on PYTHONPATH:

    python -m versions.load

Loading is reading the index of declarations; each declaration is parsed when its name is first needed.
"""

from __future__ import annotations

import subprocess
import sys

from minimojo.edition import EDITIONS

_RUNS = 7
_MEASURED = """
import sys, time
from minimojo.edition import EDITIONS
from minimojo.types.std.library import stubs
from minimojo.hir.module import build_module
from minimojo.syntax.document import Document

def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))

build_module(Document.parse(b"def main(): pass\\n"), "warm")
before, start = resident(), time.perf_counter()
library = stubs(EDITIONS[sys.argv[1]])
for name in sys.argv[2:]:
    library.declaration(name)
print((time.perf_counter() - start) * 1000, (resident() - before) / 1024)
"""
_COMMON = ("Int", "String", "List", "Dict", "Optional", "print", "range", "len")


def main() -> int:
    print("| version | index alone | and the usual names |\n|---|---:|---:|")
    for name in EDITIONS:
        cells = [_cell(name, *names) for names in ((), _COMMON)]
        print(f"| {name} | {' | '.join(cells)} |")
    return 0


def _cell(version: str, *names: str) -> str:
    command = [sys.executable, "-c", _MEASURED, version, *names]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(_RUNS)]
    milliseconds, megabytes = min(tuple(map(float, it.stdout.split())) for it in runs)
    return f"{milliseconds:.1f} ms, {megabytes:.1f} MB"


if __name__ == "__main__":
    sys.exit(main())
