"""A name of the library that has to be imported: `sqrt(2.0)` needs `from std.math import sqrt`."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.edition import LATEST
from minimojo.ide.corrections.model import Correction, Corrector, Slip
from minimojo.ide.imports import imports_of, place_for_import
from minimojo.ide.migrations.library import home_of
from minimojo.text import Span, TextEdit
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
    for header, tree in imports_of(workspace.module(path)):
        if tree.module == home and tree.names and not tree.wildcard:
            end = tree.names[-1].span.end + header.start
            return TextEdit(Span(end, end), f", {name}")
    return None


def _new(workspace: Workspace, path: str, home: str, name: str) -> TextEdit:
    """An import of its own, apart from what follows if that is no import."""
    module = workspace.module(path)
    newline = "\r\n" if b"\r\n" in workspace.document(path).text else "\n"
    gap = "" if any(imports_of(module)) else newline * 2
    at = place_for_import(module)
    return TextEdit(Span(at, at), f"from {home} import {name}{newline}{gap}")


CORRECTOR = Corrector(find)
