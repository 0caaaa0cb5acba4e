"""Where modules come from: the files that are on disk beside the open ones."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, quote, unquote, urlsplit

from minimojo.workspace.grounds import Grounds, is_link

SUFFIXES = (".mojo", ".🔥")

_SKIPPED = frozenset({"node_modules", "__pycache__"})

LARGEST = 32 * 1024 * 1024
"""Bytes of a file that is looked into."""


def is_looked_into(folder: str) -> bool:
    """Whether a folder of this name may hold files of a project."""
    return not folder.startswith(".") and folder not in _SKIPPED


class NoTextError(OSError):
    """What is no regular file, or one that is too large to be a source."""


def read_file(path: str | Path) -> bytes:
    """The content of a regular file. Raises OSError, and ValueError for what is no path; it never waits,
    neither for a pipe nor for a device, and whatever the file becomes meanwhile."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(handle, "rb") as file:  # noqa: PTH123
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise NoTextError(errno.EINVAL, "not a regular file")
        content = file.read(LARGEST + 1) if found.st_size <= LARGEST else None
    if content is None or len(content) > LARGEST:
        raise NoTextError(errno.EFBIG, f"larger than {LARGEST >> 20} MB")
    return content


class Files(Protocol):
    """A tree of files; `path` is what the front end calls a file."""

    def key(self, path: str) -> str:
        """One name per file, however its path is spelled; what `folder` and `joined` work with."""
        ...

    def admit(self, folder: str) -> None:
        """Says that somebody asked for a folder: links may lead into those, and nowhere else."""
        ...

    def is_admitted(self, key: str) -> bool:
        """Whether a file or folder lies in such a folder."""
        ...

    def folder(self, key: str) -> str:
        """The folder that a file or folder is in; itself at the top."""
        ...

    def joined(self, folder: str, name: str) -> str:
        """An entry of a folder."""
        ...

    def stamp(self, key: str) -> Hashable | None:
        """Something that changes when the file does; None if there is no such file."""
        ...

    def is_folder(self, key: str) -> bool: ...

    def entries(self, folder: str) -> tuple[str, ...]:
        """The names of what is in a folder; () if there is no such folder."""
        ...

    def read(self, key: str) -> bytes | None:
        """The content; None if it cannot be read."""
        ...

    def path(self, local: Path) -> str:
        """What a front end calls a file of the file system."""
        ...

    def tree(self, folder: str) -> Iterator[str]:
        """The Mojo files in a folder and below it, without hidden folders and links to folders."""
        ...


class NoFiles:
    """No files but the open ones."""

    def key(self, path: str) -> str:
        return path

    def admit(self, folder: str) -> None:
        pass

    def is_admitted(self, key: str) -> bool:  # noqa: ARG002
        return True

    def folder(self, key: str) -> str:
        return key.rpartition("/")[0]

    def joined(self, folder: str, name: str) -> str:
        return f"{folder}/{name}" if folder else name

    def stamp(self, key: str) -> Hashable | None:  # noqa: ARG002
        return None

    def is_folder(self, key: str) -> bool:  # noqa: ARG002
        return False

    def entries(self, folder: str) -> tuple[str, ...]:  # noqa: ARG002
        return ()

    def read(self, key: str) -> bytes | None:  # noqa: ARG002
        return None

    def path(self, local: Path) -> str:
        return str(local)

    def tree(self, folder: str) -> Iterator[str]:  # noqa: ARG002
        return iter(())


