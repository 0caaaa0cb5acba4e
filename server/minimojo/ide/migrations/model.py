"""What a migration of a file has to go by."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from msgspec import Struct

from minimojo.hir.model import Unit
from minimojo.ide.migrations.bindings import names_bound_by
from minimojo.names.watched import Watched
from minimojo.syntax import ast, convert
from minimojo.syntax.walk import walk
from minimojo.text import TextEdit
from minimojo.workspace.model import FileAnalysis

Change = tuple[TextEdit, ...]
"""Edits that belong together."""


class OldFile(Struct, frozen=True, eq=False, dict=True):
    """A file that may be written in an older Mojo.

    `has_module` tells whether an import leads to a file of the project, `watch` the types in a function.
    """

    analysis: FileAnalysis
    has_module: Callable[[str], bool]
    watch: Callable[[Unit], Watched]

    @property
    def text(self) -> bytes:
        return self.analysis.text

    @cached_property
    def tree(self) -> ast.ModuleTree:
        """The whole file; spans are places in it."""
        return convert.module(self.analysis.document)

    @cached_property
    def nodes(self) -> tuple[ast.Node, ...]:
        """Everything in the file, parents first."""
        return tuple(walk(self.tree))

    @cached_property
    def library_modules(self) -> dict[str, str]:
        """The names that stand for modules of the standard library in the file, and which."""
        found: dict[str, str] = {}
        for node in self.nodes:
            match node:
                case ast.Import(module=str(module), names=names) if module.partition(".")[0] == "std":
                    found |= {it.bound: f"{module}.{it.path}" for it in names}
                case ast.Import(module=None, names=names):
                    found |= {it.bound: it.path for it in names if it.path.startswith("std.")}
                case _:
                    pass
        return found

    @cached_property
    def reads_others(self) -> bool:
        """Whether all names of some module are imported that is none of the standard library."""
        imports = (it for it in self.nodes if isinstance(it, ast.Import) and it.wildcard)
        return any(it.module and not is_of_library(it.module, self) for it in imports)

    @cached_property
    def bound(self) -> frozenset[str]:
        """The names that something in the file declares, other than imports."""
        return frozenset(
            name for node in self.nodes if not isinstance(node, ast.Import) for name in names_bound_by(node)
        )

    def source_of(self, node: ast.Node) -> str:
        return self.text[node.span.start : node.span.end].decode("utf-8", "replace")


def is_of_library(module: str, file: OldFile) -> bool:
    """Whether an import from `module` is meant to lead into the standard library."""
    if module.startswith("."):
        return False
    return module.partition(".")[0] == "std" or not file.has_module(module)
