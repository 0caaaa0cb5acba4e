"""A string that stands by itself outside of functions documents what is before it, or is an error today; older
releases took it for a comment anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from minimojo.ide.migrations.model import Change, OldFile
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit

_DOCUMENTED = (ast.ComptimeDecl, ast.FieldDecl)


def changes(file: OldFile) -> Iterator[Change]:
    """It becomes a comment where it documents nothing."""
    blocks = [file.tree.statements, *(it.members for it in file.nodes if isinstance(it, ast.TypeDef))]
    for block in blocks:
        for before, it in pairwise(block):
            if isinstance(it, ast.ExprStatement) and isinstance(it.value, ast.StringLiteral):
                change = () if _is_documented(before) else tuple(_commented(it.span, file.text))
                if change:
                    yield change


def _is_documented(node: ast.Statement) -> bool:
    if isinstance(node, ast.RemovedStatement):
        return isinstance(node.replacement, _DOCUMENTED)
    return isinstance(node, _DOCUMENTED)


def _commented(span: Span, text: bytes) -> Iterator[TextEdit]:
    """A mark in each line that is not empty, below the first one, if the lines have nothing else."""
    start = text.rfind(b"\n", 0, span.start) + 1
    end = text.find(b"\n", span.end)
    if text[start : span.start].strip() or text[span.end : end if end >= 0 else len(text)].strip():
        return
    at = start
    for line in text[start : span.end].splitlines(keepends=True):
        if line.strip():
            first = at + min(len(line) - len(line.lstrip()), span.start - start)
            yield TextEdit(Span(first, first), "# ")
        at += len(line)
