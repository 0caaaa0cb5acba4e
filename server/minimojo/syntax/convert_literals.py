"""Names, literals and strings."""

from __future__ import annotations

from tree_sitter import Node

from minimojo.syntax import ast
from minimojo.syntax.language import kind
from minimojo.syntax.reader import Reader, children, expression

_INTERPOLATION = kind("interpolation")


@expression("identifier")
def _name(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    return ast.Name(span=span, loc=span, name=reader.name(node))


@expression("self_type")
def _self_type(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    return ast.SelfType(span=span, loc=span)


@expression("discard")
def _discard(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    return ast.Discard(span=span, loc=span)


@expression("ellipsis")
def _ellipsis(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    return ast.Ellipsis(span=span, loc=span)


@expression("none")
def _none(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    return ast.NoneLiteral(span=span, loc=span)


@expression("true")
def _true(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    return ast.BoolLiteral(span=span, loc=span, value=True)


@expression("false")
def _false(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    return ast.BoolLiteral(span=span, loc=span, value=False)


@expression("integer")
def _integer(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    value = integer_value(reader.text(node))
    if value is None:
        return ast.OpaqueExpr(span=span, loc=span)
    return ast.IntLiteral(span=span, loc=span, value=value)


@expression("float")
def _float(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    return ast.FloatLiteral(span=span, loc=span, text=reader.text(node))


@expression("string")
def _string(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    if not _is_closed(node):
        return reader.unclosed(node)
    if _is_t_string(reader, node):
        return ast.TString(span=span, loc=span, parts=_interpolated(reader, node))
    return ast.StringLiteral(span=span, loc=span, text=reader.text(node))


@expression("concatenated_string")
def _concatenated(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    pieces = children(node)
    if not all(_is_closed(piece) for piece in pieces):
        return reader.unclosed(node)
    if any(_is_t_string(reader, piece) for piece in pieces):
        parts = tuple([part for piece in pieces for part in _interpolated(reader, piece)])
        return ast.TString(span=span, loc=span, parts=parts)
    return ast.StringLiteral(span=span, loc=span, text=reader.text(node))


def _is_closed(string: Node) -> bool:
    """Whether a string ends with quotes. Where they are missing it ends with its line, or the file."""
    end = string.child(string.child_count - 1)
    return end.end_byte > end.start_byte


def _is_t_string(reader: Reader, node: Node) -> bool:
    """Whether the prefix has a `t` (GR-18)."""
    return "t" in reader.text(node.child(0)).lower()


def _interpolated(reader: Reader, node: Node) -> tuple[ast.Expr, ...]:
    holes = [child for child in node.named_children if child.kind_id == _INTERPOLATION]
    return tuple([reader.expr(inner) for hole in holes for inner in children(hole)])


def integer_value(text: str) -> int | None:
    """The value of an integer literal (GR-14); None for one too long to be worth computing."""
    digits = text.replace("_", "").lower()
    if len(digits) > 1000:
        return None
    base = {"0x": 16, "0o": 8, "0b": 2}.get(digits[:2], 10)
    try:
        return int(digits if base == 10 else digits[2:], base)
    except ValueError:
        return None