class Disk:
    """The file system; paths are those of the operating system. What a link out of what is admitted leads to is
    as if it were not there."""

    def __init__(self) -> None:
        self._grounds = Grounds()

    def key(self, path: str) -> str:
        return os.path.abspath(path)  # noqa: PTH100 - without following links

    def admit(self, folder: str) -> None:
        self._grounds.add(folder)

    def is_admitted(self, key: str) -> bool:
        return self._grounds.has(key)

    def folder(self, key: str) -> str:
        return os.path.dirname(key)  # noqa: PTH120

    def joined(self, folder: str, name: str) -> str:
        return os.path.join(folder, name)  # noqa: PTH118

    def stamp(self, key: str) -> Hashable | None:
        try:
            found = os.stat(key)  # noqa: PTH116 - it is asked for often
        except (OSError, ValueError):
            return None
        if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST or not self._grounds.lets(key):
            return None
        return found.st_mtime_ns, found.st_size

    def is_folder(self, key: str) -> bool:
        try:
            return stat.S_ISDIR(os.stat(key).st_mode) and self._grounds.lets(key)  # noqa: PTH116
        except (OSError, ValueError):
            return False

    def entries(self, folder: str) -> tuple[str, ...]:
        try:
            return tuple(sorted(os.listdir(folder))) if self._grounds.lets(folder) else ()  # noqa: PTH208
        except (OSError, ValueError):
            return ()

    def read(self, key: str) -> bytes | None:
        try:
            return read_file(key) if self._grounds.lets(key) else None
        except (OSError, ValueError):
            return None

    def path(self, local: Path) -> str:
        return str(local)

    def tree(self, folder: str) -> Iterator[str]:
        for above, folders, names in os.walk(folder):
            folders[:] = sorted(it for it in folders if is_looked_into(it))
            for name in sorted(names):
                path = os.path.join(above, name)  # noqa: PTH118
                if name.endswith(SUFFIXES) and (not is_link(path) or self._grounds.lets(path)):
                    yield path


class DiskByUri:
    """The file system; paths are URIs. Only those with the scheme `file` have neighbours."""

    def __init__(self) -> None:
        self._disk = Disk()

    def key(self, path: str) -> str:
        parts = _parts(path)
        if parts is None or parts.scheme != "file":
            return path
        # `file:///c%3A/x` and `file:///C:/x` are one file on Windows.
        local = unquote(parts.path)
        drive = local[1:3]
        if len(drive) == 2 and drive[1] == ":":
            local = f"/{drive.upper()}{local[3:]}"
        return f"file://{parts.netloc}{_quoted(local)}"

    def admit(self, folder: str) -> None:
        if (local := self._local(folder)) is not None:
            self._disk.admit(local)

    def is_admitted(self, key: str) -> bool:
        local = self._local(key)
        return local is None or self._disk.is_admitted(local)

    def folder(self, key: str) -> str:
        return key.rpartition("/")[0]

    def joined(self, folder: str, name: str) -> str:
        return f"{folder}/{_quoted(name)}"

    def stamp(self, key: str) -> Hashable | None:
        local = self._local(key)
        return None if local is None else self._disk.stamp(local)

    def is_folder(self, key: str) -> bool:
        local = self._local(key)
        return local is not None and self._disk.is_folder(local)

    def entries(self, folder: str) -> tuple[str, ...]:
        local = self._local(folder)
        return () if local is None else self._disk.entries(local)

    def read(self, key: str) -> bytes | None:
        local = self._local(key)
        return None if local is None else self._disk.read(local)

    def path(self, local: Path) -> str:
        return self.key(local.as_uri())

    def tree(self, folder: str) -> Iterator[str]:
        local = self._local(folder)
        for found in () if local is None else self._disk.tree(local):
            yield self.path(Path(found))

    def _local(self, key: str) -> str | None:
        parts = _parts(key)
        return None if parts is None else local_path(parts)


def local_path(parts: SplitResult, system: str = os.name) -> str | None:
    """The path that a URI names on this computer; None for other schemes and other computers, which Windows would
    tell who we are, only to look there."""
    local = unquote(parts.path)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        return None
    if system == "nt" and local.replace("\\", "/").startswith("//"):
        return None
    return local[1:] if system == "nt" and local[2:3] == ":" else local


def _parts(uri: str) -> SplitResult | None:
    """The parts of a URI; None if it is none."""
    try:
        return urlsplit(uri)
    except ValueError:
        return None


def _quoted(text: str) -> str:
    """Text for a URI; JSON can carry lone surrogates, which no path has."""
    return quote(text, errors="replace")
