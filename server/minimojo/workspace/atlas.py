"""The names of all files: where something is declared, and everywhere that it is written."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from re import Pattern
from typing import TYPE_CHECKING

from msgspec import Struct

from minimojo.hir.bodies import unit_tree
from minimojo.hir.model import Declaration, FunctionDecl, Header, TypeDecl, Unit
from minimojo.mir.body import CallFact
from minimojo.names.model import Kind, Role, Symbol
from minimojo.ownership.model import OpRef
from minimojo.rules.rule import Evidence
from minimojo.syntax import ast
from minimojo.text import LineIndex, Span
from minimojo.types import Environment, TypeScope
from minimojo.types.model import Type
from minimojo.types.std.library import stubs
from minimojo.workspace.declared import (
    Declared,
    declared_as_missing,
    declared_in,
    declared_in_library,
    written_in,
)
from minimojo.workspace.naming import (
    Mention,
    Place,
    Placed,
    names_at,
    names_of,
    parts_of,
    place_in_library,
    placed,
    source_of,
    types_at,
)
from minimojo.workspace.project import Loaded
from minimojo.workspace.spelling import or_another, word_of
from minimojo.workspace.steps import Progress, Steps

if TYPE_CHECKING:
    from minimojo.workspace.workspace import Workspace

_LOCAL = (Kind.VARIABLE, Kind.COMPTIME)
_PLAIN = (Kind.FUNCTION, Kind.STRUCT, Kind.TRAIT, Kind.ENUM, Kind.COMPTIME)


class Atlas:
    """Answers about the present state of a workspace. Raises KeyError for paths of files that are not open."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def name_at(self, path: str, offset: int) -> Placed | None:
        """The name at a byte of a file, and what it stands for; only the function there is looked at."""
        return names_at(self.workspace.run(path), self.workspace.module(path), offset)

    def names(self, path: str, span: Span | None = None) -> Iterator[Placed]:
        """All names of a file, or those of the functions that a range meets."""
        parts = parts_of(self.workspace.module(path))
        met = (it for it in parts if span is None or _meets(it, span))
        return names_of(self.workspace.run(path), met)

    def place(self, symbol: Symbol) -> Place | None:
        """Where something is declared."""
        if symbol.library:
            return place_in_library(symbol, self.workspace.edition, self.workspace.files)
        loaded = self.workspace.loaded_at(symbol.file) if symbol.file else None
        start = 0 if loaded is None or not symbol.unit_key else loaded.module.starts.get(symbol.unit_key)
        if loaded is None or start is None:
            return None
        path, lines = self.workspace.path_of(symbol.file), self.workspace.lines_of(loaded)
        if symbol.kind is Kind.MODULE:
            start = min((it.start for it in parts_of(loaded.module)), default=0)  # Behind its licence.
        return Place(path, symbol.span.shifted(start), lines)

    def bindings(self, path: str, symbol: Symbol) -> Iterator[Place]:
        """The names in imports at the top of a file by which something is known there."""
        lines = self.workspace.lines(path)
        for header in self.workspace.module(path).headers:
            if isinstance(header.tree, ast.Import):
                bound = [it.span.shifted(header.start) for it in header.tree.names]
                for it in names_of(self.workspace.run(path), (header,)):
                    if symbol in it.symbols and any(span.touches(it.span.start) for span in bound):
                        yield Place(path, it.span, lines)

    def declared(self, symbol: Symbol) -> Declared | None:
        """How something is declared, for readers; None if it is gone."""
        if symbol.library:
            return declared_in_library(symbol, self.workspace.edition)
        if not symbol.file:
            return declared_as_missing(symbol)
        loaded = self._looked_into(symbol.file)
        return None if loaded is None else declared_in(loaded.module, loaded.document, symbol)

    def written(self, symbol: Symbol) -> tuple[ast.Node, bytes] | None:
        """The syntax of a declaration, and the text that its spans are places of; None if it is gone."""
        if symbol.library:
            found = stubs(self.workspace.edition).part_of(symbol.unit_key)
            return None if found is None else written_in(*found, symbol)
        loaded = self.workspace.loaded_at(symbol.file)
        return None if loaded is None else written_in(loaded.module, loaded.document, symbol)

    def declaration(self, symbol: Symbol, environment: Environment) -> Declaration | None:
        """The declaration that a symbol is, or of which it is a part; None if it is gone or has none.

        `environment` is that of any file.
        """
        if symbol.library:
            return _in_library(symbol, environment)
        loaded = self._looked_into(symbol.file)
        if loaded is None or not symbol.unit_key:
            return None
        type_ = loaded.module.types.get(symbol.unit_key)
        if type_ is not None:
            return type_.comptimes.get(symbol.name, type_) if symbol.kind is Kind.COMPTIME else type_
        part = _part(loaded, symbol.unit_key)
        if isinstance(part, Unit):
            return part.decl
        return None if part is None else next((it for it in part.declares if it.name == symbol.name), None)

    def _stays_inside(self, symbol: Symbol) -> bool:
        """Whether something is declared in the body of a function, where only that can name it."""
        is_constant = symbol.kind is Kind.COMPTIME and bool(symbol.file)
        return symbol.kind is Kind.VARIABLE or (
            is_constant and self.unit(symbol.file, symbol.unit_key) is not None
        )

    def _looked_into(self, key: str) -> Loaded | None:
        """Any file, with its declarations known to the present state: that a name leads to one of them may be known
        from an earlier one."""
        loaded = self.workspace.loaded_at(key)
        if loaded is not None:
            self.workspace.run_at(loaded)
        return loaded

    def lines(self, path: str) -> LineIndex:
        """The lines of any file."""
        loaded = self.workspace.loaded_at(self.workspace.files.key(path))
        return LineIndex(b"") if loaded is None else self.workspace.lines_of(loaded)

    def names_in(self, file: str, key: str) -> Iterator[Placed]:
        """The names of a function or header of any file."""
        loaded = self.workspace.loaded_at(file)
        part = None if loaded is None else _part(loaded, key)
        return (
            iter(()) if loaded is None or part is None else names_of(self.workspace.run_at(loaded), (part,))
        )

    def unit(self, file: str, key: str) -> Unit | None:
        """A function of a file with its source, by its key."""
        loaded = self._looked_into(file)
        part = None if loaded is None else _part(loaded, key)
        return part if isinstance(part, Unit) else None

    def type(self, file: str, key: str) -> TypeDecl | None:
        """A type of a file by the key of its header."""
        loaded = self._looked_into(file)
        return None if loaded is None else loaded.module.types.get(key)

    def function(self, file: str, unit_key: str) -> FunctionDecl | None:
        """A function of a file by the key of its unit."""
        found = self.unit(file, unit_key)
        return None if found is None else found.decl

    def calls_of(self, file: str, decl: FunctionDecl) -> Steps[list[CallSite]]:
        """Every call of a function of a file that is understood, in all files."""
        kind = Kind.FUNCTION if decl.owner is None else Kind.METHOD
        symbol = Symbol(kind, decl.name, file, decl.unit_key, decl.name_span)
        mentions = yield from self.mentions(symbol)
        parts = dict.fromkeys((self.workspace.files.key(it.place.path), it.part) for it in mentions)
        found: list[CallSite] = []
        for key, part in parts:
            loaded = self.workspace.loaded_at(key)
            unit = None if loaded is None else _part(loaded, part)
            if loaded is None or not isinstance(unit, Unit):
                continue
            for cx in self.workspace.run_at(loaded).bodies(unit):
                found += _calls(cx, decl, self.workspace.path_of(key), unit.start)
        return found

    def scope(self, path: str) -> TypeScope:
        """What names mean at the top of a file."""
        return self.workspace.run(path).scope

    def local_type(self, symbol: Symbol) -> Type | None:
        """The type of what a function declares in its body, as far as it is known."""
        loaded = self._looked_into(symbol.file) if symbol.kind in _LOCAL and symbol.file else None
        unit = None if loaded is None else _part(loaded, symbol.unit_key)
        if loaded is None or not isinstance(unit, Unit):
            return None
        return self.workspace.run_at(loaded).local_type(unit, symbol.span.start)

    def types_at(self, path: str, offset: int) -> tuple[Symbol, ...]:
        """The declared type of the value that is written at a byte of a file."""
        return types_at(self.workspace.run(path), self.workspace.module(path), offset)

    def mentions(self, symbol: Symbol) -> Steps[list[Mention]]:
        """Every name that stands for `symbol`: in its own function, or in all files."""
        if self._stays_inside(symbol):
            keys: tuple[str, ...] = (symbol.file,)
        else:
            keys = tuple(key for key in dict.fromkeys((symbol.file, *self.workspace.keys)) if key)
        found: list[Mention] = []
        for number, key in enumerate(keys):
            for some in self._mentions(key, symbol, symbol.name):
                found += some
                yield Progress(number, len(keys))
        return found

    def mentions_in(self, path: str, symbol: Symbol, spelled: str | None = None) -> Iterator[Mention]:
        """Every name in one file that stands for `symbol`; where they are all spelled in one way, that tells it."""
        parts = self._mentions(self.workspace.files.key(path), symbol, spelled or symbol.name)
        return (it for some in parts for it in some)

    def tree_of(self, path: str, part: str) -> tuple[ast.Statement, bytes] | None:
        """The syntax and the text of a function or header of any file; None if it is gone."""
        loaded = self.workspace.loaded_at(self.workspace.files.key(path))
        found = None if loaded is None else _part(loaded, part)
        if loaded is None or found is None:
            return None
        return unit_tree(loaded.document, found) if isinstance(found, Unit) else found.tree, source_of(found)

    def owner_of(self, symbol: Symbol) -> TypeDecl | None:
        """The type that declares a field, a method or a case."""
        loaded = self.workspace.loaded_at(symbol.file)
        key = symbol.unit_key.rpartition(".")[0] or symbol.unit_key
        return None if loaded is None else loaded.module.types.get(key)

    def _mentions(self, key: str, symbol: Symbol, spelled: str) -> Iterator[list[Mention]]:
        """The mentions in one file, some of them at each step, which is no longer than a function."""
        word = word_of(symbol, spelled, is_elsewhere=key != symbol.file)
        text = self.workspace.text_of(key)
        yield []
        if not word.search(text):
            return  # A file is read in less time than it is understood.
        loaded = self.workspace.loaded_at(key)
        yield []
        if loaded is None:
            return
        if symbol.kind is not Kind.VARIABLE:
            word = or_another(word, spelled, text)
        run, lines = self.workspace.run_at(loaded), self.workspace.lines_of(loaded)
        path, is_plain = self.workspace.path_of(key), _is_plain(symbol)
        for part in _mentioning(loaded, symbol, word):
            names = run.names_like(part, word) if is_plain else run.names(part)
            named = placed(part, names)
            yield [
                Mention(Place(path, it.span, lines), it.role, it.part) for it in named if symbol in it.symbols
            ]


