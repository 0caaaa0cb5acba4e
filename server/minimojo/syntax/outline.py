"""A file cut into its parts: functions, types, and the statements between them.

A `Part` is everything that is known of a piece of source whatever its place; its `Item` says where
it stands. After an edit, parts whose bytes did not change are the very same objects, so whatever is
computed from a part can be kept with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct
from tree_sitter import Node

from minimojo.recent import Recent
from minimojo.syntax import ast
from minimojo.syntax.convert import reader
from minimojo.syntax.convert_definitions import (
    FUNCTION_DEFINITION,
    TYPE_DEFINITIONS,
    function_body,
    function_header,
    inner_definition,
    is_stub,
    type_header,
    with_body,
)
from minimojo.syntax.document import Document
from minimojo.syntax.language import field
from minimojo.syntax.reader import MalformedError
from minimojo.text import Span

_BODY = field("body")

_NEWLINE = ord("\n")


class PartKind(Enum):
    FUNCTION = "function"
    TYPE = "type"
    STATEMENT = "statement"


class Part(Struct, frozen=True, eq=False, kw_only=True):
    """A piece of source that declares something.

    `tree` is the declaration without the body of a function and without the methods of a type,
    which are `members`, at offsets from the part's start. `head` holds the bytes that `tree` was
    made of. `damage` says how the parser got over syntax errors inside, it is empty without any;
    `head_damaged` tells of one in `head`, `is_stub` of a function whose body is `...`. `column` is
    where the first line begins.
    """

    kind: PartKind
    source: bytes
    column: int
    damage: bytes
    head: tuple[bytes | int, ...]
    tree: ast.FunctionDef | ast.TypeDef | ast.Statement
    head_damaged: bool = False
    is_stub: bool = False
    members: tuple[Item, ...] = ()

    @property
    def damaged(self) -> bool:
        """Whether there is a syntax error anywhere inside."""
        return bool(self.damage)

    @property
    def body_start(self) -> int:
        """Where the body of a function begins, relative to the part; the end of what has none."""
        head = self.head[0]
        return len(head) if isinstance(head, bytes) else len(self.source)

    @property
    def signature(self) -> bytes:
        """Everything that the declaration depends on, as bytes; methods are not part of a type's."""
        head = [piece if isinstance(piece, bytes) else b"%d" % piece for piece in self.head]
        return b"\0".join([self.kind.value.encode(), *head])


class Item(Struct, frozen=True, eq=False):
    """A part and the byte offset at which it stands, in the file or in the type around it."""

    start: int
    part: Part


class Outline(Struct, frozen=True, eq=False):
    """The items of a file in order; `errors` are the places of syntax errors outside all of them."""

    items: tuple[Item, ...]
    errors: tuple[Span, ...]


def outline(document: Document, previous: Outline | None = None) -> Outline:
    """The parts of `document`; those of `previous` with the same bytes (and damage) are taken over."""
    nodes, errors = _file_nodes(document.tree.root_node)
    items = _items(document, nodes, 0, previous.items if previous else ())
    return Outline(items, tuple([Span(error.start_byte, error.end_byte) for error in errors]))


def whole_function(document: Document, start: int, part: Part) -> ast.FunctionDef:
    """The function that stands at `start`, with its body; the latest ones are kept.

    The tree of the function's head is shared with `part.tree`. A part that is no function of the
    document has an empty body.
    """
    known = _TREES.get(part)
    if known is None:
        known = _whole_function(document, start, part)
        _TREES.put(part, known, len(part.source))
    return known


_TREES = Recent[Part, ast.FunctionDef](32 * 1024)
"""By bytes of source. A tree takes about fifty times as many, and is read again in less than a millisecond."""


def _whole_function(document: Document, start: int, part: Part) -> ast.FunctionDef:
    header = part.tree
    if not isinstance(header, ast.FunctionDef):
        raise TypeError(f"not a function: {type(header).__name__}")
    end = start + len(part.source)
    node = document.tree.root_node.descendant_for_byte_range(start, end)
    found = node is not None and (node.start_byte, node.end_byte) == (start, end)
    body = function_body(reader(document, start), node) if node and found else ()
    return with_body(header, Span(0, len(part.source)), body)


