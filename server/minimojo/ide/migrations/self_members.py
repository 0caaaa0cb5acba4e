"""Members of a type are said to be its own today: `Self.T` for a parameter, `Self.N` for a constant."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.migrations.model import Change, OldFile
from minimojo.ide.migrations.scopes import constants_of, free, static_methods_of
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit


def changes(file: OldFile) -> Iterator[Change]:
    functions = {it.name for it in file.tree.statements if isinstance(it, ast.FunctionDef)}
    for node in file.tree.statements:
        if isinstance(node, ast.TypeDef):
            names = constants_of(node) | (static_methods_of(node) - functions)
            for name in free(node.members, names):
                yield (TextEdit(Span(name.span.start, name.span.start), "Self."),)
