"""Strange files and folders before the command line and the server.

Run with `server` and `tests` on PYTHONPATH:

    python -m abuse.files [--only NAME]... [--seconds 120]

Of each folder: `check`, `migrate`, `stats` and `dump`, then a session of the server that opens and edits files, sends
every request, and asks for the findings and names of the whole folder. Each has to end as documented, with no fault
in the log, in bounded time of the processor. Shown: the longest command and the longest answer, in seconds of the
processor, and the most memory that each of them held. Ends with status 1 if something is wrong.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from abuse.bystander import Figure, commands, session
from abuse.strange import STRANGE

_NEIGHBOUR = "use-after-transfer"
"""What is found in `good.mojo`, where there is one beside strange files."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", help="the name of a folder; several times for several")
    parser.add_argument("--seconds", type=float, default=120, help="that anything may take")
    options = parser.parse_args()
    print(f"{'folder':34} {'command':>12} {'s':>6} {'MB':>6}  {'answer':>38} {'s':>6} {'MB':>6}")
    failed: list[str] = []
    for name in options.only or STRANGE:
        try:
            judged(name, options.seconds)
        except AssertionError as fault:
            print(f"{name}: {fault!s:.3000}", file=sys.stderr, flush=True)
            failed.append(name)
    print(f"{len(failed)} failed" + "".join(f"\n  {it}" for it in failed))
    return int(bool(failed))


def judged(name: str, patience: float) -> None:
    """Raises AssertionError if one of them does not stand it."""
    scratch = Path(tempfile.mkdtemp())
    try:
        folder = scratch / "strange"
        folder.mkdir()
        STRANGE[name](folder)
        said, asked = list(commands(folder)), list(session(folder))
        is_seen = not (folder / "good.mojo").exists() or _NEIGHBOUR in said[0].output
    finally:
        shutil.rmtree(scratch, onerror=_opened)
    command = max((it.figure for it in said), key=_seconds)
    answer = max(asked[:-1], key=_seconds)
    most = max(it.figure.megabytes for it in said)
    print(f"{name[:34]:34} {_row(command, most, 12)}  {_row(answer, asked[-1].megabytes, 38)}", flush=True)
    assert is_seen, f"what is wrong in good.mojo is not told: {said[0].output:.1000} {said[0].errors:.1000}"
    for it in (command, answer):
        assert it.seconds < patience, f"{it.what} takes {it.seconds:.0f} s"


def _seconds(figure: Figure) -> float:
    return figure.seconds


def _row(figure: Figure, megabytes: float, width: int) -> str:
    return f"{figure.what:>{width}} {figure.seconds:6.1f} {megabytes:6.0f}"


def _opened(remove: Callable[[str], object], path: str, _: object) -> None:
    """Removes what could not be, because its folder is closed."""
    Path(path).parent.chmod(0o700)
    Path(path).chmod(0o700)
    remove(path)


if __name__ == "__main__":
    sys.exit(main())
