"""Concrete syntax to `ast`: the entry points.

The conversion of each kind of node is registered by the `convert_*` modules, which are imported
here for that.
"""

from __future__ import annotations

from tree_sitter import Node

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


def statement(document: Document, node: Node, base: int) -> ast.Statement:
    """The statement `node`, with spans relative to byte `base` of the document."""
    return Reader(document.text, base).statement(node)


def module(document: Document) -> ast.ModuleTree:
    """The whole file in one piece."""
    reader = Reader(document.text, 0)
    root = document.tree.root_node
    return ast.ModuleTree(span=reader.span(root), statements=reader.block(root))
