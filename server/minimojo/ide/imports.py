"""The imports at the top of a file, and where another one goes."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.hir.model import Header, Module
from minimojo.syntax import ast
from minimojo.workspace.naming import parts_of


def imports_of(module: Module) -> Iterator[tuple[Header, ast.Import]]:
    """The imports at the top of a file, in their order."""
    for header in module.headers:
        if isinstance(header.tree, ast.Import):
            yield header, header.tree


def place_for_import(module: Module) -> int:
    """The byte before the first import, or else behind the docstring of the file; 0 if there is nothing else."""
    first = next(imports_of(module), None)
    if first is not None:
        return first[0].start
    return min((it.start for it in parts_of(module) if not _is_docstring(it)), default=0)


def _is_docstring(part: object) -> bool:
    tree = part.tree if isinstance(part, Header) else None
    return isinstance(tree, ast.ExprStatement) and isinstance(tree.value, ast.StringLiteral)
