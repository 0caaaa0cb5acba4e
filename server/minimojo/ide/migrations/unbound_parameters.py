"""Parameters that are left unbound are `...`, which were `*_` and `**_` (26.1)."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.migrations.model import Change, OldFile
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit


def changes(file: OldFile) -> Iterator[Change]:
    """Once for a list: both of them together are one `...`."""
    for node in file.nodes:
        if isinstance(node, ast.Subscript):
            unbound = [it for it in node.arguments if it.stars and isinstance(it.value, ast.Discard)]
            if unbound:
                first, *more = unbound
                yield (TextEdit(first.span, "..."), *(TextEdit(_with_comma(it, file), "") for it in more))


def _with_comma(argument: ast.Argument, file: OldFile) -> Span:
    """An argument that is not the first one, and the comma before it."""
    return Span(file.text.rindex(b",", 0, argument.span.start), argument.span.end)
