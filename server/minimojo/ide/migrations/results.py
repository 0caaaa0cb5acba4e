"""Results: an initializer has `out self`, and then no other; a tuple of types is a `Tuple`,
here and in annotations."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.migrations.model import Change, OldFile
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit


def changes(file: OldFile) -> Iterator[Change]:
    for node in file.nodes:
        if isinstance(node, ast.FunctionDef):
            yield from _made(node)
            if node.signature.result is not None:
                yield from _result(node, node.signature.result, file)
        elif isinstance(node, ast.ResultType) and not node.is_ref:
            yield from _tuple(node.type, file)
        elif isinstance(node, ast.ParameterNode | ast.Assign) and node.annotation is not None:
            yield from _tuple(node.annotation, file)
        elif isinstance(node, ast.FieldDecl) and node.type is not None:
            yield from _tuple(node.type, file)


def _tuple(type_: ast.Expr, file: OldFile) -> Iterator[Change]:
    match type_:
        case ast.TupleExpr(elements=(), span=span):
            yield (TextEdit(span, "Tuple[]"),)
        case ast.Paren(inner=ast.TupleExpr() as types, span=span) | (
            ast.TupleExpr(parenthesized=True, span=span) as types
        ) if types.elements:
            around = _around(span, file)
            if around is not None:
                yield (TextEdit(around, f"Tuple[{file.source_of(types)}]"),)
        case _:
            pass


def _around(span: Span, file: OldFile) -> Span | None:
    """A tuple with its parentheses; None where one of them is missing."""
    if file.text[span.start : span.start + 1] == b"(":
        return span
    start, end = file.text.rfind(b"(", 0, span.start), file.text.find(b")", span.end)
    return None if min(start, end) < 0 else Span(start, end + 1)


def _result(node: ast.FunctionDef, result: ast.ResultType, file: OldFile) -> Iterator[Change]:
    has_out = any(
        it.convention
        and (it.convention.text == "out" or (it.convention.text == "inout" and node.name in _SETTERS))
        for it in node.signature.parameters
    )
    if has_out and isinstance(result.type, ast.NoneLiteral):
        start = len(file.text[: result.span.start].rstrip())
        yield (TextEdit(Span(start, result.span.end), ""),)


_SETTERS = ("__init__", "__copyinit__", "__moveinit__")


def _made(node: ast.FunctionDef) -> Iterator[Change]:
    """`__init__(inout self: T)`, which somebody else may have written with `mut`."""
    first = node.signature.parameters[0] if node.name in _SETTERS and node.signature.parameters else None
    if first is not None and first.convention and first.convention.text in ("inout", "mut"):
        yield (TextEdit(first.convention.span, "out"),)