# --- cutting ------------------------------------------------------------------------------------


def _file_nodes(root: Node) -> tuple[list[Node], list[Node]]:
    """The statements of a file, and its errors; statements inside an error are still statements."""
    if not root.has_error:
        return [node for node in root.named_children if not node.is_extra], []
    nodes: list[Node] = []
    errors: list[Node] = []
    waiting = [*reversed(root.children)]
    while waiting:
        node = waiting.pop()
        if node.is_error:
            errors.append(node)
            inside = [child for child in node.children if child.is_error or _is_definition(child)]
            waiting.extend(reversed(inside))
        elif node.is_named and not node.is_extra:
            nodes.append(node)
    return nodes, errors


def _is_definition(node: Node) -> bool:
    kind_id = inner_definition(node).kind_id
    return kind_id == FUNCTION_DEFINITION or kind_id in TYPE_DEFINITIONS


def _items(
    document: Document, nodes: Sequence[Node], base: int, previous: Sequence[Item]
) -> tuple[Item, ...]:
    """One item per node; `previous` ones are matched from both ends, then by their bytes."""
    text = document.text
    spans = [(node.start_byte, node.end_byte) for node in nodes]
    before = _kept(document, nodes, spans, base, previous)
    low = len(before)
    behind = _kept(document, nodes[low:][::-1], spans[low:][::-1], base, previous[low:][::-1])
    high = len(behind)
    pool = _Pool(previous[low : len(previous) - high])
    items: list[Item] = []
    for index in range(low, len(nodes) - high):
        start, end = spans[index]
        node = nodes[index]
        known = pool.same(text[start:end], _column(text, start), _damage(node, start))
        items.append(Item(start - base, known or _part(document, node, pool)))
    return (*before, *items, *reversed(behind))


def _kept(
    document: Document,
    nodes: Sequence[Node],
    spans: Sequence[tuple[int, int]],
    base: int,
    previous: Sequence[Item],
) -> list[Item]:
    """Items, or their parts at new places, as long as the nodes are the same sources.

    It looks at every part of a file at every key, and so at as little as it can, without a call for each.
    """
    text, is_clean = document.text, not document.tree.root_node.has_error
    found: list[Item] = []
    for node, (start, end), item in zip(nodes, spans, previous, strict=False):
        part = item.part
        source = part.source
        if end - start != len(source) or not text.startswith(source, start):
            break
        is_at_margin = start == 0 or text[start - 1] == _NEWLINE
        if part.column != 0 if is_at_margin else part.column != _column(text, start):
            break
        if part.damage if is_clean else part.damage != _damage(node, start):
            break
        found.append(item if item.start == start - base else Item(start - base, part))
    return found


