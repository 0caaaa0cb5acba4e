"""The keyword at a place, and what it is a keyword of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from minimojo.syntax.document import Document
from minimojo.text import Span

if TYPE_CHECKING:
    from tree_sitter import Node


class Keyword(Struct, frozen=True):
    """`role` is what the grammar calls the construct that the word belongs to, such as `convention`."""

    word: str
    role: str
    span: Span


def keyword_at(document: Document, offset: int) -> Keyword | None:
    """The keyword or `^` that a byte is part of; None for names, literals, comments and whatever was not
    understood. The names of decorators and members are words, too."""
    node = document.tree.root_node.descendant_for_byte_range(offset, offset)
    if node is None or node.is_missing or not node.start_byte <= offset < node.end_byte:
        return None
    role = _role(node)
    word = document.text[node.start_byte : node.end_byte]
    if role is None or not (word.replace(b"_", b"").isalpha() or word == b"^"):
        return None
    return Keyword(word.decode("ascii", "replace"), role, Span(node.start_byte, node.end_byte))


def _role(node: Node) -> str | None:
    parent = node.parent
    if parent is None or parent.is_error:
        return None
    if node.is_named and node.child_count == 0 and node.type != "identifier":
        is_word = node.type == "convention" or node.type.endswith("_effect")
        return None if not is_word else parent.type if node.type == "convention" else node.type
    if node.is_named:
        is_member = parent.type == "attribute" and parent.child_by_field_name("attribute") == node
        return "attribute" if is_member else _decorator(node, parent)
    is_base = parent.type == "not_operator" and parent.parent is not None and parent.parent.type == "base"
    return "base" if is_base else parent.type


def _decorator(node: Node, parent: Node) -> str | None:
    """`decorator` for the name behind an `@`, also with arguments."""
    if node.type != "identifier":
        return None
    if parent.type == "call" and parent.child(0) == node and parent.parent is not None:
        parent = parent.parent
    return "decorator" if parent.type == "decorator" else None
