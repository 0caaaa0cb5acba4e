"""The whole tree of one function, converted when it is asked for."""

from __future__ import annotations

from minimojo.hir.model import Unit
from minimojo.syntax import ast
from minimojo.syntax.document import Document
from minimojo.syntax.outline import whole_function


def unit_tree(document: Document, unit: Unit) -> ast.FunctionDef:
    """The function of `unit` with its body, spans relative to the unit.

    `document` is the one that the unit's module was built from. The signature of the tree is that of
    `unit.decl.node`.
    Raises `ValueError` for a unit that was not read from a document.
    """
    if unit.part is None:
        raise ValueError(f"unit `{unit.key}` has no source")
    return whole_function(document, unit.start, unit.part)