class CallSite(Struct, frozen=True):
    """A call in a function that begins at byte `start` of a file."""

    path: str
    start: int
    cx: Evidence
    ref: OpRef
    call: CallFact


def _calls(cx: Evidence, decl: FunctionDecl, path: str, start: int) -> Iterator[CallSite]:
    for block in cx.body.blocks:
        for index, op in enumerate(block.ops):
            callee = None if op.call is None else op.call.callee
            if op.call is None or callee is None or callee.unit_key != decl.unit_key:
                continue
            if callee.name_span == decl.name_span:
                yield CallSite(path, start, cx, OpRef(block.id, index), op.call)


def is_declaration(mention: Mention) -> bool:
    return mention.role is Role.DECLARATION


def _mentioning(loaded: Loaded, symbol: Symbol, word: Pattern[bytes]) -> Iterator[Unit | Header]:
    """The parts of a file that may mention a symbol: they hold a word, and a variable stays in its function."""
    if symbol.kind is Kind.VARIABLE:
        part = _part(loaded, symbol.unit_key)
        if part is not None:
            yield part
        return
    found = [it.start() for it in word.finditer(loaded.document.text)]
    for part in parts_of(loaded.module):
        first = bisect_left(found, part.start)
        if first < len(found) and found[first] < part.start + len(source_of(part)):
            yield part


