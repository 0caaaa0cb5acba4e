"""One state of all files that can see one another: their modules, and the program they form.

A project never changes. An edit makes a new one, which takes over what is still the same.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from minimojo.edition import LATEST, Edition
from minimojo.hir.model import Module, Namespace
from minimojo.hir.module import build_module
from minimojo.mir.lowering.constant_types import type_of_constant
from minimojo.syntax.document import Document
from minimojo.types import IN_VIEW, Program, Read, extension_reads
from minimojo.workspace.digests import Digest, Digests, Seen, digest_of, is_same_interface
from minimojo.workspace.files import Files
from minimojo.workspace.imports import module_name

_IMPORT = "import "

_NO_TEXT = Document.parse(b"")


class Loaded(Struct, frozen=True, eq=False):
    """A file with its declarations."""

    key: str
    document: Document
    module: Module
    digests: Digests


class Interfaces(Struct, frozen=True):
    """All that functions can see of one another in one state of the files.

    `digests` are those of the files, `imports` where each import of a file leads, `homes` the files
    of each module name. What was valid with the same interfaces is valid still.
    """

    digests: Mapping[str, Digests | None]
    imports: Mapping[tuple[str, str], str | None]
    homes: Mapping[str, frozenset[str]]


class Shelf(Struct):
    """Files that were read because others import them, as they were when they were read."""

    loaded: dict[str, tuple[Hashable, Loaded]] = field(default_factory=dict[str, "tuple[Hashable, Loaded]"])
    keys: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    """The files that a module name has ever been given to."""
    places: dict[tuple[str, str], str | None] = field(default_factory=dict[tuple[str, str], "str | None"])
    """Where an import (its name, the file) leads, for as long as no file is known to come or go."""


class Footing(Struct, frozen=True):
    """What all that is known about declarations is founded on: it holds while every file seen declares what it
    did, and every import leads where it did.

    `known` are the files, `homes` those of namespaces, `states` counts the states for which it has held.
    """

    program: Program
    homes: dict[Namespace, str]
    known: Mapping[str, Loaded | None]
    imports: Mapping[tuple[str, str], str | None]
    states: int


_MOST_STATES = 200
"""States after which a program is made anew: what was typed in between has left answers that nobody needs."""


class Project:
    """The modules of one state; `opened` gives those of open files, by key, `exists` knows all files,
    `locate` where an import leads (its name, the file).

    What an `earlier` state has found out about declarations is taken over if it still holds. Unless it `is_traced`,
    nothing can be told about other states: results do not know what they depend on.
    """

    def __init__(
        self,
        files: Files,
        opened: Callable[[str], Loaded | None],
        exists: Callable[[str], bool],
        shelf: Shelf,
        locate: Callable[[str, str], str | None],
        edition: Edition = LATEST,
        earlier: Footing | None = None,
        *,
        is_traced: bool = True,
    ) -> None:
        self._files = files
        self._opened = opened
        self._exists = exists
        self._shelf = shelf
        self._locate = locate
        self._known: dict[str, Loaded | None] = {}
        self._homes: dict[Namespace, str] = {}
        self._found: dict[tuple[str, str], str | None] = {}
        self._digests: dict[Read, tuple[Read, Digest]] = {}
        self._edition = edition
        self._earlier = earlier
        self._is_traced = is_traced
        self._states = 0

    @cached_property
    def program(self) -> Program:
        """The files as far as their declarations go."""
        earlier, self._earlier = self._earlier, None
        if earlier is None or not self._holds(earlier):
            return Program(self._resolved, type_of_constant, self._edition, is_traced=self._is_traced)
        for key in earlier.known:
            self.at(key)
        for asked in earlier.imports:
            self._located(*asked)
        earlier.homes.update(self._homes)
        self._homes, self._states = earlier.homes, earlier.states + 1
        earlier.program.resolver = self._resolved
        return earlier.program

    def _holds(self, earlier: Footing) -> bool:
        if earlier.states >= _MOST_STATES:
            return False
        is_same = all(_space(self._peek(key)) is _space(seen) for key, seen in earlier.known.items())
        return is_same and all(self._place(asked) == found for asked, found in earlier.imports.items())

    def changed(self, files: Mapping[str, Loaded]) -> Project:
        """The state that there would be if some files were like this: this one itself while they declare what they
        did, so that with ten thousand files a trial costs no more than with one.

        Raises ValueError if nothing is traced.
        """
        if not self._is_traced:
            raise ValueError("what results depend on is not known")
        if all(self._is_like(key, it) for key, it in files.items()):
            return self

        def opened(key: str) -> Loaded | None:
            return files.get(key) or self.at(key)

        project = Project(self._files, opened, self._exists, self._shelf, self._locate, self._edition)
        for key in files:
            project.at(key)
        return project

    def _is_like(self, key: str, changed: Loaded) -> bool:
        """Whether others see of a changed file what they see of it now."""
        now = self.at(key)
        return now is not None and now.digests is changed.digests and _space(now) is _space(changed)

    @property
    def footing(self) -> Footing | None:
        """What a later state may take over."""
        if "program" not in self.__dict__:
            return self._earlier
        return Footing(self.program, self._homes, self._known, self._found, self._states)

    def at(self, key: str) -> Loaded | None:
        """The module in a file; None if there is no such file."""
        if key not in self._known:
            found = self._known[key] = self._peek(key)
            self._digests.clear()
            if found is not None:
                self._homes[found.module.space] = key
                self._shelf.keys.setdefault(found.module.name, set()).add(key)
        return self._known[key]

    def _peek(self, key: str) -> Loaded | None:
        return self._known[key] if key in self._known else self._opened(key) or self._from_disk(key)

    def outdate(self) -> None:
        """Says that another state has come: what is founded on this one may still ask for declarations, for as
        long as it is valid, but nobody for texts. Results of many states would keep them all."""
        for key, loaded in self._known.items():
            if loaded is not None:
                self._known[key] = replace(loaded, document=_NO_TEXT)

    def file_of(self, space: Namespace) -> str | None:
        """The key of the file that a module is; None if it is none of this state."""
        return self._homes.get(space)

    def digest(self, read: Read) -> Digest:
        """What identifies the text that a name stands for; None for a name that is not declared."""
        return self._seen(read)[1]

    def seen(self, reads: Iterable[Read]) -> Seen:
        """What an answer depends on, with the digests: thousands of answers share the same pairs."""
        return tuple([self._seen(read) for read in reads])

    def _seen(self, read: Read) -> tuple[Read, Digest]:
        if read not in self._digests:
            digest = self._digest(read)  # This may get to know files, which changes what others are.
            self._digests[read] = (read, digest)
        return self._digests[read]

    def _digest(self, read: Read) -> Digest:
        module, name = read
        parts: list[bytes] = []
        for key in sorted(self._shelf.keys.get(module, ())):
            loaded = self.at(key)
            if loaded is None:
                continue
            if name.startswith(_IMPORT):
                found = self._located(name.removeprefix(_IMPORT), loaded.key)
                parts.append((found or "").encode("utf-8", "surrogateescape"))
            elif name == IN_VIEW:
                parts.append(self._view(loaded))
            else:
                digest = loaded.digests((module, name))
                if digest is not None:
                    parts.append(digest)
        return b"\0".join(parts) if parts else None

    def _view(self, loaded: Loaded) -> bytes:
        """The digest of all that decides which extensions are in view in a file."""
        reads = sorted(extension_reads(self.program.environment(loaded.module.space)))
        told = [(read, self.digest(read)) for read in reads]
        return digest_of(repr(told).encode("utf-8", "surrogateescape"))

    def interfaces(self, earlier: Interfaces | None) -> Interfaces:
        """What has been seen of the files, in this state and in an `earlier` one that is like it."""
        digests = {key: loaded and loaded.digests for key, loaded in self._known.items()}
        imports = dict(self._found)
        if earlier is not None:
            digests |= earlier.digests
            imports |= earlier.imports
        return Interfaces(digests, imports, self._homes_of_modules())

    def has(self, interfaces: Interfaces) -> bool:
        """Whether the files still look like this to one another."""
        return (
            all(self._digests_at(key) is seen for key, seen in interfaces.digests.items())
            and all(self._located(*asked) == found for asked, found in interfaces.imports.items())
            and self._homes_of_modules() == interfaces.homes
        )

    def _digests_at(self, key: str) -> Digests | None:
        loaded = self.at(key)
        return None if loaded is None else loaded.digests

    def _homes_of_modules(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(keys) for name, keys in self._shelf.keys.items()}

    def is_unasked(self, key: str) -> bool:
        """Whether no answer so far depends on a file: it is there, and nobody has looked into it."""
        return key not in self._known and self._files.stamp(key) is not None

    def _resolved(self, name: str, importer: Namespace) -> Namespace | None:
        home = self._homes.get(importer)
        key = None if home is None else self._located(name, home)
        return None if key is None else _space(self.at(key))

    def _located(self, name: str, importer: str) -> str | None:
        asked = (name, importer)
        if asked not in self._found:
            self._found[asked] = self._place(asked)
        return self._found[asked]

    def _place(self, asked: tuple[str, str]) -> str | None:
        places = self._shelf.places
        if asked not in places:
            places[asked] = self._locate(*asked)
        return places[asked]

    def _from_disk(self, key: str) -> Loaded | None:
        stamp = self._files.stamp(key)
        if stamp is None:
            return None
        known = self._shelf.loaded.get(key)
        if known is not None and known[0] == stamp:
            return known[1]
        text = self._files.read(key)
        if text is None:
            return None
        loaded = load(key, Document.parse(text), module_name(key, self._files, self._exists))
        self._shelf.loaded[key] = (stamp, loaded)
        return loaded


def _space(loaded: Loaded | None) -> Namespace | None:
    return None if loaded is None else loaded.module.space


def load(key: str, document: Document, name: str, earlier: Loaded | None = None) -> Loaded:
    """Reads the declarations of a file; `earlier` is an earlier state of it."""
    module = build_module(document, name, earlier.module if earlier else None)
    same = earlier is not None and is_same_interface(earlier.module, module)
    return Loaded(key, document, module, earlier.digests if earlier and same else Digests(module))
