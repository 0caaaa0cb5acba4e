"""What reaches over several lines, and what is around a place: asked of the concrete tree, which has all of
the source, also where it is broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct
from tree_sitter import Node

from minimojo.syntax.document import Document
from minimojo.syntax.language import kind
from minimojo.text import Span, line_start

_BLOCK, _MATCH, _STRING, _COMMENT = (kind(it) for it in ("block", "match_statement", "string", "comment"))
_IMPORTS = frozenset((kind("import_statement"), kind("import_from_statement")))
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_WORD = re.compile(rb"[\w`\x80-\xff]")
_REGION = re.compile(rb"#\s*(end)?region\b")


class Shape(Enum):
    """What sort of text reaches over several lines."""

    BODY = "body"
    BRACKETS = "brackets"
    STRING = "string"
    IMPORTS = "imports"
    COMMENT = "comment"
    REGION = "region"


class Extent(Struct, frozen=True, order=True):
    """`span` reaches from the end of what stays in sight, the colon of a header or the opening bracket, to the
    end of the last line that belongs to it, or to the closing bracket."""

    span: Span
    depth: int
    name: str

    @property
    def shape(self) -> Shape:
        return Shape(self.name)


def extents(document: Document) -> Iterator[Extent]:
    """Everything in a text that reaches over several lines; `depth` counts what is around it."""
    waiting = [(document.tree.root_node, 0)]
    regions: list[Node] = []
    while waiting:
        node, depth = waiting.pop()
        inside = node.children
        for span, shape in _of_node(document.text, node, inside):
            yield Extent(span, depth, shape.value)
        yield from _of_run(document.text, inside, depth, regions)
        waiting += [(child, depth + 1) for child in inside if child.start_point.row != child.end_point.row]


def around(document: Document, offset: int) -> tuple[Span, ...]:
    """The name, expression, statement … that a byte is in, from the inside out, up to the whole text."""
    text = document.text
    offset = min(max(0, offset), len(text))
    at = offset
    if offset and not _WORD.match(text, offset) and _WORD.match(text, offset - 1):
        at = offset - 1
    cursor, nodes = document.tree.walk(), list[Node]()
    while cursor.goto_first_child_for_byte(at) is not None and cursor.node is not None:
        nodes.append(cursor.node)
    found: list[Span] = []
    for node in reversed(nodes):
        for span in _layers(text, node, offset):
            outer = span if not found or span.covers(found[-1]) else span.to(found[-1])
            if span.touches(offset) and (not found or outer != found[-1]):
                found.append(outer)
    whole = Span(0, len(text))
    if not found or found[-1] != whole:
        found.append(whole)
    return tuple(found)


def _layers(text: bytes, node: Node, offset: int) -> Iterator[Span]:
    """A node without the blanks around it; before that, what is in its brackets."""
    for child in node.children if offset < node.end_byte else ():
        if child.start_byte < offset and child.type in _CLOSING:
            end = _closing(node.children, child)
            if end is not None and offset <= end.start_byte:
                yield _trimmed(text, child.end_byte, end.start_byte)
    yield _trimmed(text, node.start_byte, node.end_byte)


def _of_node(text: bytes, node: Node, inside: list[Node]) -> Iterator[tuple[Span, Shape]]:
    if node.kind_id == _STRING:
        yield Span(inside[0].end_byte if inside else node.start_byte, node.end_byte), Shape.STRING
        return
    for number, child in enumerate(inside):
        if child.kind_id == _BLOCK:
            yield from _body(
                text, inside[number - 1].end_byte if number else child.start_byte, child.end_byte
            )
        elif child.type in _CLOSING:
            end = _closing(inside, child)
            if end is not None and end.start_point.row > child.start_point.row:
                yield Span(child.end_byte, end.start_byte), Shape.BRACKETS
        elif node.kind_id == _MATCH and child.type == ":":
            yield from _body(text, child.end_byte, node.end_byte)


def _body(text: bytes, start: int, end: int) -> Iterator[tuple[Span, Shape]]:
    end = start + len(text[start:end].rstrip())
    if any(it in text[start:end] for it in (b"\n", b"\r")):
        yield Span(start, end), Shape.BODY


def _closing(inside: list[Node], opening: Node) -> Node | None:
    """The bracket that closes another one among the same children."""
    wanted, depth = _CLOSING[opening.type], 0
    for child in inside:
        if child.start_byte <= opening.start_byte:
            continue
        if child.type == opening.type:
            depth += 1
        elif child.type == wanted:
            if not depth:
                return None if child.is_missing else child
            depth -= 1
    return None


def _of_run(text: bytes, inside: list[Node], depth: int, regions: list[Node]) -> Iterator[Extent]:
    """Imports that follow one another, and comments in lines that follow one another."""
    imports: list[Node] = []
    comments: list[Node] = []
    for child in inside:
        if child.kind_id == _COMMENT:
            yield from _region(text, child, depth, regions)
            if not _is_first(text, child):
                continue
            if comments and comments[-1].start_point.row + 1 != child.start_point.row:
                yield from _run(comments, Shape.COMMENT, depth)
            comments.append(child)
            continue
        yield from _run(comments, Shape.COMMENT, depth)
        if child.kind_id in _IMPORTS:
            imports.append(child)
        elif child.is_named:
            yield from _run(imports, Shape.IMPORTS, depth)
    yield from _run(comments, Shape.COMMENT, depth)
    yield from _run(imports, Shape.IMPORTS, depth)


def _run(nodes: list[Node], shape: Shape, depth: int) -> Iterator[Extent]:
    """One extent of several nodes, which are taken away."""
    if len(nodes) > 1:
        yield Extent(Span(nodes[0].end_byte, nodes[-1].end_byte), depth, shape.value)
    nodes.clear()


def _region(text: bytes, comment: Node, depth: int, regions: list[Node]) -> Iterator[Extent]:
    """`# region` … `# endregion`."""
    found = _REGION.match(text, comment.start_byte)
    if found is None:
        return
    if found[1] is None:
        regions.append(comment)
    elif regions:
        yield Extent(Span(regions.pop().end_byte, comment.end_byte), depth, Shape.REGION.value)


def _is_first(text: bytes, node: Node) -> bool:
    """Whether a node is the first in its line."""
    line = line_start(text, node.start_byte)
    return not text[line : node.start_byte].strip()


def _trimmed(text: bytes, start: int, end: int) -> Span:
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    return Span(start + left, max(start + left, start + len(inner.rstrip())))
