"""`alloc[T](n)` is `unsafe_alloc[T](n)` where its result is a bare pointer (1.2)."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.migrations.model import Change, OldFile
from minimojo.mir.facts import DeprecatedUse
from minimojo.syntax import ast
from minimojo.text import TextEdit


def changes(file: OldFile) -> Iterator[Change]:
    """Only where the import that it takes can be written: in files that do not import whatever others have."""
    if "unsafe_alloc" in file.bound or any(isinstance(it, ast.Import) and it.wildcard for it in file.nodes):
        return
    places = {
        file.analysis.place(it.location).start
        for it in file.analysis.findings
        if isinstance(it.data, DeprecatedUse) and "use `unsafe_alloc`" in it.data.deprecation.message
    }
    for node in file.nodes:
        if isinstance(node, ast.Name) and node.name == "alloc" and node.span.start in places:
            yield (TextEdit(node.span, "unsafe_alloc"),)
