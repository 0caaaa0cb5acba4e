"""`Self {data: data}` made a value of its fields (until 24.5), `__disable_del self` kept it from being destroyed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minimojo.ide.migrations.model import Change, OldFile
from minimojo.syntax import ast
from minimojo.syntax.walk import walk
from minimojo.text import Span, TextEdit

_FIELDS = re.compile(rb"return[ \t]+(\w+)[ \t]*\{((?:[^{}\"'#]|#[^\n{}\"']*\n)*)\}\s*")


def changes(file: OldFile) -> Iterator[Change]:
    for node in file.nodes:
        match node:
            case ast.BrokenStatement(span=span):
                found = _FIELDS.fullmatch(file.text, span.start, span.end)
                if found and (found[1] == b"Self" or found[1].decode() in file.bound):
                    yield (TextEdit(Span(found.end(1), found.end(2) + 1), f"({_arguments(found[2])})"),)
            case ast.FunctionDef():
                yield from _disabled(node, file)
            case _:
                pass


def _arguments(fields: bytes) -> str:
    """Fields as arguments; a colon in a comment is none behind a field."""
    written = re.sub(rb"(#[^\n]*)|(\w+)\s*:\s*", lambda it: it[1] or it[2] + b"=", fields)
    return (written if b"\n" in written else written.strip()).decode("utf-8", "replace")


def _disabled(node: ast.FunctionDef, file: OldFile) -> Iterator[Change]:
    """A method that takes its value apart says `deinit self`."""
    first = node.signature.parameters[0] if node.signature.parameters else None
    word = first.convention if first else None
    if word is None or word.text not in ("owned", "var"):
        return
    for it in walk(node):
        match it:
            case ast.BrokenStatement() if file.source_of(it) == "__disable_del":
                line = file.text.rfind(b"\n", 0, it.span.start) + 1
                end = file.text.find(b"\n", it.span.end)
                end = len(file.text) if end < 0 else end + 1
                if file.text[line:end].split() == [b"__disable_del", first.name.encode() if first else b""]:
                    yield (TextEdit(word.span, "deinit"), TextEdit(Span(line, end), ""))
            case _:
                pass
