"""A value that begins on the line behind its `=` is indented today: `\\` joins the lines of those that are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minimojo.ide.migrations.model import Change, OldFile
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit

_END = re.compile(rb"[ \t]*(?=\r?\n([ \t]*)[^\s#])")


def changes(file: OldFile) -> Iterator[Change]:
    """Where the next line is an expression by itself."""
    values = {it.span.start for it in file.nodes if _is_value(it)}
    for node in file.nodes:
        if isinstance(node, ast.BrokenStatement) and file.source_of(node) == "=":
            end = _END.match(file.text, node.span.end)
            line = file.text.rfind(b"\n", 0, node.span.start) + 1
            if end and end.end(1) in values and file.text[line:].startswith(end[1]):
                yield (TextEdit(Span(end.start(), end.end()), " \\"),)


def _is_value(node: ast.Node) -> bool:
    return isinstance(node, ast.ExprStatement) and not isinstance(
        node.value, ast.Assign | ast.AugmentedAssign
    )