def _is_plain(symbol: Symbol) -> bool:
    """Whether something is named without a value of which it is a member: what modules declare, and they."""
    return symbol.kind in (Kind.MODULE, Kind.UNKNOWN) or (
        symbol.kind in _PLAIN and "." not in symbol.unit_key
    )


def _part(loaded: Loaded, key: str) -> Unit | Header | None:
    return next((it for it in parts_of(loaded.module) if it.key == key), None)


def _in_library(symbol: Symbol, environment: Environment) -> Declaration | None:
    top, _, inner = symbol.unit_key.partition(".")
    home = environment.module(symbol.library)
    found = () if home is None else home.exported(top.partition("#")[0]) or ()
    for decl in found:
        if isinstance(decl, TypeDecl) and inner:
            methods = decl.methods.get(inner.partition("#")[0], ())
            return next((it for it in methods if it.name_span == symbol.span), next(iter(methods), None))
        if isinstance(decl, TypeDecl) and symbol.kind is Kind.COMPTIME:
            return decl.comptimes.get(symbol.name)
        if not isinstance(decl, FunctionDecl) or decl.name_span == symbol.span:
            return decl
    return next(iter(found), None)


def _meets(part: Unit | Header, span: Span) -> bool:
    return part.start <= span.end and span.start <= part.start + len(source_of(part))
