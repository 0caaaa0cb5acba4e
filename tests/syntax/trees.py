"""Typed trees as text, and concrete trees as rows, for comparison."""

from collections.abc import Iterator
from enum import Enum

from minimojo.syntax import ast
from minimojo.syntax.convert import module
from minimojo.syntax.document import Document
from minimojo.text import Span


def dump(node: ast.Node, source: bytes) -> str:
    """One line per node: its class, the source it covers, the token it is located at, its other values."""
    return "\n".join(_lines(node, source, "", 0))


def typed_tree(document: Document) -> str:
    """The tree of a whole file."""
    return dump(module(document), document.text)


def concrete_tree(document: Document) -> list[tuple[object, ...]]:
    """Every node with depth, kind, field and both kinds of places."""
    rows: list[tuple[object, ...]] = []
    cursor = document.tree.walk()
    depth = 0
    while True:
        node = cursor.node
        assert node is not None
        place = (node.start_byte, node.end_byte, node.start_point, node.end_point)
        rows.append((depth, node.type, cursor.field_name, *place, node.is_missing, node.is_error))
        if cursor.goto_first_child():
            depth += 1
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return rows
            depth -= 1


def _lines(node: ast.Node, source: bytes, role: str, depth: int) -> Iterator[str]:
    head = [f"{'  ' * depth}{role}{type(node).__name__}", _shown(node.span, source)]
    below: list[tuple[str, ast.Node]] = []
    for field in node.__struct_fields__:
        value = getattr(node, field)
        if field == "span" or _is_told(field, value, node, source):
            continue
        if field == "loc":
            if value != node.span:
                head.append(f"@ {_shown(value, source)}")
        elif isinstance(value, ast.Node):
            below.append((f"{field}: ", value))
        elif isinstance(value, tuple):
            below += [(f"{field}: ", element) for element in _flat(value)]
        else:
            head.append(f"{field}={_scalar(value, source)}")
    yield " ".join(head)
    for name, child in below:
        yield from _lines(child, source, name, depth + 1)


def _is_told(name: str, value: object, node: ast.Node, source: bytes) -> bool:
    """Whether a line says it already, or it is what nearly all nodes have."""
    if value is False or value in (None, (), ""):
        return True
    match name:
        case "stars" | "splat":
            return value == 0
        case "name" | "text":
            return value == _text(node.span, source)
        case "name_span":
            return isinstance(value, Span) and getattr(node, "name", None) == _text(value, source)
        case _:
            return False


def _flat(values: tuple[object, ...]) -> Iterator[ast.Node]:
    for value in values:
        if isinstance(value, tuple):
            yield from _flat(value)
        else:
            assert isinstance(value, ast.Node)
            yield value


def _scalar(value: object, source: bytes) -> str:
    match value:
        case Span():
            return _shown(value, source)
        case Enum():
            return value.name
        case _:
            return repr(value)


def _shown(span: Span, source: bytes) -> str:
    """The first line of the source, and whether there are more."""
    first, *more = _text(span, source).split("\n")
    return f"«{first}{'…' if more else ''}»"


def _text(span: Span, source: bytes) -> str:
    return source[span.start : span.end].decode("utf-8", "replace")
