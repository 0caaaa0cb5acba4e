"""The declarations of the standard library, parsed from stub sources one at a time, when asked for.

A stub file is plain Mojo with two conventions that keep loading cheap: every declaration starts in
column 1, and every method is one line, after its decorators and after all fields and `comptime`s.
`index.json` tells which file holds a declaration, and what each module exports. The table of an older version
tells only what differs from a newer one, its `base`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Generator, Hashable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple, NotRequired, TypedDict

import msgspec
from msgspec.structs import replace

from minimojo.edition import LATEST, Edition
from minimojo.hir.model import Declaration, FunctionDecl, ImportDecl, Module, TypeDecl
from minimojo.hir.module import build_module, methods_alone
from minimojo.syntax.document import Document
from minimojo.text import Span
from minimojo.types.scope import Environment, Program
from minimojo.types.std.source import SourceLibrary

_AROUND = b"struct Around:\n"
"""What methods that are read alone stand in."""

_METHOD = re.compile(rb"^    (?:@|def )", re.MULTILINE)
_METHOD_NAME = re.compile(rb"^    def `?(\w+)", re.MULTILINE)


class _Index(TypedDict):
    files: dict[str, list[tuple[str, int, int]]]  # file -> (name, start, end) of its declarations
    modules: dict[str, list[str]]  # module -> the names it exports
    partial: list[str]  # types whose members are not all known
    deprecated: list[str]  # names that the compiler warns about
    base: NotRequired[str]  # the version whose files, modules and declarations hold where these are silent
    absent: NotRequired[list[str]]  # declarations and modules that only the base has


class _Place(NamedTuple):
    """Where a declaration stands: in which file of which version's folder."""

    version: str
    file: str
    start: int
    end: int


class StandardLibrary:
    """The stubs of one Mojo version; `tables` holds a folder for each."""

    def __init__(self, tables: Path, edition: Edition) -> None:
        self.program = Program(lambda _name, _importer: None, edition=edition, is_traced=False)
        self._tables = tables
        self._modules: dict[str, frozenset[str]] = {}
        self._places: dict[str, _Place] = {}
        for version, index in _layers(tables, edition.library):
            for name in index.get("absent", ()):
                self._modules.pop(name, None)
                self._places.pop(name, None)
            self._modules |= {module: frozenset(names) for module, names in index["modules"].items()}
            for file, entries in index["files"].items():
                self._places |= {entry[0]: _Place(version, file, *entry[1:]) for entry in entries}
            self._partial = frozenset(index["partial"])
            self.deprecated = frozenset(index["deprecated"])
        self._sources: dict[tuple[str, str], bytes] = {}
        self._loaded: dict[str, tuple[Declaration, ...]] = {}
        self._environments: dict[str, StdEnvironment] = {}
        self._parts: dict[str, tuple[Module, Document]] = {}

    @property
    def prelude_names(self) -> frozenset[str]:
        """What is a name in every file."""
        return self._modules["std.prelude"] | {"std"}

    @property
    def modules(self) -> Collection[str]:
        """The modules that are known by name."""
        return self._modules.keys()

    def submodules(self, module: str) -> tuple[str, ...]:
        """The names of the modules directly inside one; of `std` if it is empty."""
        inside = f"{module or 'std'}."
        found = (it[len(inside) :].partition(".")[0] for it in self._modules if it.startswith(inside))
        return tuple(sorted(set(found)))

    def prelude(self, name: str) -> tuple[Declaration, ...]:
        """What the prelude declares under a name; `std` itself is a name everywhere (TY-6)."""
        if name == "std":
            return (ImportDecl(name="std", module="std", member=None),)
        return self.declaration(name) if name in self._modules["std.prelude"] else ()

    def environment(self, module: str) -> StdEnvironment | None:
        """The scope of a module of the library, None if it is not one (or not known)."""
        found = self._environments.get(module)
        if found is None and (module == "std" or module in self._modules):
            found = self._environments[module] = StdEnvironment(self, module)
        return found

    def exports(self, module: str) -> frozenset[str]:
        """The public names of one module."""
        return self._modules.get(module, frozenset())

    def home(self, name: str) -> str | None:
        """The module that declares a name, as far as the table tells its modules apart."""
        place = self._places.get(name)
        return None if place is None else _module_of(place.file)

    def is_complete(self, name: str) -> bool:
        """Whether the stub of a type lists all of its public members."""
        return not name.startswith("_") and name not in self._partial

    def declaration(self, name: str) -> tuple[Declaration, ...]:
        """The declarations of one name, () if there is none: names are unique in the library."""
        found = self._loaded.get(name)
        if found is None:
            place = self._places.get(name)
            found = self._loaded[name] = () if place is None else self._load(name, place)
            home = self.environment(_module_of(place.file) if place else "std")
            for decl in found:
                self.program.settle(decl, home or StdEnvironment(self, "std"))
        return found

    def written_at(self, unit_key: str, span: Span) -> tuple[Path, Span] | None:
        """The file that declares something, and where in it; `span` is relative to its unit."""
        place = self._places.get(re.split(r"[.#]", unit_key)[0])
        if place is None:
            return None
        starts = build_module(Document.parse(self._text(place)), _module_of(place.file)).starts
        file = self._tables / place.version / place.file
        return file, span.shifted(place.start + starts.get(unit_key, 0))

    def part_of(self, unit_key: str) -> tuple[Module, Document] | None:
        """The table's text of the declaration that a unit is part of, read as a file of its own."""
        name = re.split(r"[.#]", unit_key)[0]
        place = self._places.get(name)
        if place is not None and name not in self._parts:
            document = Document.parse(self._text(place))
            self._parts[name] = build_module(document, _module_of(place.file)), document
        return self._parts.get(name)

    def _text(self, place: _Place) -> bytes:
        version, file, start, end = place
        source = self._sources.get((version, file))
        if source is None:
            source = self._sources[version, file] = (self._tables / version / file).read_bytes()
        return source[start:end]

    def _load(self, name: str, place: _Place) -> tuple[Declaration, ...]:
        file, text = place.file, self._text(place)
        if not text.lstrip().startswith((b"struct", b"@", b"trait")):
            return _declared(text, _module_of(file), name)
        first_method = _METHOD.search(text)
        header = text if first_method is None else text[: first_method.start()]
        body = b"" if first_method is None else text[first_method.start() :]
        if header.rstrip().endswith(b":"):
            header += b"    pass\n"
        declared = _declared(header, _module_of(file), name)
        for decl in declared:
            if isinstance(decl, TypeDecl):
                decl.methods = _Methods(decl, body)
        return declared


