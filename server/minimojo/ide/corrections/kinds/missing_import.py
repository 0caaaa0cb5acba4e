"""A name of the library that has to be imported: `sqrt(2.0)` needs `from std.math import sqrt`."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.edition import LATEST
from minimojo.hir.model import Header
from minimojo.ide.corrections.model import Correction, Kind, Slip
from minimojo.ide.migrations.library import home_of
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit
from minimojo.workspace.naming import parts_of
from minimojo.workspace.workspace import Workspace


def find(slip: Slip) -> Iterator[Correction]:
    workspace = slip.workspace
    if slip.undeclared.owner is not None or slip.name.startswith("_") or workspace.edition is not LATEST:
        return
    home = home_of(slip.name)
    if home is not None:
        edit = _added(workspace, slip.path, home, slip.name) or _new(workspace, slip.path, home, slip.name)
        yield Correction(f"Import `{slip.name}` from `{home}`", (edit,))


def _added(workspace: Workspace, path: str, home: str, name: str) -> TextEdit | None:
    """The name behind the last one of an import of the same module."""
    for header, tree in _imports(workspace, path):
        if tree.module == home and tree.names and not tree.wildcard:
            end = tree.names[-1].span.end + header.start
            return TextEdit(Span(end, end), f", {name}")
    return None


def _new(workspace: Workspace, path: str, home: str, name: str) -> TextEdit:
    """An import before all others; without any, behind the docstring of the file."""
    newline = "\r\n" if b"\r\n" in workspace.document(path).text else "\n"
    starts = [header.start for header, _ in _imports(workspace, path)]
    gap = "" if starts else newline * 2
    if not starts:
        starts = [it.start for it in parts_of(workspace.module(path)) if not _is_docstring(it)]
    at = min(starts, default=len(workspace.document(path).text))
    return TextEdit(Span(at, at), f"from {home} import {name}{newline}{gap}")


def _imports(workspace: Workspace, path: str) -> Iterator[tuple[Header, ast.Import]]:
    """The imports at the top of a file, in their order."""
    for header in workspace.module(path).headers:
        if isinstance(header.tree, ast.Import):
            yield header, header.tree


def _is_docstring(part: object) -> bool:
    tree = part.tree if isinstance(part, Header) else None
    return isinstance(tree, ast.ExprStatement) and isinstance(tree.value, ast.StringLiteral)


KIND = Kind(find)
