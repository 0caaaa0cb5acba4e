"""`-> T as name` has become an argument `out name: T` (24.6, 25.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minimojo.ide.migrations.model import Change, OldFile
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit

NAMED = re.compile(rb"->[ \t]*([^:]+?)[ \t]+as[ \t]+(\w+)[ \t]*(?=:)")


def changes(file: OldFile) -> Iterator[Change]:
    for node in file.nodes:
        result = node.signature.result if isinstance(node, ast.FunctionDef) else None
        if not isinstance(node, ast.FunctionDef) or result is None or result.is_ref:
            continue
        named = NAMED.match(file.text, result.span.start)
        closing = file.text.rfind(b")", 0, result.span.start)
        if named and closing >= node.name_span.end:
            told = f"out {named[2].decode()}: {named[1].decode('utf-8', 'replace')}"
            start = result.span.start
            while file.text[start - 1 : start] == b" ":
                start -= 1
            yield (
                TextEdit(Span(closing, closing), _appended(node, file, closing) + told),
                TextEdit(Span(start, named.end()), ""),
            )


def _appended(node: ast.FunctionDef, file: OldFile, closing: int) -> str:
    """What separates a further argument from those before it."""
    if not node.signature.parameters:
        return ""
    return " " if file.text[:closing].rstrip().endswith(b",") else ", "
