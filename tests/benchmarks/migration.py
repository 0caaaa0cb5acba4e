#!/usr/bin/env python3
"""What `minimojo migrate` makes of real repositories, and what the compiler says about their spelling before and after.

    python tests/benchmarks/migration.py [--mojo MOJO] [--show N] [--jobs N] PATH...

Each PATH is a repository; nothing in it is changed. Its files are copied twice, and one copy is migrated. Printed
are for both copies the statements with syntax errors (by MiniMojo's parser) and the compiler's complaints about
spelling, and whether a second migration changes anything and the diff that is shown makes the same files. The
compiler is asked about each file by itself and about each package as a whole: where one stops early, the other may
come further. `--show` prints, after the table, the most frequent complaints of each kind that are left, and what the
compiler says that is no matter of spelling.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from consequences import Source
from spelling import complaint

from minimojo.syntax.document import Document
from minimojo.syntax.errors import syntax_errors

_SERVER = Path(__file__).resolve().parents[2] / "server"
_SUFFIXES = (".mojo", ".🔥")
_MESSAGE = re.compile(r"^(/[^\n]*?):(\d+):(\d+): (error|warning): (.*)$", re.MULTILINE)
_PATIENCE = 120

Message = tuple[str, int, int, str]
"""The file below its repository, the line, the column, and what is said."""


@dataclass(frozen=True)
class State:
    """A copy: how many statements are damaged, what the compiler says, and what of that is about spelling."""

    syntax_errors: int
    messages: frozenset[Message]
    about_spelling: frozenset[Message]

    @classmethod
    def of(cls, root: Path, mojo: str, jobs: int) -> Self:
        messages = frozenset(_messages(root, mojo, jobs))
        damaged = sum(_damaged(it) for it in _files(root))
        return cls(damaged, messages, frozenset(_about_spelling(root, messages)))

    def complaints(self) -> Counter[str | None]:
        """How many complaints about spelling of each kind; several at one place are one."""
        told = {(file, line, column): text for file, line, column, text in sorted(self.about_spelling)}
        return Counter(complaint(it) for it in told.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path)
    parser.add_argument("--mojo", default=os.environ.get("MINIMOJO_MOJO", "mojo"))
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    print(
        "| repository | files | lines | syntax errors | complaints about spelling | same again | diff applies |"
    )
    print("|---|---:|---:|---:|---:|---|---|")
    left, rest = Counter[str](), Counter[str]()
    for path in given.paths:
        after = _measured(path, given.mojo, given.jobs)
        for message in after.messages:
            (left if message in after.about_spelling else rest)[_shape(message[3])] += 1
    for title, counted in (("about spelling", left), ("about other things", rest)):
        if given.show:
            print(f"\n{sum(counted.values())} messages {title} after the migration:")
            print("\n".join(f"{count:6} {text}" for text, count in counted.most_common(given.show)))


def _measured(path: Path, mojo: str, jobs: int) -> State:
    with tempfile.TemporaryDirectory() as folder:
        before, after, patched = (Path(folder, it, "repository") for it in ("before", "after", "patched"))
        for copy in (before, after, patched):
            _copied(path, copy)
        diff = _minimojo("migrate", ".", folder=before)
        _minimojo("migrate", "--write", ".", folder=after)
        again = _minimojo("migrate", ".", folder=after)
        subprocess.run(["patch", "-p0", "-s"], input=diff, cwd=patched, check=False, capture_output=True)
        applies = all(
            it.read_bytes() == (patched / it.relative_to(after)).read_bytes() for it in _files(after)
        )
        old, new = State.of(before, mojo, jobs), State.of(after, mojo, jobs)
        files = _files(before)
        lines = sum(len(it.read_bytes().splitlines()) for it in files)
        print(
            f"| {path.name} | {len(files)} | {lines:,} | {old.syntax_errors} → {new.syntax_errors} "
            f"| {_told(old)} → {_told(new)} | {_yes(not again)} | {_yes(applies)} |",
            flush=True,
        )
        return new


def _told(state: State) -> str:
    return f"{state.complaints().total():,}"


def _yes(it: object) -> str:
    return "yes" if it else "**no**"


def _copied(path: Path, to: Path) -> None:
    for file in _files(path):
        new = to / file.relative_to(path)
        new.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, new)


def _files(path: Path) -> list[Path]:
    return sorted(
        it for it in path.rglob("*") if it.suffix in _SUFFIXES and it.is_file() and not it.is_symlink()
    )


def _damaged(path: Path) -> int:
    return len(syntax_errors(Document.parse(path.read_bytes())))


def _minimojo(*arguments: str, folder: Path) -> bytes:
    paths = os.pathsep.join(filter(None, [str(_SERVER), os.environ.get("PYTHONPATH")]))
    run = subprocess.run(
        [sys.executable, "-m", "minimojo.cli.main", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        check=False,
    )
    if run.returncode not in (0, 1):
        sys.exit(run.stderr.decode(errors="replace"))
    return run.stdout


def _messages(root: Path, mojo: str, jobs: int) -> Iterator[Message]:
    """What the compiler says about the files and the packages below a folder, each once."""
    packages = [it.parent for it in _files(root) if it.stem == "__init__"]
    outer = [it for it in packages if it.parent not in packages]
    roots = [f"-I{it}" for it in dict.fromkeys([root, *(it.parent for it in outer)])]
    nowhere = root.parent / "out.mojoc"
    commands = [
        *(
            [mojo, "precompile", str(it), "-o", f"{nowhere}.{number}.mojoc", *roots]
            for number, it in enumerate(outer)
        ),
        *([mojo, "build", str(it), "-o", "/dev/null", *roots] for it in _files(root)),
    ]
    with ThreadPoolExecutor(jobs) as pool:
        for output in pool.map(_output, commands):
            for file, line, column, _, text in _MESSAGE.findall(output):
                if Path(file).is_relative_to(root):
                    yield str(Path(file).relative_to(root)), int(line), int(column), text


def _about_spelling(root: Path, messages: frozenset[Message]) -> Iterator[Message]:
    """What is about spelling, and does not only follow from something else in the same file."""
    sources: dict[str, Source] = {}
    for message in messages:
        file, line, column, text = message
        if complaint(text) is not None:
            if file not in sources:
                sources[file] = Source(root / file)
            if not sources[file].explains(line, column, text):
                yield message


def _output(command: Sequence[str]) -> str:
    try:
        run = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return ""
    return run.stderr.decode(errors="replace")


def _shape(text: str) -> str:
    """A message without what differs from place to place, except the words that it is about."""
    return text if len(text) < 140 else text[:137] + "..."


if __name__ == "__main__":
    main()
