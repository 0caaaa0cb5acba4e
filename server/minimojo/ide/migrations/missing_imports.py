"""Names of the library that older releases knew without an import."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.imports import place_for_import
from minimojo.ide.migrations.library import home_of, needs_no_import
from minimojo.ide.migrations.model import Change, OldFile
from minimojo.ide.migrations.renamed import RENAMED
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit


def changes(file: OldFile) -> Iterator[Change]:
    """Only for names that nothing in the file declares, and in files that do not import whatever others have."""
    imports = [it for it in file.nodes if isinstance(it, ast.Import)]
    if any(it.wildcard for it in imports):
        return
    known = file.bound | {name.bound for it in imports for name in it.names} | RENAMED.keys()
    missing: dict[str, str] = {}
    for node in file.nodes:
        if isinstance(node, ast.Name) and node.name not in known and not needs_no_import(node.name):
            home = home_of(node.name)
            if home is not None and not node.name.startswith("_"):
                missing[node.name] = home
    at = place_for_import(file.analysis.module)
    newline = "\r\n" if b"\r\n" in file.text else "\n"
    for home in sorted(set(missing.values())):
        names = ", ".join(sorted(it for it in missing if missing[it] == home))
        yield (TextEdit(Span(at, at), f"from {home} import {names}{newline}"),)
