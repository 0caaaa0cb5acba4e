"""Links must not lead out: what a project holds decides where its links go, and no project may have us read
what lies elsewhere.

The grounds are the folders that somebody asked for: those that are open or named, import roots, and the folder
of a file that is open by itself. Below them every link must lead into one of them. What lies above them is not
in the hands of a project.
"""

from __future__ import annotations

import os
import stat

_JUNCTION = 0xA0000003
"""What Windows calls a link between folders (`IO_REPARSE_TAG_MOUNT_POINT`)."""


def is_link(path: str) -> bool:
    """Whether a path ends at a link of any kind."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION


def is_below(path: str, folder: str) -> bool:
    """Whether a path is a folder or leads below it, as it is spelled."""
    return path == folder or path.startswith(os.path.join(folder, ""))  # noqa: PTH118


class Grounds:
    """Folders into which links may lead; while there are none, they may lead anywhere."""

    def __init__(self) -> None:
        self._folders: set[str] = set()
        self._above: set[str] = set()
        self._real: set[str] = set()

    def add(self, folder: str) -> None:
        if folder not in self._folders:
            try:
                self._real.add(os.path.realpath(folder))
            except (OSError, ValueError):  # A NUL character in the path.
                return
            self._folders.add(folder)
            self._above.update(_and_above(folder))

    def has(self, path: str) -> bool:
        """Whether a path lies in one of the folders, as it is spelled."""
        return any(it in self._folders for it in _and_above(path))

    def lets(self, path: str) -> bool:
        """Whether no link on the way to a path leads out of the folders."""
        if not self._folders:
            return True
        way = path
        while way not in self._above:
            if is_link(way):
                return any(it in self._real for it in _and_above(os.path.realpath(path)))
            above = os.path.dirname(way)  # noqa: PTH120
            if above == way:  # Another drive.
                break
            way = above
        return True


def _and_above(path: str) -> list[str]:
    """A path and all folders above it."""
    found = [path]
    while (above := os.path.dirname(found[-1])) != found[-1]:  # noqa: PTH120
        found.append(above)
    return found
