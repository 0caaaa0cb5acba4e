"""Where a function can be changed: its operands, its statements, the names of its variables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from minimojo.syntax import ast
from minimojo.syntax.walk import walk
from minimojo.text import Span
from mutants.model import Function


@dataclass(frozen=True, slots=True)
class Line:
    """A simple statement that has its lines for itself: from the first one's start to behind the last."""

    statement: ast.ExprStatement
    span: Span
    indent: str


def variables(tree: ast.FunctionDef) -> frozenset[str]:
    """The names of parameters and of what statements declare."""
    return _variables(tree)


@lru_cache(maxsize=64)
def _variables(tree: ast.FunctionDef) -> frozenset[str]:
    names = {it.name for it in tree.signature.parameters if it.name}
    for node in walk(tree):
        match node:
            case ast.Assign(target=target) | ast.For(target=target) | ast.ForClause(target=target):
                names |= set(_targets(target))
            case ast.WithItem(target=ast.Expr() as target):
                names |= set(_targets(target))
            case _:
                pass
    return frozenset(names)


def _targets(target: ast.Expr) -> Iterator[str]:
    match target:
        case ast.Name(name=name):
            yield name
        case ast.BindingPattern(target=inner) | ast.Paren(inner=inner):
            yield from _targets(inner)
        case ast.TupleExpr(elements=elements):
            for it in elements:
                yield from _targets(it)
        case _:
            pass


def root(expr: ast.Expr) -> str | None:
    """The variable at the start of `a`, `a.b`, `a[i].b`; None for other expressions."""
    while True:
        match expr:
            case ast.Name(name=name):
                return name
            case ast.Attribute(value=value) | ast.Subscript(value=value):
                expr = value
            case _:
                return None


def is_path(expr: ast.Expr, tree: ast.FunctionDef) -> bool:
    """Whether an expression is a variable or something in one."""
    return root(expr) in variables(tree)


def operands(tree: ast.FunctionDef) -> Iterator[ast.Expr]:
    """The expressions that are passed, assigned, or returned."""
    for node in below(tree):
        match node:
            case ast.Call(arguments=arguments):
                yield from (it.value for it in arguments if not it.stars)
            case ast.Assign(value=ast.Expr() as value) | ast.Return(value=ast.Expr() as value):
                yield value
            case ast.ListDisplay(elements=elements):
                yield from elements
            case _:
                pass


def below(tree: ast.FunctionDef) -> Iterator[ast.Node]:
    """Everything in the body."""
    for statement in _without_documentation(tree.body):
        yield from walk(statement)


def blocks(tree: ast.FunctionDef) -> Iterator[ast.Block]:
    """The body and every block in it."""
    yield _without_documentation(tree.body)
    for node in below(tree):
        match node:
            case ast.FunctionDef(body=body) if node is not tree:
                yield _without_documentation(body)
            case ast.Arm(body=body) | ast.ExceptClause(body=body) | ast.With(body=body) | ast.Case(body=body):
                yield body
            case ast.While(body=body, otherwise=otherwise) | ast.For(body=body, otherwise=otherwise):
                yield body
                yield otherwise or ()
            case ast.If(otherwise=otherwise):
                yield otherwise or ()
            case ast.Try(body=body, otherwise=otherwise, final=final):
                yield body
                yield otherwise or ()
                yield final or ()
            case _:
                pass


def line(function: Function, statement: ast.Statement) -> Line | None:
    """A statement as lines; None if it shares its lines with others or is not simple."""
    if not isinstance(statement, ast.ExprStatement):
        return None
    text, span = function.text, statement.span
    start = text.rfind(b"\n", 0, span.start) + 1
    end = text.find(b"\n", span.end)
    end = len(text) if end < 0 else end + 1
    before, behind = text[start : span.start], text[span.end : end].strip()
    if before.strip() or (behind and not behind.startswith(b"#")) or not text[start:end].endswith(b"\n"):
        return None
    return Line(statement, Span(start, end), before.decode())


def _without_documentation(block: ast.Block) -> ast.Block:
    match block:
        case (ast.ExprStatement(value=ast.StringLiteral()), *_):
            return block[1:]
        case _:
            return block
