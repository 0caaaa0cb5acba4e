"""Spellings of an older Mojo, each with what is written today (DE part 13)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from minimojo.hir.effects import effect_problems
from minimojo.hir.problems import DeclarationProblem, Group, Problem
from minimojo.hir.signature import decorator_name
from minimojo.hir.validity import argument_list, removed_fn
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit

MAY_BE_REMOVED = frozenset(
    (
        *(ast.FunctionDef, ast.TypeDef, ast.FunctionTypeExpr, ast.Lambda, ast.CaptureList),
        *(ast.RemovedStatement, ast.Match),
    )
)
"""The kinds of nodes that `removed_here` has anything to say about."""


def removed_here(node: ast.Node, names: Callable[[str], object]) -> Iterator[DeclarationProblem]:
    """Old spellings at `node` itself, not below it. `names` tells what the file declares by a name."""
    match node:
        case ast.FunctionDef():
            yield from removed_decorators(node.decorators, names)
            yield from effect_problems(node.signature, names)
        case ast.TypeDef():
            yield from removed_decorators(node.decorators, names)
        case ast.FunctionTypeExpr():
            yield from _function_type(node)
            yield from effect_problems(node.signature, names, in_type=True)
        case ast.Lambda():
            yield from effect_problems(node.signature, names)
            yield from argument_list(node.signature.parameters)
        case ast.CaptureList():
            yield from _captures(node)
        case ast.RemovedStatement(replacement=ast.Import()):
            pass  # Some decorators are allowed there, and what is said about others is another matter.
        case ast.RemovedStatement():
            yield _statement(node)
        case ast.Match() if _length(node.keyword) == len("__match"):
            yield _deprecated_match(node.keyword)
        case _:
            pass


def removed_decorators(
    decorators: Sequence[ast.Decorator], names: Callable[[str], object]
) -> Iterator[DeclarationProblem]:
    """`@value`, `@register_passable`, `@parameter`; a file may declare such a name as its own."""
    for decorator in decorators:
        name = decorator_name(decorator)
        if name == "parameter" and not names(name):
            yield _deprecated_parameter(decorator)
        elif name in _TODAY and not names(name):
            yield DeclarationProblem(
                kind=Problem.REMOVED_DECORATOR,
                group=Group.OBSOLETE,
                span=decorator.expression.span,
                message=f"`@{name}` was removed; {_TODAY[name]}",
            )


_TODAY = {
    "value": "write `@fieldwise_init` and conform to `Copyable` or `Movable`",
    "register_passable": "conform to `RegisterPassable` or `TrivialRegisterPassable`",
}


def _deprecated_parameter(decorator: ast.Decorator) -> DeclarationProblem:
    expression = decorator.expression
    word = expression.callee.span if isinstance(expression, ast.Call) else expression.span
    return DeclarationProblem(
        kind=Problem.DEPRECATED_DECORATOR,
        group=Group.OBSOLETE,
        span=word,
        message="`@parameter` is deprecated; the decorator is called `@__parameter`",
        warning=True,
        edits=(TextEdit(word, "__parameter"),),
    )


def _function_type(node: ast.FunctionTypeExpr) -> Iterator[DeclarationProblem]:
    if _length(node.loc) == len("fn"):
        yield removed_fn(node.loc)
    yield from argument_list(node.signature.parameters, in_type=True)


def _captures(node: ast.CaptureList) -> Iterator[DeclarationProblem]:
    for item in node.items:
        if item.convention == "read":
            word = Span(item.span.start, item.span.start + len("read"))
            yield DeclarationProblem(
                kind=Problem.REMOVED_CONVENTION,
                group=Group.OBSOLETE,
                span=word,
                message="`read` was removed; the convention is written `imm`",
                edits=(TextEdit(word, "imm"),),
            )


def _statement(node: ast.RemovedStatement) -> DeclarationProblem:
    if node.spelling.startswith("@"):
        return _decorated(node)
    today = {"alias": "comptime", "let": "var"}.get(node.spelling, "")
    return DeclarationProblem(
        kind=Problem.REMOVED_DECLARATION,
        group=Group.OBSOLETE,
        span=node.spelling_span,
        message=f"`{node.spelling}` was removed; the declaration is written `{today}`",
        fatal=True,
        edits=(TextEdit(node.spelling_span, today),),
    )


def decorated_constant(node: ast.ComptimeDecl) -> DeclarationProblem:
    """A decorated `comptime` in a function body; elsewhere some decorators are allowed."""
    return DeclarationProblem(
        kind=Problem.DECORATED_STATEMENT,
        group=Group.OBSOLETE,
        span=node.name_span,
        message="a decorator cannot stand before this statement; remove the decorator",
        related=node.decorators[0].span,
    )


def _decorated(node: ast.RemovedStatement) -> DeclarationProblem:
    """`@parameter if` and other decorators before a statement that takes none."""
    statement = node.replacement
    span = statement.span if statement else node.spelling_span
    decorator = node.spelling
    edits: tuple[TextEdit, ...] = ()
    hint = "; remove the decorator"
    if decorator == "@parameter" and isinstance(statement, ast.If | ast.For) and not statement.comptime:
        hint = "; compile-time control flow is written `comptime if` and `comptime for`"
        removed = Span(node.spelling_span.start, span.start)
        edits = (TextEdit(removed, "comptime "),)
    word = _keyword(statement) or span
    return DeclarationProblem(
        kind=Problem.DECORATED_STATEMENT,
        group=Group.OBSOLETE,
        span=word,
        message=f"`{decorator}` cannot stand before this statement{hint}",
        edits=edits,
        related=node.spelling_span,
    )


def _keyword(statement: ast.Statement | None) -> Span | None:
    """Where the compiler points: the first word, behind `comptime`."""
    match statement:
        case ast.If(arms=[arm, *_]):
            return arm.keyword
        case ast.For() | ast.While() | ast.With() | ast.Try() | ast.Match():
            return statement.keyword
        case ast.ComptimeDecl():
            return statement.name_span
        case _:
            return None


def _deprecated_match(word: Span) -> DeclarationProblem:
    return DeclarationProblem(
        kind=Problem.DEPRECATED_NAME,
        group=Group.OBSOLETE,
        span=word,
        message="`__match` is deprecated; the statement is called `match`",
        warning=True,
        edits=(TextEdit(word, "match"),),
    )


def _length(span: Span) -> int:
    return span.end - span.start
