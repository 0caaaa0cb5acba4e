"""Random programs, from nearly right to utterly broken: every layer has to answer, inside of the file, and no answer
may depend on how the text came about.

Run with `server` and `tests` on PYTHONPATH:

    python -m fuzzing [--minutes 20] [--seed 1] [--corpus DIR] [--keep DIR]
    python -m fuzzing --only NUMBER       one of them once more

Programs are drawn from the grammar itself, below heads that declare values of all kinds, and taken from the fixtures
of the tests, or from the Mojo files below DIR; then they are changed: nodes become other nodes of their kind, names
other names, words are lost, doubled and swapped, ends cut off. What is claimed of each state is told in `claims.py`.

Prints each kind of finding once, and ends with status 1 if there are any; `--keep` writes the texts.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random
from types import FrameType

from fuzzing.claims import check_edits, check_text
from fuzzing.programs import Corpus, fixtures, projects, states
from minimojo.syntax.document import Document

_PATIENCE = 120
"""Seconds for one program; what takes longer does not end."""

_REPORT = 1000
"""Programs between two lines about how far it has come."""


def main() -> int:
    options = _options()
    signal.signal(signal.SIGALRM, _give_up)
    corpus = projects(options.corpus) if options.corpus else fixtures()
    print(f"seed {options.seed}, {len(corpus.texts)} programs to begin with")
    counts, findings = Counter[str](), dict[str, int]()
    end = time.monotonic() + options.minutes * 60
    number = options.only or 0
    while time.monotonic() < end and options.only in (None, number):
        found = _tried(options.seed, number, corpus, counts)
        if found is not None:
            kind, text = found
            findings[kind] = findings.get(kind, 0) + 1
            if findings[kind] == 1:
                print(f"program {number}: {text}", flush=True)
                _keep(options.keep, states(Random(f"{options.seed} {number}"), corpus), number)
        number += 1
        if number % _REPORT == 0:
            _tell(counts, findings)
    _tell(counts, findings)
    for kind, count in findings.items():
        print(f"{count:6} times {kind}")
    return int(bool(findings))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of one program")
    parser.add_argument("--corpus", type=Path, action="append", default=[], help="a folder of real projects")
    parser.add_argument("--keep", type=Path, help="where the texts of findings are written")
    return parser.parse_args()


def _tried(seed: int, number: int, corpus: Corpus, counts: Counter[str]) -> tuple[str, str] | None:
    """What kind of finding a program leads to, and its traceback."""
    random = Random(f"{seed} {number}")
    texts = [*states(random, corpus)]
    counts += Counter({"programs": 1, "texts": len(texts), "bytes": sum(map(len, texts))})
    counts["broken"] += sum(Document.parse(it).tree.root_node.has_error for it in texts)
    signal.alarm(_PATIENCE)
    try:
        counts.update(f"rule {it}" for it in check_text(texts[-1], random))
        check_edits(texts, random)
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is told
        return _kind(fault), traceback.format_exc()
    finally:
        signal.alarm(0)
    return None


def _kind(fault: Exception) -> str:
    """Faults at one place are of one kind."""
    frames = traceback.extract_tb(fault.__traceback__)
    where = frames[-1] if frames else None
    return f"{type(fault).__name__} in {where.name if where else '?'}: {str(fault).strip()[-120:]}"


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def _keep(folder: Path | None, texts: Iterable[bytes], number: int) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for step, text in enumerate(texts):
            (folder / f"{number}-{step}.mojo").write_bytes(text)


def _tell(counts: Counter[str], findings: dict[str, int]) -> None:
    rules = sum(it.startswith("rule ") for it in counts)
    print(
        f"{counts['programs']:8} programs, {counts['texts']:8} texts ({counts['broken']} with syntax errors),"
        f" {counts['bytes'] / 1e6:.1f} MB, {rules} rules broken, {len(findings)} kinds of findings",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
