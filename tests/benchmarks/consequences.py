"""Which complaints about spelling only follow from something else that the compiler does not know.

It says that a variable was never declared where the declaration stands there, and failed for a type or function that
there is not; it does not know a variable with the name of an old decorator for the same reason; and a module that the
library does not have any more may have the name of a package that it has. Each was asked of the compiler of 1.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from minimojo.ide.migrations.bindings import names_bound_by
from minimojo.ide.migrations.renamed import MOVED
from minimojo.syntax import ast, convert
from minimojo.syntax.document import Document
from minimojo.syntax.walk import walk

_UNDECLARED = re.compile(r"implicit declaration of '(\w+)'")
_DECORATOR = re.compile(
    r"unknown declaration '(value|register_passable|noncapturing|closure|doc_private|adaptive)'"
)
_MODULE = re.compile(r"unable to locate module '(\w+)'")
_PATH = re.compile(r"[\w.]*$")


class Source:
    """A file that there are complaints about."""

    def __init__(self, path: Path) -> None:
        self._text = path.read_bytes()
        self._lines = self._text.splitlines(keepends=True)
        self._blocks: list[tuple[ast.Statement, ...]] | None = None

    def explains(self, line: int, column: int, text: str) -> bool:
        """Whether a message follows from something else than the spelling at its place."""
        before = (
            self._lines[line - 1][: column - 1].decode("utf-8", "replace") if line <= len(self._lines) else ""
        )
        undeclared, module = _UNDECLARED.search(text), _MODULE.search(text)
        if undeclared:
            return self._failed_to_declare(undeclared[1], line, column)
        if module:
            path = _PATH.search(before)
            return path is not None and path[0] not in ("", "std.") and path[0] + module[1] not in MOVED
        return _DECORATOR.search(text) is not None and not before.endswith("@")

    def _failed_to_declare(self, name: str, line: int, column: int) -> bool:
        """Whether a declaration stands before a place, in a block around it: it would be known if it had a type."""
        place = sum(len(it) for it in self._lines[: line - 1]) + column - 1
        return any(
            statement.span.end <= place and name in _declared(statement)
            for block in self._all_blocks()
            if block[0].span.start <= place < block[-1].span.end
            for statement in block
        )

    def _all_blocks(self) -> list[tuple[ast.Statement, ...]]:
        if self._blocks is None:
            self._blocks = list(_blocks(convert.module(Document.parse(self._text))))
        return self._blocks


def _declared(statement: ast.Statement) -> Iterator[str]:
    """The names that a statement declares for those behind it."""
    match statement:
        case ast.ExprStatement(value=ast.Assign(target=ast.BindingPattern() as target)):
            yield from names_bound_by(target)
        case _:
            pass


def _blocks(tree: ast.Node) -> Iterator[tuple[ast.Statement, ...]]:
    for node in walk(tree):
        for field in type(node).__struct_fields__:
            value = getattr(node, field)
            if isinstance(value, tuple) and value and isinstance(value[0], ast.Statement):
                yield value
