"""What does a file declare, inside what? From its syntax alone, so in broken code, too.

Every entry has its full extent, with decorators and body, and the place of its name in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.hir.model import Module
from minimojo.names.model import Kind
from minimojo.syntax import ast
from minimojo.syntax.document import Document
from minimojo.syntax.outline import Item, Part, whole_function
from minimojo.syntax.walk import children
from minimojo.text import Span
from minimojo.workspace.declared import in_one_line

_TYPES = {
    ast.TypeDefKind.STRUCT: Kind.STRUCT,
    ast.TypeDefKind.TRAIT: Kind.TRAIT,
    ast.TypeDefKind.ENUM: Kind.ENUM,
    ast.TypeDefKind.EXTENSION: Kind.STRUCT,
}


class Entry(Struct, frozen=True, kw_only=True):
    """Something declared: `span` is all of it, `name_span` its name, `detail` its head on one line."""

    kind: Kind
    name: str
    span: Span
    name_span: Span
    detail: str = ""
    deprecated: bool = False
    inner: tuple[Entry, ...] = ()


def outline_of(document: Document, module: Module) -> tuple[Entry, ...]:
    """The declarations of a file in source order."""
    items = () if module.outline is None else module.outline.items
    return tuple(entry for item in items for entry in _entries(document, item, 0, Kind.FUNCTION))


def _entries(document: Document, item: Item, base: int, function: Kind) -> Iterator[Entry]:
    """What a part declares; `base` is where the offset of the item counts from."""
    start, part = base + item.start, item.part
    match part.tree:
        case ast.FunctionDef() as tree if tree.name:
            yield Entry(
                kind=function,
                name=tree.name,
                span=_extent(part, start),
                name_span=tree.name_span.shifted(start),
                detail=_head(part.source, tree.keyword.start, _body_of(part)),
                deprecated=is_deprecated(tree.decorators),
                inner=_nested(document, part, start),
            )
        case ast.TypeDef() as tree if tree.name:
            members = [it for member in tree.members for it in _statement(part, start, member, Kind.FIELD)]
            for method in part.members:
                members += _entries(document, method, start, Kind.METHOD)
            yield Entry(
                kind=_TYPES[tree.kind],
                name=tree.name,
                span=_extent(part, start),
                name_span=tree.name_span.shifted(start),
                detail=_head(part.source, _after(tree.decorators), _body_of(part)),
                deprecated=is_deprecated(tree.decorators),
                inner=tuple(sorted(members, key=lambda it: it.span)),
            )
        case tree:
            yield from _statement(part, start, tree, Kind.VARIABLE)


def _statement(part: Part, start: int, node: ast.Statement, variable: Kind) -> Iterator[Entry]:
    """What a statement of the file, or in a type, declares."""
    match node:
        case ast.RemovedStatement(replacement=ast.Statement() as replacement):
            yield from _statement(part, start, replacement, variable)
        case ast.ComptimeDecl():
            names = tuple(_names_in(node.targets)) if node.targets is not None else ()
            given = [(it.name, it.span) for it in names] or [(node.name, node.name_span)]
            value = node.value or node.annotation
            detail = "" if value is None else _text(part.source, value)
            for name, span in given:
                yield from _leaf(Kind.COMPTIME, name, node, span, start, detail)
        case ast.FieldDecl():
            detail = "" if node.type is None else _text(part.source, node.type)
            yield from _leaf(Kind.FIELD, node.name, node, node.name_span, start, detail)
        case ast.EnumCase():
            detail = ", ".join(_text(part.source, it) for it in node.payload)
            yield from _leaf(Kind.CASE, node.name, node, node.name_span, start, detail)
        case ast.ExprStatement(value=ast.Assign() as assign):
            detail = "" if assign.annotation is None else _text(part.source, assign.annotation)
            if isinstance(assign.target, ast.BindingPattern):
                for name in _names_in(assign.target.target):
                    yield from _leaf(variable, name.name, node, name.span, start, detail)
        case _:
            pass


def _leaf(
    kind: Kind, name: str, node: ast.Statement, name_span: Span, start: int, detail: str
) -> Iterator[Entry]:
    if name:
        span = node.span.to(name_span)
        yield Entry(
            kind=kind,
            name=name,
            span=span.shifted(start),
            name_span=name_span.shifted(start),
            detail=detail,
            deprecated=is_deprecated(getattr(node, "decorators", ())),
        )


def _nested(document: Document, part: Part, start: int) -> tuple[Entry, ...]:
    """The functions in a function. Most have none, and need not be read for that."""
    if part.source.count(b"def ") + part.source.count(b"fn ") < 2:
        return ()
    return tuple(_functions_in(whole_function(document, start, part), part, start))


def _functions_in(outer: ast.Node, part: Part, start: int) -> Iterator[Entry]:
    waiting = [*reversed(children(outer))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef) and node.name:
            end = node.body[0].span.start if node.body else node.span.end
            yield Entry(
                kind=Kind.FUNCTION,
                name=node.name,
                span=Span(start + node.span.start, start + len(part.source[: node.span.end].rstrip())),
                name_span=node.name_span.shifted(start),
                detail=_head(part.source, node.keyword.start, end),
                inner=tuple(_functions_in(node, part, start)),
            )
        elif isinstance(node, ast.Statement | ast.Arm | ast.ExceptClause | ast.Case):
            waiting += reversed(children(node))


def _body_of(part: Part) -> int:
    """Where the body of a function or type begins."""
    head = part.head[0]
    return len(head) if isinstance(head, bytes) else len(part.source)


def _extent(part: Part, start: int) -> Span:
    """All of a part, without the blank lines behind it."""
    return Span(start, start + len(part.source.rstrip()))


def _head(source: bytes, start: int, end: int) -> str:
    return in_one_line(source[start:end])


def _text(source: bytes, node: ast.Node) -> str:
    return in_one_line(source[node.span.start : node.span.end])


def _after(decorators: tuple[ast.Decorator, ...]) -> int:
    return max((it.span.end for it in decorators), default=0)


def is_deprecated(decorators: tuple[ast.Decorator, ...]) -> bool:
    """Whether one of the decorators says so."""
    callees = (it.expression for it in decorators)
    words = (it.callee if isinstance(it, ast.Call) else it for it in callees)
    return any(isinstance(it, ast.Name) and it.name == "deprecated" for it in words)


def _names_in(target: ast.Expr) -> Iterator[ast.Name]:
    match target:
        case ast.Name():
            yield target
        case ast.Paren(inner=inner):
            yield from _names_in(inner)
        case ast.TupleExpr(elements=elements):
            for element in elements:
                yield from _names_in(element)
        case _:
            pass
