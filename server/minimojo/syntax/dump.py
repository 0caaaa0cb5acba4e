"""A concrete syntax tree as text: a line per node, with its field, its place and its text.

    function_definition 1:1-2:9
      name: identifier 1:5-1:9 "main"
      body: block 2:5-2:9
        pass_statement 2:5-2:9 "pass"

Tokens without a name of their own are left out unless they are missing. What is nested a thousand times
is shown as `…`: its indentation alone would be gigabytes for a megabyte of `1 + 1 + …`.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node, TreeCursor

from minimojo.syntax.document import Document
from minimojo.text import Encoding, LineIndex, Span

_LONGEST = 60
"""Characters of a node's text that are shown."""

_DEEPEST = 1000
"""Levels that are shown."""


def dump(document: Document, within: Span | None = None) -> str:
    """The tree of `document`, or the smallest part of it that covers `within`.

    Positions are lines and columns in characters, counted from 1.
    """
    root = document.tree.root_node
    if within is not None:
        root = root.descendant_for_byte_range(within.start, within.end) or root
    lines = document.lines
    return "".join(f"{line}\n" for line in _lines(document.text, lines, root))


def _lines(text: bytes, lines: LineIndex, root: Node) -> Iterator[str]:
    for cursor, depth in _walk(root):
        node = cursor.node
        if node is None or not (node.is_named or node.is_missing):
            continue
        field = f"{cursor.field_name}: " if cursor.field_name else ""
        missing = "MISSING " if node.is_missing else ""
        place = f"{_at(lines, node.start_byte)}-{_at(lines, node.end_byte)}"
        shown = " …" if depth == _DEEPEST and node.child_count else _leaf(text, node)
        yield f"{'  ' * depth}{field}{missing}{node.type} {place}{shown}"


def _walk(root: Node) -> Iterator[tuple[TreeCursor, int]]:
    """The nodes below `root` with their depths, without recursion: sources may be nested deeply."""
    cursor = root.walk()
    depth = 0
    while True:
        yield cursor, depth
        if depth < _DEEPEST and cursor.goto_first_child():
            depth += 1
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return
            depth -= 1


def _leaf(text: bytes, node: Node) -> str:
    if node.named_child_count:
        return ""
    shown = text[node.start_byte : node.end_byte].decode("utf-8", "replace")
    if len(shown) > _LONGEST:
        shown = f"{shown[:_LONGEST]}…"
    escaped = shown.encode("unicode_escape").decode() if not shown.isprintable() else shown
    return f' "{escaped}"'


def _at(lines: LineIndex, offset: int) -> str:
    position = lines.position(offset, Encoding.UTF32)
    return f"{position.line + 1}:{position.character + 1}"
