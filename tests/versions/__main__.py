"""Tabulates how the verdicts of older compilers differ from those of the newest, group by group.

Run from the folder `tests`, with `server` on PYTHONPATH:

    python -m versions 1.2=/opt/1.2/bin/mojo 1.1=/opt/1.1/bin/mojo ... [--programs DIR ...] [--show] [--verdicts DIR]

The first compiler is the one that the others are compared with. The programs are those of the fixtures, and
the Mojo files in each DIR.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from support.compiler import Message, NoVerdictError, verdict
from versions.comparing import Difference, compare, is_read_alike
from versions.programs import programs

_PATIENCE = 60


@dataclass
class Tally:
    """What was counted about one older version."""

    programs: int = 0
    without: int = 0
    unread: int = 0
    alike: int = 0
    groups: Counter[tuple[str, str, bool]] = field(default_factory=Counter[tuple[str, str, bool]])

    def add(self, newer: list[Message], older: list[Message]) -> list[Difference]:
        self.programs += 1
        found = compare(newer, older)
        self.unread += not is_read_alike(newer, older)
        self.alike += not found
        for it in found:
            self.groups[" / ".join(it.group.codes), it.message.severity, it.newer] += 1
        return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("compilers", nargs="+", metavar="VERSION=PROGRAM")
    parser.add_argument("--programs", type=Path, action="append", default=[], metavar="DIR")
    parser.add_argument("--show", action="store_true", help="print every difference")
    parser.add_argument("--verdicts", type=Path, help="a folder in which the compilers' answers are kept")
    options = parser.parse_args()
    (newest, program), *others = [it.split("=", 1) for it in options.compilers]
    with tempfile.TemporaryDirectory() as scratch:
        verdicts = options.verdicts or Path(scratch)
        for name, older in others:
            tally = Tally()
            for title, source in programs(options.programs):
                try:
                    newer_said = verdict(source, verdicts, patience=_PATIENCE, mojo=program)
                    older_said = verdict(source, verdicts, patience=_PATIENCE, mojo=older)
                except NoVerdictError:
                    tally.without += 1
                    continue
                found = tally.add(newer_said, older_said)
                for it in found if options.show else ():
                    print(
                        f"{title}: {newest if it.newer else name} only: {it.message.line}: {it.message.text}"
                    )
            print("\n".join(_table(newest, name, tally)), flush=True)
    return 0


def _table(newest: str, name: str, tally: Tally) -> Iterator[str]:
    yield f"\n{name} beside {newest}: {tally.programs} programs, {tally.alike} with the same verdict,"
    yield f"{tally.unread} of which {name} cannot read a line, {tally.without} without a verdict\n"
    yield f"| group | severity | only {newest} | only {name} |"
    yield "|---|---|---:|---:|"
    for codes, severity in sorted({(codes, severity) for codes, severity, _ in tally.groups}):
        counts = [tally.groups[codes, severity, newer] for newer in (True, False)]
        yield f"| {codes} | {severity} | {counts[0] or ''} | {counts[1] or ''} |"


if __name__ == "__main__":
    sys.exit(main())
