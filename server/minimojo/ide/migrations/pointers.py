"""Arithmetic of pointers says that it is unsafe: `p[unsafe_offset=i]`, `p.unsafe_offset(n)` (1.1, 1.2)."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.migrations.model import Change, OldFile
from minimojo.mir.facts import DeprecatedUse
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit

_PRIMARY = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.Paren, ast.IntLiteral)


def changes(file: OldFile) -> Iterator[Change]:
    """Where the old way is known to be meant for a pointer."""
    places = {
        file.analysis.place(it.location): it.data.deprecation.message
        for it in file.analysis.findings
        if isinstance(it.data, DeprecatedUse) and "unsafe_offset" in it.data.deprecation.message
    }
    if not places:
        return
    for node in file.nodes:
        match node:
            case ast.Subscript(arguments=[ast.Argument(keyword=None, stars=0) as index]) if (
                node.loc in places
            ):
                yield (TextEdit(Span(index.span.start, index.span.start), "unsafe_offset="),)
            case ast.AugmentedAssign(operator="+=" | "-=", target=ast.Name() | ast.Attribute() as target) if (
                node.loc in places
            ):
                told = file.source_of(target)
                between = Span(target.span.end, node.value.span.start)
                minus, closing = _sign(node.operator, node.value)
                yield (
                    TextEdit(between, f" = {told}.unsafe_offset({minus}"),
                    TextEdit(Span(node.value.span.end, node.value.span.end), closing),
                )
            case ast.Binary(operator="+" | "-", left=left, right=right) if node.loc in places:
                yield tuple(_moved(left, right, node.operator))
            case _:
                pass


def _moved(left: ast.Expr, right: ast.Expr, operator: str) -> Iterator[TextEdit]:
    """`left + right` as a call of a method."""
    before, behind = ("", "") if isinstance(left, _PRIMARY) else ("(", ")")
    minus, closing = _sign(operator, right)
    start, end = left.span.start, right.span.end
    if before:
        yield TextEdit(Span(start, start), before)
    yield TextEdit(Span(left.span.end, right.span.start), f"{behind}.unsafe_offset({minus}")
    yield TextEdit(Span(end, end), closing)


def _sign(operator: str, operand: ast.Expr) -> tuple[str, str]:
    """What stands before and behind an offset."""
    if operator[0] == "+":
        return "", ")"
    return ("-", ")") if isinstance(operand, _PRIMARY) else ("-(", "))")
