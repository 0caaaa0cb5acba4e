"""The keyword at a place, and what it is a keyword of."""

from __future__ import annotations

from msgspec import Struct

from minimojo.syntax.document import Document
from minimojo.text import Span


class Keyword(Struct, frozen=True):
    """`role` is what the grammar calls the construct that the word belongs to, such as `convention`."""

    word: str
    role: str
    span: Span


def keyword_at(document: Document, offset: int) -> Keyword | None:
    """The keyword that a byte is part of; None for names, literals, comments and whatever was not understood."""
    node = document.tree.root_node.descendant_for_byte_range(offset, offset)
    if node is None or node.is_named or node.parent is None or node.is_missing or node.parent.is_error:
        return None
    word = document.text[node.start_byte : node.end_byte]
    if not word.isalpha() or not node.start_byte <= offset < node.end_byte:
        return None
    return Keyword(word.decode("ascii"), node.parent.type, Span(node.start_byte, node.end_byte))
