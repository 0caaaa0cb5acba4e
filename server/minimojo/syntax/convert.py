"""Concrete syntax to `ast`: the entry points.

The conversion of each kind of node is registered by the `convert_*` modules, which are imported
here for that.
"""

from __future__ import annotations

from minimojo.syntax import (
    ast,
    convert_calls,
    convert_definitions,
    convert_literals,
    convert_operators,
    convert_signatures,
    convert_statements,
)
from minimojo.syntax.document import Document
from minimojo.syntax.reader import Reader

REGISTERED = (
    convert_calls,
    convert_definitions,
    convert_literals,
    convert_operators,
    convert_signatures,
    convert_statements,
)
"""The modules that know how kinds of nodes are converted."""


def reader(document: Document, base: int) -> Reader:
    """A reader of `document` that knows all kinds of nodes; spans are relative to byte `base`."""
    return Reader(document.text, base)


def module(document: Document) -> ast.ModuleTree:
    """The whole file in one piece."""
    whole = reader(document, 0)
    root = document.tree.root_node
    return ast.ModuleTree(span=whole.span(root), statements=whole.block(root))
