"""Types of results: a tuple of types is a `Tuple`, and what has an `out` argument has no other result."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.migrations.model import Change, OldFile
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit


def changes(file: OldFile) -> Iterator[Change]:
    for node in file.nodes:
        if isinstance(node, ast.FunctionDef) and node.signature.result is not None:
            yield from _result(node, node.signature.result, file)
        elif isinstance(node, ast.ResultType) and not node.is_ref:
            match node.type:
                case ast.Paren(inner=ast.TupleExpr() as types, span=span) | (
                    ast.TupleExpr(parenthesized=True, span=span) as types
                ) if types.elements:
                    yield (TextEdit(_around(span, file), f"Tuple[{file.source_of(types)}]"),)
                case _:
                    pass


def _around(span: Span, file: OldFile) -> Span:
    """A tuple with its parentheses."""
    if file.text[span.start : span.start + 1] == b"(":
        return span
    start = file.text.rindex(b"(", 0, span.start)
    return Span(start, file.text.index(b")", span.end) + 1)


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
