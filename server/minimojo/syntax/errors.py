"""Where a document has syntax errors: what is damaged, not what is wrong.

The compiler has better words for a syntax error than a grammar with error recovery, and an error of
our grammar must never be an error in accepted code; so these places only tell the other layers what
they cannot rely on.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from tree_sitter import Node

from minimojo.syntax.document import Document
from minimojo.syntax.reader import STATEMENTS
from minimojo.text import Span

_SHOWN = 30
"""So many bytes of unexpected source are quoted."""


class SyntaxProblem(Struct, frozen=True):
    """Source at `span` (in the file) that does not fit; `cause` says in a few words why."""

    span: Span
    cause: str


def syntax_errors(document: Document) -> tuple[SyntaxProblem, ...]:
    """The first error of every statement that has one, in order."""
    problems: list[SyntaxProblem] = []
    last = -1
    for node, statement in _damaged(document.tree.root_node):
        if statement != last:
            problems.append(SyntaxProblem(Span(node.start_byte, node.end_byte), _cause(node, document.text)))
            last = statement
    return tuple(problems)


def _damaged(root: Node) -> Iterator[tuple[Node, int]]:
    """Errors and missing tokens, each with the start of the statement around it."""
    waiting = [(root, -1)]
    while waiting:
        node, statement = waiting.pop()
        if node.is_missing or (node.is_error and node is not root):
            yield node, node.start_byte if statement < 0 else statement
            continue
        if node.kind_id in STATEMENTS:
            statement = node.start_byte
        waiting.extend([(child, statement) for child in reversed(node.children) if _is_hurt(child)])


def _is_hurt(node: Node) -> bool:
    return node.has_error or node.is_missing or node.is_error


def _cause(node: Node, text: bytes) -> str:
    if node.is_missing:
        return f"`{node.type}` is missing"
    source = text[node.start_byte : node.end_byte].splitlines()
    if not source:
        return "something is missing"
    shown = source[0][:_SHOWN].decode("utf-8", "replace")
    return f"unexpected `{shown}`"
