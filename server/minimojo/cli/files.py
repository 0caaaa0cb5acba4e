"""Which files does a command line name?"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from minimojo.workspace.files import SUFFIXES, is_looked_into, read_file
from minimojo.workspace.grounds import Grounds


class Source(Struct, frozen=True):
    """A file and its bytes; `path` is spelled as the command line spells it."""

    path: str
    text: bytes


class Barren(Struct, frozen=True):
    """A folder without Mojo files."""

    path: str


class Foreign(Struct, frozen=True):
    """A link in a folder that leads out of all that was named: nobody asked for what is there."""

    path: str


class Unreadable(Struct, frozen=True):
    """A path that could not be read, and why."""

    path: str
    reason: str


STANDARD_INPUT = "-"
"""Names standard input among paths."""


def _nothing(_path: str) -> bool:
    return False


def sources(
    paths: Iterable[Path], is_excluded: Callable[[str], bool] = _nothing
) -> Iterator[Source | Barren | Unreadable | Foreign]:
    """Every file that `paths` name, once, directories in alphabetical order.

    Of a directory: the Mojo files in it and below that are not excluded, without hidden directories
    and symbolic links to directories; of links to files only those that stay in the directories that are
    named. A file that is named itself is taken whatever its name is.
    """
    seen: set[str] = set()
    named = list(paths)
    grounds = Grounds()
    for path in named:
        if path.is_dir():
            grounds.add(os.path.abspath(path))  # noqa: PTH100 - without following links
    for path in named:
        for found in _expanded(path, is_excluded):
            if isinstance(found, Barren | Unreadable):
                yield found
            elif found is not path and not grounds.lets(os.path.abspath(found)):  # noqa: PTH100
                yield Foreign(str(found))
            elif (identity := os.path.realpath(found)) not in seen:
                seen.add(identity)
                yield _read(found)


def standard_input(name: str) -> Source | Unreadable:
    """What standard input holds, as a file of that name."""
    try:
        return Source(name, sys.stdin.buffer.read())
    except (OSError, AttributeError) as error:  # It is closed.
        return Unreadable("standard input", _reason(error) if isinstance(error, OSError) else "it is closed")


def _expanded(path: Path, is_excluded: Callable[[str], bool]) -> Iterator[Path | Barren | Unreadable]:
    if not path.is_dir():
        yield path
        return
    problems: list[OSError] = []
    count = 0
    for folder, folders, files in os.walk(path, onerror=problems.append):
        folders[:] = sorted(
            it for it in folders if is_looked_into(it) and not is_excluded(f"{Path(folder, it)}/")
        )
        for name in sorted(files):
            if name.endswith(SUFFIXES):
                count += 1
                if not is_excluded(str(Path(folder, name))):
                    yield Path(folder, name)
    for problem in problems:
        yield Unreadable(str(problem.filename or path), _reason(problem))
    if not count and not problems:
        yield Barren(str(path))


def _read(path: Path) -> Source | Unreadable:
    try:
        return Source(str(path), read_file(path))
    except OSError as error:
        return Unreadable(str(path), _reason(error))
    except ValueError as error:  # A NUL byte in the path.
        return Unreadable(str(path), str(error))


def _reason(error: OSError) -> str:
    reason = error.strerror or str(error)
    return reason[:1].lower() + reason[1:]
