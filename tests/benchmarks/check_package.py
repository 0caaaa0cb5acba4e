"""How long a package takes to check, beside the compiler: `mojo precompile` parses and checks the same files.

    python tests/benchmarks/check_package.py PACKAGE [--rounds 5]

They run alternately, each in a process of its own: on one core and on all of them without any cache of results,
then with one in which everything is known. What an empty file takes is shown apart: it is the start of the
interpreter and of MiniMojo.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

_SERVER = Path(__file__).parents[2] / "server"


def main() -> None:
    parser = argparse.ArgumentParser(description="Times `minimojo check` and `mojo precompile` on a package.")
    parser.add_argument("package", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    lines = sum(len(path.read_bytes().splitlines()) for path in given.package.rglob("*.mojo"))
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder, "empty.mojo")
        empty.touch()
        check = [sys.executable, "-m", "minimojo.cli.main", "check"]
        commands = {
            "minimojo check, one core": [*check, "--no-cache", "--jobs", "1", str(given.package)],
            "minimojo check, all cores": [*check, "--no-cache", str(given.package)],
            "minimojo check, cached": [*check, "--cache-dir", str(Path(folder, "kept")), str(given.package)],
            "mojo precompile": [
                "mojo",
                "precompile",
                str(given.package),
                "-o",
                str(Path(folder, "out.mojoc")),
            ],
            "minimojo check, empty file": [*check, "--no-cache", str(empty)],
        }
        seconds = {name: [] for name in commands}
        for _ in range(given.rounds + 1):  # The first round only fills the caches of the machine.
            for name, command in commands.items():
                seconds[name].append(_timed(command))
    print(f"{lines:,} lines, median of {given.rounds} rounds")
    for name, taken in seconds.items():
        middle = median(taken[1:])
        rate = "" if "empty" in name else f"{lines / middle:8,.0f} lines/s"
        print(f"{name:28} {middle:6.2f} s {rate}")


def _timed(command: list[str]) -> float:
    surroundings = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}  # Installed, it is compiled to bytecode.
    surroundings["PYTHONPATH"] = os.pathsep.join(filter(None, [str(_SERVER), os.environ.get("PYTHONPATH")]))
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=surroundings)
    if done.returncode not in (0, 1) or b"No module named" in done.stderr:  # Which ends with 1, too.
        sys.exit(f"{' '.join(command)} failed: {done.stderr.decode(errors='replace')[-500:]}")
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
