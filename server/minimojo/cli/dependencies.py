"""On which files does the verdict about a file depend? Told from their texts alone, without parsing them.

A file depends on all that it imports, on what that imports, and so on; on where each import leads, and on the
name of each module. What is said here may be too much, never too little: `imported_names` says which names are
looked at, and the checker tells if it has asked for another one.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from hashlib import blake2b

from minimojo.cli.files import Source
from minimojo.cli.graph import components
from minimojo.workspace.files import Disk
from minimojo.workspace.imports import MOST_NAMES, located, module_name

_JOINED = re.compile(rb"\\\r?\n")
_FROM = re.compile(rb"\bfrom[ \t]+([.\w`]+)[ \t]*\bimport\b[ \t]*")
_LINE = re.compile(rb"[^\r\n;]*")
_IMPORT = re.compile(rb"\bimport[ \t]+([^\r\n;(]*)")
_NAME = re.compile(rb"(?<!\.)\.*[\w`]+(?:\.[\w`]+)*")


def imported_names(text: bytes) -> frozenset[str]:
    """The modules that the imports of a text may ask for: those it names, and members that may be modules."""
    joined = _JOINED.sub(b" ", text)
    return frozenset(it.replace(b"`", b"").decode("utf-8", "replace") for it in _names(joined))


def _names(text: bytes) -> Iterator[bytes]:
    for module, members in _froms(text):
        yield module
        separator = b"" if module.endswith(b".") else b"."
        for member in _NAME.findall(members):
            yield module + separator + member
    for found in _IMPORT.finditer(text):
        for name in _NAME.findall(found[1]):
            parts = name.split(b".")
            yield from (b".".join(parts[:count]) for count in range(1, min(len(parts), MOST_NAMES) + 1))


def _froms(text: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The module of each `from`, and what is imported of it. No text makes us look through it twice."""
    at, is_open = 0, False
    while (found := _FROM.search(text, at)) is not None:
        start = at = found.end()
        end = -1
        if not is_open and text[start : start + 1] == b"(":
            end = text.find(b")", start)
            is_open = end < 0  # No bracket behind this one is closed either.
        if end < 0:
            line = _LINE.match(text, start)
            end = line.end() if line else start
        at = end
        yield found[1], text[start:end]


class _Listed(Disk):
    """The file system, each folder listed once."""

    def __init__(self) -> None:
        super().__init__()
        self._listed: dict[str, dict[str, os.DirEntry[str]]] = {}

    def stamp(self, key: str) -> bool | None:
        entry = self._entry(key)
        if entry is None or not entry.is_file():
            return None
        return True if not entry.is_symlink() or super().stamp(key) is not None else None

    def is_folder(self, key: str) -> bool:
        entry = self._entry(key)
        return entry is not None and entry.is_dir() and (not entry.is_symlink() or super().is_folder(key))

    def _entry(self, key: str) -> os.DirEntry[str] | None:
        folder, name = os.path.split(key)
        if folder not in self._listed:
            self._listed[folder] = {}
            with contextlib.suppress(OSError):
                if super().is_folder(folder):
                    with os.scandir(folder) as entries:
                        self._listed[folder] = {it.name: it for it in entries}
        return self._listed[folder].get(name)


class Dependencies:
    """What files depend on, in one state of the disk, if imports are looked for in `roots`, too."""

    def __init__(self, roots: tuple[str, ...]) -> None:
        self._files = _Listed()
        self._roots = tuple(map(self._files.key, roots))
        for root in self._roots:
            self._files.admit(root)
        self._texts: dict[str, bytes] = {}
        self._leads: dict[tuple[str, str], str | None] = {}
        self._edges: dict[str, dict[str, str | None]] = {}
        self._digests: dict[str, bytes] = {}

    def add(self, sources: list[Source]) -> None:
        """Finds out what files depend on. Their texts are known already."""
        keys = [self._files.key(it.path) for it in sources]
        for key in keys:
            if not self._files.is_admitted(key):
                self._files.admit(self._files.folder(key))
        self._texts.update(zip(keys, (it.text for it in sources), strict=True))
        self._follow(keys)
        for component in components(keys, self._targets):
            self._digest(component)

    def digest(self, path: str) -> bytes:
        """Stands for a file that was added, and for all that it depends on."""
        return self._digests[self._files.key(path)]

    def dependents(self, keys: frozenset[str]) -> frozenset[str]:
        """The files that depend on one of some files, and these."""
        found = set(keys)
        size = -1
        while size != len(found):
            size = len(found)
            found.update(key for key in self._edges if any(it in found for it in self._targets(key)))
        return frozenset(found)

    def key(self, path: str) -> str:
        return self._files.key(path)

    def _follow(self, keys: list[str]) -> None:
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if key in self._edges:
                continue
            text = self._text(key)
            edges = {name: self._target(name, key) for name in sorted(imported_names(text))}
            self._edges[key] = edges
            waiting.extend(it for it in edges.values() if it is not None)

    def _target(self, name: str, importer: str) -> str | None:
        asked = (name, self._files.folder(importer))
        if asked not in self._leads:
            exists = self._exists
            self._leads[asked] = located(name, importer, self._roots, self._files, exists)
        return self._leads[asked]

    def _exists(self, key: str) -> bool:
        return self._files.stamp(key) is not None

    def _targets(self, key: str) -> list[str]:
        return [it for it in self._edges[key].values() if it is not None]

    def _text(self, key: str) -> bytes:
        if key not in self._texts:
            self._texts[key] = self._files.read(key) or b""
        return self._texts[key]

    def _digest(self, component: tuple[str, ...]) -> None:
        """Files that import one another depend on the same; what they import besides has its digest already."""
        digest = blake2b(digest_size=20)
        beyond = {it for key in component for it in self._targets(key)}.difference(component)
        for key in sorted(component):
            name = module_name(key, self._files, self._exists)
            content = blake2b(self._text(key), digest_size=20).hexdigest()
            told = (key, name, content, sorted(self._edges[key].items(), key=lambda it: it[0]))
            digest.update(repr(told).encode("utf-8", "surrogateescape"))
        for key in sorted(beyond):
            digest.update(self._digests[key])
        for key in component:
            self._digests[key] = digest.digest()
