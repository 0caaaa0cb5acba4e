"""Parses sources for the tests of the grammar and shows trees as text."""

from __future__ import annotations

from collections.abc import Iterator

import tree_sitter
import tree_sitter_minimojo

LANGUAGE = tree_sitter.Language(tree_sitter_minimojo.language())


def parse(source: bytes, old: tree_sitter.Tree | None = None) -> tree_sitter.Tree:
    parser = tree_sitter.Parser(LANGUAGE)
    return parser.parse(source, old) if old is not None else parser.parse(source)


def nodes(tree: tree_sitter.Tree) -> Iterator[tree_sitter.Node]:
    """All nodes, parents first, without recursion."""
    cursor = tree.walk()
    while True:
        if cursor.node is not None:
            yield cursor.node
        if cursor.goto_first_child() or cursor.goto_next_sibling():
            continue
        while True:
            if not cursor.goto_parent():
                return
            if cursor.goto_next_sibling():
                break


def damage(tree: tree_sitter.Tree) -> list[str]:
    """The ERROR and MISSING nodes, as `line: what`."""
    if not tree.root_node.has_error:
        return []
    return [
        f"{node.start_point.row + 1}: {'MISSING ' if node.is_missing else ''}{node.type}"
        for node in nodes(tree)
        if node.is_error or node.is_missing
    ]


def outline(tree: tree_sitter.Tree) -> list[tuple[str, bool, int, int]]:
    """Every node with its place: what an incremental parse must not change."""
    return [(node.type, node.is_missing, node.start_byte, node.end_byte) for node in nodes(tree)]


def definitions(source: bytes) -> dict[str, bool]:
    """The functions of a file by name, and whether each is undamaged."""
    return {
        name.text.decode(): not node.has_error
        for node in nodes(parse(source))
        if node.type == "function_definition" and (name := node.child_by_field_name("name")) and name.text
    }


# What a formatter may change: comments and joined lines, needless parentheses, blanks in documentation.
_LAYOUT = {"comment", "line_continuation"}
_TRANSPARENT = {"parenthesized_expression"}


def shape(tree: tree_sitter.Tree) -> list[tuple[int, str, str | None, bytes]]:
    """The named nodes with depth, field and the text of leaves; equal for two layouts of the same code."""
    return list(_shape(tree.walk()))


def _shape(cursor: tree_sitter.TreeCursor) -> Iterator[tuple[int, str, str | None, bytes]]:
    path: list[
        tuple[int, str | None]
    ] = []  # for each parent: the depth of its children, the field they inherit
    depth, inherited = 0, None
    while True:
        node = cursor.node
        assert node is not None
        field = cursor.field_name if inherited is None else inherited
        transparent = node.type in _TRANSPARENT
        if node.is_named and node.type not in _LAYOUT and not transparent:
            text = b"".join((node.text or b"").split()) if node.child_count == 0 else b""
            yield depth, node.type, field, text
        if cursor.goto_first_child():
            path.append((depth, inherited))
            depth, inherited = (depth, field) if transparent else (depth + 1, None)
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return
            depth, inherited = path.pop()
