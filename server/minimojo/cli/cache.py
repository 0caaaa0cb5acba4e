"""Results of earlier checks, by digests of all that they depend on.

A database of the user's, of which nothing is believed: what cannot be read is checked anew. It holds plain
records, no code.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec

from minimojo import __version__
from minimojo.cli.report import Found

_NAME = "checks-1.sqlite"
_LARGEST = 64 << 20
"""Bytes of results that are kept; when there are more, those that nobody asked for recently go."""

_DAY = 86_400
_PATIENCE = 0.5
"""Seconds to wait for another process."""

_TABLE = "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, used INTEGER, value BLOB) WITHOUT ROWID"


def user_folder() -> Path:
    """Where the results are kept if nothing else is said."""
    from platformdirs import user_cache_path

    return user_cache_path("minimojo", appauthor=False)


def clear(folder: Path) -> bool:
    """Removes all results; whether there were any. Raises OSError."""
    found = [it for it in (folder / _NAME, folder / f"{_NAME}-journal") if it.exists()]
    for it in found:
        it.unlink()
    with contextlib.suppress(OSError):
        folder.rmdir()  # If nothing else is in it.
    return bool(found)


class Cache:
    """The results in a folder. Raises OSError if there can be none."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = folder / _NAME
        self._program = _fingerprint()
        self._base = self._opened()

    def key(self, *parts: object) -> bytes:
        """What a result is kept under: all that it depends on, and the program that found it."""
        text = repr((self._program, *parts))
        return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=20).digest()

    def find(self, keys: Sequence[bytes]) -> dict[bytes, Found]:
        """The results that are known."""
        found: dict[bytes, Found] = {}
        now = int(time.time())
        with contextlib.suppress(sqlite3.Error):
            for key in keys:
                row = self._base.execute("SELECT value, used FROM results WHERE key = ?", (key,)).fetchone()
                result = None if row is None else _decoded(row[0])
                if row is None or result is None:
                    continue
                found[key] = result
                if not isinstance(row[1], int) or row[1] < now - _DAY:
                    self._base.execute("UPDATE results SET used = ? WHERE key = ?", (now, key))
            self._base.commit()
        return found

    def store(self, results: Mapping[bytes, Found]) -> None:
        """Keeps results; if that cannot be done, it is not."""
        now = int(time.time())
        with contextlib.suppress(sqlite3.Error), self._base:
            rows = ((key, now, _encoded(result)) for key, result in results.items())
            kept = [row for row in rows if row[2] is not None]
            self._base.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", kept)
            self._shrink()

    def _shrink(self) -> None:
        (size,) = self._base.execute("SELECT coalesce(sum(length(value)), 0) FROM results").fetchone()
        if size <= _LARGEST:
            return
        rows = self._base.execute("SELECT key, length(value) FROM results ORDER BY used").fetchall()
        for key, length in rows:
            self._base.execute("DELETE FROM results WHERE key = ?", (key,))
            size -= length
            if size <= _LARGEST * 3 // 4:
                return

    def _opened(self) -> sqlite3.Connection:
        """What is no database of ours makes room for one."""
        try:
            return self._connected()
        except sqlite3.OperationalError as error:  # It is locked, or the folder may not be written.
            raise OSError(str(error)) from error
        except sqlite3.DatabaseError:
            self._path.unlink()
        try:
            return self._connected()
        except sqlite3.Error as error:
            raise OSError(str(error)) from error

    def _connected(self) -> sqlite3.Connection:
        base = sqlite3.connect(self._path, timeout=_PATIENCE)
        base.execute("PRAGMA synchronous = OFF")  # What a power failure tears is thrown away.
        base.execute("PRAGMA trusted_schema = OFF")
        base.execute(_TABLE)
        kinds = base.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
        if kinds != [("table", "results")]:  # A view or a trigger could be made to compute for ever.
            base.close()
            raise sqlite3.DatabaseError
        base.execute("SELECT key, used, value FROM results LIMIT 1")
        return base


def _encoded(result: Found) -> bytes | None:
    """None for a result in which the name of a file is no UTF-8."""
    try:
        return msgspec.msgpack.encode(result)
    except UnicodeEncodeError:
        return None


def _decoded(value: object) -> Found | None:
    if not isinstance(value, bytes):
        return None
    try:
        return msgspec.msgpack.decode(value, type=Found)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None


def _fingerprint() -> str:
    """The version of the program, and of its files if somebody works on it."""
    digest = blake2b(__version__.encode(), digest_size=20)
    for folder in _own_folders():
        for path, stamp in _stamps(folder):
            digest.update(f"{path}\0{stamp}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _own_folders() -> Iterator[str]:
    yield str(Path(__file__).parent.parent)
    grammar = importlib.util.find_spec("tree_sitter_minimojo")
    yield from (grammar and grammar.submodule_search_locations) or ()


def _stamps(folder: str) -> Iterator[tuple[str, tuple[int, int]]]:
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in sorted(entries, key=lambda it: it.name):
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        waiting.append(entry.path)
                else:
                    status = entry.stat()
                    yield entry.path, (status.st_mtime_ns, status.st_size)