class _Pool:
    """Parts of the previous outline that may be taken over, whole or in pieces."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._by_source = {(i.part.source, i.part.column, i.part.damage): i.part for i in items}
        self._by_head = {(i.part.kind, i.part.head): i.part for i in items}
        self._types = [i.part for i in items if i.part.kind is PartKind.TYPE]

    def same(self, source: bytes, column: int, damage: bytes) -> Part | None:
        return self._by_source.get((source, column, damage))

    def tree(self, kind: PartKind, head: tuple[bytes | int, ...]) -> Part | None:
        """A part with the same declaration, whatever its body."""
        return self._by_head.get((kind, head))

    def members(self, head: bytes) -> Sequence[Item]:
        """The members of the type that begins with `head`, else of any type."""
        likely = next((part for part in self._types if part.head[0] == head), None)
        likely = likely or next(iter(self._types), None)
        return likely.members if likely else ()


def _part(document: Document, node: Node, pool: _Pool) -> Part:
    inner = inner_definition(node)
    try:
        if inner.kind_id == FUNCTION_DEFINITION:
            return _function_part(document, node, inner, pool)
        if inner.kind_id in TYPE_DEFINITIONS:
            return _type_part(document, node, inner, pool)
    except MalformedError:
        pass
    source = document.text[node.start_byte : node.end_byte]
    return Part(
        kind=PartKind.STATEMENT,
        source=source,
        column=_column(document.text, node.start_byte),
        damage=_damage(node, node.start_byte),
        head=(source,),
        tree=reader(document, node.start_byte).statement(node),
    )


def _function_part(document: Document, node: Node, inner: Node, pool: _Pool) -> Part:
    start = node.start_byte
    body = inner.child_by_field_id(_BODY)
    head_end = body.start_byte if body else node.end_byte
    stub = is_stub(document.text, body)
    head_damaged = node.has_error and _is_head_damaged(inner, body)
    head = (document.text[start:head_end], stub, _damage(node, start, (body,) if body else ()))
    known = pool.tree(PartKind.FUNCTION, head)
    return Part(
        kind=PartKind.FUNCTION,
        source=document.text[start : node.end_byte],
        column=_column(document.text, start),
        damage=_damage(node, start),
        head=head,
        tree=known.tree if known else function_header(reader(document, start), node, inner),
        head_damaged=head_damaged,
        is_stub=stub,
    )


def _type_part(document: Document, node: Node, inner: Node, pool: _Pool) -> Part:
    start = node.start_byte
    body = inner.child_by_field_id(_BODY)
    head_bytes = document.text[start : body.start_byte if body else node.end_byte]
    members: list[Node] = []
    methods: list[Node] = []
    for child in body.named_children if body else ():
        if not child.is_extra:
            (methods if inner_definition(child).kind_id == FUNCTION_DEFINITION else members).append(child)
    damaged = node.has_error and (
        _is_head_damaged(inner, body) or any(member.has_error for member in (*members, *_errors(body)))
    )
    head = (head_bytes, _damage(node, start, methods), *_pieces(document, start, members))
    known = pool.tree(PartKind.TYPE, head)
    items = _items(document, methods, start, pool.members(head_bytes))
    return Part(
        kind=PartKind.TYPE,
        source=document.text[start : node.end_byte],
        column=_column(document.text, start),
        damage=_damage(node, start),
        head=head,
        tree=known.tree if known else type_header(reader(document, start), node, inner, members),
        head_damaged=damaged,
        members=tuple(
            [item for item in items if item.part.kind is PartKind.FUNCTION]
        ),  # not those without a name
    )


def _damage(node: Node, start: int, without: Sequence[Node] = ()) -> bytes:
    """How the parser got over the errors in `node`, but for those in `without`; nothing if there are none.

    That depends on what stands around them too: the same bytes may get another tree. What has no
    error is the same where it covers the same bytes.
    """
    if not node.has_error:
        return b""
    rows: list[int] = []
    waiting = [node]
    is_broken = False
    while waiting:
        around = waiting.pop()
        inside = [child for child in around.children if child.has_error]
        is_broken = is_broken or around.is_error or not inside  # What is missing may have no node.
        for child in around.children:
            if child not in without:
                rows += (child.kind_id, child.start_byte - start)
                rows.append(-1 if child.has_error else child.end_byte - start)
        waiting.extend(child for child in inside if child not in without)
    return repr(rows).encode() if is_broken else b""


def _errors(node: Node | None) -> list[Node]:
    return [child for child in node.children if child.is_error or child.is_missing] if node else []


def _pieces(document: Document, start: int, members: Sequence[Node]) -> Iterator[bytes | int]:
    for member in members:
        yield member.start_byte - start
        yield document.text[member.start_byte : member.end_byte]


def _is_head_damaged(node: Node, body: Node | None) -> bool:
    """Whether a function or type has a syntax error before its body."""
    return any(
        (child.is_error or child.is_missing or child.has_error) and (body is None or child != body)
        for child in node.children
    )


def _column(text: bytes, offset: int) -> int:
    return offset - (text.rfind(b"\n", 0, offset) + 1)
