"""Finding and reading the configuration of a project."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

from msgspec import Struct

from minimojo.config.model import Config, Located, decoded
from minimojo.workspace.files import read_file

NAMES = ("minimojo.toml", "pyproject.toml")
"""The files that hold a configuration, the first one wins where a folder has both."""

_LARGEST = 1 << 18
"""Bytes of a configuration that is read."""

_MOST_PARTS = 30
"""Of a key. Nobody writes more, and the time to read one grows with their square."""

_PART = re.compile(r"""[\w-]+|"[^"\n]*"|'[^'\n]*'""")
_KEY = re.compile(rf"(?:{_PART.pattern})(?:[ \t]*\.[ \t]*(?:{_PART.pattern}))*+")


class _RefusedError(ValueError):
    """What nobody means as a configuration."""


class Reading(Struct, frozen=True):
    """A configuration, and what is wrong with its file, in words that name it."""

    located: Located
    problems: tuple[str, ...] = ()


NOTHING = Reading(Located(Config(), None))


def configuration_of(folder: Path, limit: Path | None = None) -> Reading:
    """The configuration that holds in a folder: its own, or the nearest one above, up to `limit` at most."""
    for above in (folder, *folder.parents):
        for name in NAMES:
            found = read(above / name)
            if found is not None:
                return found
        if above == limit:
            break
    return NOTHING


def read(path: Path) -> Reading | None:
    """The configuration in a file; None if there is no such file, or nothing for us in it."""
    try:
        if not path.is_file():
            return None
        import tomllib

        content = tomllib.loads(_text(path))
    except (OSError, ValueError, RecursionError) as error:
        if path.name != NAMES[0] and not isinstance(error, _RefusedError):
            return None  # What is wrong with it is for others to say.
        return Reading(Located(Config(), path), (f"{path}: {error}",))
    table = content if path.name == NAMES[0] else _table(content)
    if table is None:
        return None
    values, problems = decoded(table, Config)
    return Reading(Located(Config(**values), path), tuple(f"{path}: {it}" for it in problems))


def _text(path: Path) -> str:
    """What a configuration says. Raises OSError, ValueError."""
    if not path.resolve().is_relative_to(path.parent.resolve()):
        raise _RefusedError("the file is a link that leads out of its folder")
    if path.stat().st_size > _LARGEST:
        raise _RefusedError("the file is too large")
    text = read_file(path).decode()
    if any(_parts(it[0]) > _MOST_PARTS for it in _KEY.finditer(text)):
        raise _RefusedError("a key has too many parts")
    return text


def _parts(key: str) -> int:
    return len(_PART.findall(key)) if key.count(".") >= _MOST_PARTS else 1


def _table(content: dict[str, Any]) -> dict[str, Any] | None:
    tool = content.get("tool")
    found = cast("dict[str, Any]", tool).get("minimojo") if isinstance(tool, dict) else None
    return cast("dict[str, Any]", found) if isinstance(found, dict) else None
