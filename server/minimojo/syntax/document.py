"""A source text together with its syntax tree, both immutable; edits re-parse incrementally.

    document = Document.parse(b"def main():\n    pass\n")
    document = document.edited((TextEdit(Span(16, 20), "return"),))

Any bytes have a tree: invalid UTF-8, NUL, a byte order mark and lone CR are the grammar's business
and at worst become ERROR nodes.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from tree_sitter import Tree

from minimojo.syntax.parsing import given_up, has_old_error, parsed
from minimojo.text import LineIndex, Span, TextEdit

SMALL = 32 * 1024
"""Bytes that are parsed from scratch in less time than a function is analysed."""


class Document(Struct, frozen=True, eq=False):
    """The bytes of a file, the concrete syntax tree of exactly these bytes, and their lines.

    The tree of a text that takes for ever is one error (`is_given_up`).
    """

    text: bytes
    tree: Tree
    lines: LineIndex
    is_given_up: bool = False

    @classmethod
    def parse(cls, text: bytes) -> Document:
        """The document of `text`, from scratch."""
        return cls._of(text, LineIndex(text))

    @classmethod
    def _of(cls, text: bytes, lines: LineIndex) -> Document:
        tree = parsed(text)
        return cls(text, tree or given_up(text), lines, tree is None)

    def edited(self, edits: Iterable[TextEdit]) -> Document:
        """The document after `edits`, whose spans are places in this text and do not overlap.

        Spans beyond the text are clamped. Unchanged subtrees are shared with this document. The tree is
        the one that `parse` makes of the same text; only in a big file with syntax errors, how the parser
        gets over them may depend on what stood there before.
        """
        text, lines = self.text, self.lines
        tree = self.tree.copy()
        for edit in sorted(edits, reverse=True):
            span = _clamped(edit.span, len(text))
            text = _apply(tree, text, span, edit)
            lines = lines.edited(text, span)
        again = None if self.is_given_up else parsed(text, tree)
        if again is None or (
            again.root_node.has_error and (len(text) <= SMALL or has_old_error(again, text))
        ):
            return Document._of(text, lines)
        return Document(text, again, lines)


def _apply(tree: Tree, text: bytes, span: Span, edit: TextEdit) -> bytes:
    """Tell `tree` about one edit of `text`, which replaces `span`, and give the new text."""
    new_text = edit.new_text.encode("utf-8", "replace")  # JSON can carry lone surrogates.
    changed = text[: span.start] + new_text + text[span.end :]
    new_end = span.start + len(new_text)
    row = text.count(b"\n", 0, span.start)  # Of a big file, this is the dearest line here: once is enough.
    tree.edit(
        start_byte=span.start,
        old_end_byte=span.end,
        new_end_byte=new_end,
        start_point=(row, _column(text, span.start)),
        old_end_point=(row + text.count(b"\n", span.start, span.end), _column(text, span.end)),
        new_end_point=(row + new_text.count(b"\n"), _column(changed, new_end)),
    )
    return changed


def _clamped(span: Span, length: int) -> Span:
    start = min(max(0, span.start), length)
    return Span(start, min(max(start, span.end), length))


def _column(text: bytes, offset: int) -> int:
    """tree-sitter's column: rows end at LF only, columns count bytes."""
    return offset - (text.rfind(b"\n", 0, offset) + 1)