Library = StandardLibrary | SourceLibrary


class StdEnvironment(Environment):
    """The scope inside the standard library: all of its types see one another."""

    def __init__(self, library: StandardLibrary, name: str) -> None:
        self.program = library.program
        self.name = name
        self._library = library

    def lookup(self, name: str) -> tuple[Declaration, ...] | None:
        """See `Environment.lookup`."""
        return self._library.declaration(name) or self._library.prelude(name) or None

    def exported(self, name: str) -> tuple[Declaration, ...] | None:
        """What the stubs know of a module; a name they lack may still exist."""
        found = self._library.declaration(name) if name in self._library.exports(self.name) else ()
        if not found and self._library.environment(f"{self.name}.{name}"):
            return (ImportDecl(name=name, module=f"{self.name}.{name}", member=None),)
        return found or None

    def module(self, name: str) -> Environment | None:
        """See `Environment.module`."""
        return self._library.environment(name)

    @property
    def exported_names(self) -> frozenset[str]:
        """The names that the table knows of a module, and the modules inside it."""
        return self._library.exports(self.name) | frozenset(self._library.submodules(self.name))

    @property
    def horizon(self) -> Hashable:
        """See `Environment.horizon`."""
        return None

    def extensions_of(self, decl: TypeDecl) -> tuple[TypeDecl, ...]:  # noqa: ARG002
        """See `Environment.extensions_of`."""
        return ()


class _Methods(Mapping[str, tuple[FunctionDecl, ...]]):
    """The methods of a type, each parsed when it is asked for."""

    def __init__(self, owner: TypeDecl, body: bytes) -> None:
        self._owner = owner
        self._loaded: dict[str, tuple[FunctionDecl, ...]] = {}
        self._lines: dict[str, list[bytes]] = {}
        pending = b""
        for line in body.splitlines(keepends=True):
            pending += line
            found = _METHOD_NAME.match(line)
            if found:
                self._lines.setdefault(found[1].decode(), []).append(pending)
                pending = b""

    def __getitem__(self, name: str) -> tuple[FunctionDecl, ...]:
        found = self._loaded.get(name)
        if found is None:
            document = Document.parse(_AROUND + b"".join(self._lines[name]))
            found = self._loaded[name] = tuple([_accepted(it) for it in methods_alone(document, self._owner)])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, name: object) -> bool:
        return name in self._lines


def standard_library() -> Library:
    """The library that names and literals mean: that of the Mojo version that is analysed, or the source tree
    that is looked at."""
    return _instead[-1] if _instead else stubs(LATEST)


@cache
def stubs(edition: Edition) -> StandardLibrary:
    """The library of one Mojo version."""
    return StandardLibrary(Path(__file__).parent, edition)


def _layers(tables: Path, version: str) -> Iterator[tuple[str, _Index]]:
    """The tables that make up that of a version, its base before what it says itself."""
    index: _Index = msgspec.json.decode((tables / version / "index.json").read_bytes())
    base = index.get("base")
    if base is not None:
        yield from _layers(tables, base)
    yield version, index


_instead: list[Library] = []


@contextmanager
def library_of(environment: Environment) -> Generator[None]:
    """The library of the Mojo version of a file; where its own source is looked at, its files mean one another."""
    own = environment.own_library
    edition = environment.program.edition
    if own is None and edition is LATEST:
        yield
        return
    _instead.append(own or stubs(edition))
    try:
        yield
    finally:
        _instead.pop()


def _declared(text: bytes, module: str, name: str) -> tuple[Declaration, ...]:
    found = build_module(Document.parse(text), module).space.names.get(name, ())
    return tuple([_accepted(decl) if isinstance(decl, FunctionDecl) else decl for decl in found])


def _accepted(decl: FunctionDecl) -> FunctionDecl:
    """Overloads that look alike here differ in what a stub cannot say."""
    return replace(decl, erroneous=False, conflict=None) if decl.erroneous else decl


def _module_of(file: str) -> str:
    return "std." + file.removesuffix(".mojo")
