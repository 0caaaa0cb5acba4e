"""The names in imports: parts of paths, which are modules, and what is imported from them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from minimojo.names.model import Occurrence, Role, Symbol
from minimojo.names.symbols import Symbols, missing_module
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import Environment

_FROM = re.compile(rb"from\s+(?P<path>[.\s]*[\w.]*)")

_LONGEST_PATH = 100
"""Folders in folders: the path of each is looked for."""


class Imports(Struct, frozen=True):
    """Says what the names of imports in `source` stand for; `environment` is that of its file."""

    source: bytes
    symbols: Symbols
    environment: Environment

    def names(self, statement: ast.Import) -> Iterator[Occurrence]:
        """All of them."""
        if statement.module is not None:
            yield from self._module_path(statement, statement.module)
        for name in statement.names:
            bound = tuple(self.bound(statement, name))
            start = name.span.start
            if statement.module is None:
                yield from self._path(name.path, start, len(name.path))
            else:
                yield Occurrence(Span(start, start + len(name.path.encode())), bound, Role.IMPORT)
            if name.bound != name.path and not name.path.startswith(name.bound + "."):
                end = name.span.end
                yield Occurrence(Span(end - len(name.bound.encode()), end), bound, Role.IMPORT)

    def bound(self, statement: ast.Import, name: ast.ImportedName) -> Iterator[Symbol]:
        """What an imported name stands for."""
        if statement.module is None:
            is_first = name.path.startswith(name.bound + ".")
            path = name.bound if is_first else name.path
            yield self.symbols.module(path) or missing_module(path)
            return
        home = self.environment.module(statement.module)
        declared = None if home is None else self.environment.exported_by(home, name.path)
        if declared:
            yield from self.symbols.all_of(declared)
            return
        yield self.symbols.imported(statement.module, name.path)

    def _module_path(self, statement: ast.Import, module: str) -> Iterator[Occurrence]:
        written = _FROM.match(self.source, statement.span.start)
        if written is not None and written["path"].decode("utf-8", "replace").replace(" ", "") == module:
            relative = len(module) - len(module.lstrip("."))
            yield from self._path(module, written.start("path"), len(module), relative)

    def _path(self, path: str, start: int, length: int, dots: int = 0) -> Iterator[Occurrence]:
        """Every part of a dotted path is a module, also one that is not there."""
        at = dots
        parts = path[dots:].split(".")
        for part in parts if len(parts) <= _LONGEST_PATH else ():
            end = at + len(part)
            found = self.symbols.module(path[:end]) if part else None
            if found is None and part:
                found = missing_module(path[:end])
            if found is not None and end <= length:
                yield Occurrence(Span(start + at, start + end), (found,), Role.IMPORT)
            at = end + 1
