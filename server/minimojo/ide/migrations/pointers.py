"""Arithmetic of pointers says that it is unsafe: `p[unsafe_offset=i]`, `p.unsafe_offset(n)` (1.1, 1.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from minimojo.ide.migrations.bindings import names_bound_by
from minimojo.ide.migrations.model import Change, OldFile
from minimojo.mir.facts import DeprecatedUse
from minimojo.syntax import ast
from minimojo.syntax.walk import walk
from minimojo.text import Span, TextEdit

_PRIMARY = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.Paren, ast.IntLiteral)


def changes(file: OldFile) -> Iterator[Change]:
    """Where the old way is known to be meant for a pointer."""
    places = {
        file.analysis.place(it.location): it.data.deprecation.message
        for it in file.analysis.findings
        if isinstance(it.data, DeprecatedUse) and "unsafe_offset" in it.data.deprecation.message
    }
    allocated = set(_allocated(file))
    if not places and not allocated:
        return
    for node in file.nodes:
        match node:
            case ast.Subscript(arguments=[ast.Argument(keyword=None, stars=0) as index]) if (
                node.loc in places or (node.value in allocated and not isinstance(index.value, ast.Slice))
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


def _allocated(file: OldFile) -> Iterator[ast.Expr]:
    """Where a variable stands that is a pointer, even while it is not known to what: one that gets memory of the
    stack, and is declared once in its function."""
    imports = [it for it in file.nodes if isinstance(it, ast.Import) and it.module == "std.memory"]
    known = {name.bound for it in imports for name in it.names if name.bound == name.path}
    if "stack_allocation" not in known - file.bound:
        return
    for function in file.nodes:
        if isinstance(function, ast.FunctionDef):
            below = list(walk(function))
            times = Counter(name for node in below for name in names_bound_by(node))
            pointers = {name for node in below for name in _pointers(node) if times[name] <= _ONCE}
            yield from (it for it in below if isinstance(it, ast.Name) and it.name in pointers)


_ONCE = 2
"""A declaration binds a name as an assignment and as a pattern."""


def _pointers(node: ast.Node) -> Iterator[str]:
    match node:
        case ast.Assign(
            target=ast.BindingPattern(target=ast.Name(name=name)),
            value=ast.Call(callee=ast.Subscript(value=ast.Name(name="stack_allocation"))),
        ):
            yield name
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
