"""Comments, which are no part of the typed tree."""

from __future__ import annotations

from minimojo.syntax.document import Document


def is_comment(document: Document, offset: int) -> bool:
    """Whether the `#` at a byte begins a comment."""
    node = document.tree.root_node.descendant_for_byte_range(offset, offset + 1)
    return node is not None and node.type == "comment"
