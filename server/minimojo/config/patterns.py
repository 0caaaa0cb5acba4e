"""Patterns that mean what they mean in a `.gitignore` (https://git-scm.com/docs/gitignore#_pattern_format).

They are written by whoever wrote the project, and so are the paths that they are held against: the time for
both together grows with the product of their lengths at most. So a star that has found its next text keeps what
it found (an atomic group); trying all the others as well would make no more match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

_ANY = None
"""Stands for `**`: any number of folders."""

_Segment = re.Pattern[str] | None


class _Pattern(Struct, frozen=True):
    segments: tuple[_Segment, ...]
    is_exception: bool
    only_folders: bool


class Patterns:
    """Which paths some patterns stand for. Paths have slashes, and one at the end if they are folders."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._patterns = [found for line in lines if (found := _parsed(line)) is not None]
        self._patterns.reverse()  # The last one that matches decides.
        self._folders: dict[tuple[str, ...], bool] = {(): False}

    def match(self, path: str) -> bool:
        """Whether the path or a folder above it is meant."""
        names = tuple(it for it in path.split("/") if it)
        if not names:
            return False
        return self._folder(names) if path.endswith("/") else self._of(names, is_folder=False)

    def _folder(self, names: tuple[str, ...]) -> bool:
        for length in range(len(names) + 1):
            start = names[:length]
            if start not in self._folders:
                self._folders[start] = self._of(start, is_folder=True)
        return self._folders[names]

    def _of(self, names: tuple[str, ...], *, is_folder: bool) -> bool:
        if self._folder(names[:-1]):
            return True  # Nothing in a folder that is meant can be an exception.
        for pattern in self._patterns:
            if (is_folder or not pattern.only_folders) and _fits(pattern.segments, names):
                return not pattern.is_exception
        return False


def _parsed(line: str) -> _Pattern | None:
    text = re.sub(r"(?<![\\ ]) +\Z", "", line)
    is_exception = text.startswith("!")
    text = text[is_exception:]
    if not text.strip("/") or line.startswith("#"):
        return None
    only_folders = text.endswith("/")
    text = text.removesuffix("/")
    names = text.removeprefix("/").split("/")
    segments = [
        _ANY if len(it) > 1 and not it.strip("*") else re.compile(_translated(it), re.DOTALL) for it in names
    ]
    if "/" not in text:
        segments.insert(0, _ANY)
    return _Pattern(tuple(segments), is_exception, only_folders)


def _fits(pattern: Sequence[_Segment], names: Sequence[str]) -> bool:
    """Whether a pattern stands for a path; what follows a `**` is taken where it is found first."""
    at = 0
    again: tuple[int, int] | None = None
    position = 0
    while position < len(names):
        segment = pattern[at] if at < len(pattern) else None
        if at < len(pattern) and segment is _ANY:
            at += 1
            if at == len(pattern):
                return True  # All that is inside.
            again = (at, position)
        elif segment is not None and segment.fullmatch(names[position]):
            at, position = at + 1, position + 1
        elif again is not None:
            at, position = again[0], again[1] + 1
            again = (at, position)
        else:
            return False
    return at == len(pattern)


def _translated(glob: str) -> str:
    """The regular expression of one name."""
    first, *rest = _chunks(glob)
    if not rest:
        return first
    found = "".join(f"(?>.*?{it})" for it in rest[:-1])
    return f"{first}{found}.*{rest[-1]}"


def _chunks(glob: str) -> list[str]:
    """What stands between the stars, as regular expressions, each of texts of one length."""
    chunks = [""]
    at = 0
    while at < len(glob):
        character = glob[at]
        at += 1
        if character == "*":
            if chunks[-1] or len(chunks) == 1:  # Several stars are one.
                chunks.append("")
        elif character == "?":
            chunks[-1] += "."
        elif character == "[" and (end := _end_of_set(glob, at)) > 0:
            chunks[-1] += _set(glob[at:end])
            at = end + 1
        else:
            if character == "\\" and at < len(glob):
                character = glob[at]
                at += 1
            chunks[-1] += re.escape(character)
    return chunks


def _end_of_set(glob: str, start: int) -> int:
    """Where the bracket of a set of characters is closed: the first character is part of it always."""
    first = start + (glob[start : start + 1] in ("!", "^"))
    return glob.find("]", first + 1)


def _set(inside: str) -> str:
    is_complement = inside[0] in "!^"
    told = ""
    at = int(is_complement)
    while at < len(inside):
        low = high = inside[at]
        if inside[at + 1 : at + 2] == "-" and at + 2 < len(inside):
            high = inside[at + 2]
            at += 2
        at += 1
        if low <= high:
            told += f"{re.escape(low)}-{re.escape(high)}"
    if not told:
        return "." if is_complement else "(?!)"
    return f"[{'^' if is_complement else ''}{told}]"
