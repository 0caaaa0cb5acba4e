"""Mutations of statements: later uses, repeated, moved, wrapped and deleted ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from minimojo.syntax import ast
from minimojo.syntax.walk import walk
from minimojo.text import Span, TextEdit
from mutants.model import Function, Mutation
from mutants.places import Line, blocks, line, root, variables


def use_later(function: Function) -> Iterator[Mutation]:
    """`_ = x` at some later place of a block in which `x` is used."""
    names = variables(function.tree)
    for lines in _runs(function):
        seen: dict[str, None] = {}
        for it in lines:
            seen |= dict.fromkeys(_used(it, names))
            for name in seen:
                edit = TextEdit(Span(it.span.end, it.span.end), f"{it.indent}_ = {name}\n")
                yield Mutation("use later", (edit,), f"`_ = {name}` behind `{_shown(function, it)}`")


def repeat(function: Function) -> Iterator[Mutation]:
    """A statement twice, or once more after those that follow."""
    for lines in _runs(function):
        for number, it in enumerate(lines):
            if _declares(it):
                continue
            text = function.source(it.span)
            for other in lines[number : number + 3]:
                edit = TextEdit(Span(other.span.end, other.span.end), text)
                where = f"again behind `{_shown(function, other)}`"
                yield Mutation("repeat", (edit,), f"`{_shown(function, it)}` {where}")


def exchange(function: Function) -> Iterator[Mutation]:
    """Two neighbouring statements in the other order."""
    for lines in _runs(function):
        for one, other in pairwise(lines):
            if one.span.end == other.span.start:
                edits = (
                    TextEdit(one.span, function.source(other.span)),
                    TextEdit(other.span, function.source(one.span)),
                )
                yield Mutation("exchange", edits, f"`{_shown(function, one)}` behind the next statement")


def into_loop(function: Function) -> Iterator[Mutation]:
    yield from _wrapped(function, "into a loop", "for _ in range(2):")


def behind_condition(function: Function) -> Iterator[Mutation]:
    yield from _wrapped(function, "behind a condition", "if String().byte_length() == 0:")


def into_neighbour(function: Function) -> Iterator[Mutation]:
    """A statement to the start of the loop or condition that follows."""
    for block in blocks(function.tree):
        for one, other in pairwise(block):
            moved = line(function, one)
            inner = _body(other)
            first = line(function, inner[0]) if inner else None
            if moved is None or first is None or not first.indent.startswith(moved.indent):
                continue
            text = first.indent + function.source(moved.statement.span) + "\n"
            edits = (TextEdit(moved.span, ""), TextEdit(Span(first.span.start, first.span.start), text))
            yield Mutation("into the next block", edits, f"`{_shown(function, moved)}` into the next block")


def delete_assignment(function: Function) -> Iterator[Mutation]:
    """`x = e` deleted; of `var x: T = e` only the value."""
    for lines in _runs(function):
        for it in lines:
            match it.statement.value:
                case ast.Assign(target=ast.BindingPattern(), annotation=ast.Expr() as end, value=ast.Expr()):
                    edit = TextEdit(Span(end.span.end, it.statement.span.end), "")
                case ast.Assign(target=ast.BindingPattern()):
                    continue
                case ast.Assign():
                    edit = TextEdit(it.statement.span, "pass")
                case _:
                    continue
            yield Mutation("delete initialization", (edit,), f"`{_shown(function, it)}`")


def delete_statement(function: Function) -> Iterator[Mutation]:
    for lines in _runs(function):
        for it in lines:
            if not _declares(it):
                edit = TextEdit(it.statement.span, "pass")
                yield Mutation("delete statement", (edit,), f"`{_shown(function, it)}`")


def _wrapped(function: Function, kind: str, header: str) -> Iterator[Mutation]:
    for lines in _runs(function):
        for it in lines:
            if _declares(it):
                continue
            text = function.source(it.span)
            new = f"{it.indent}{header}\n" + "".join(f"    {row}" for row in text.splitlines(keepends=True))
            yield Mutation(kind, (TextEdit(it.span, new),), f"`{_shown(function, it)}`")


def _runs(function: Function) -> Iterator[list[Line]]:
    """The simple statements of each block."""
    for block in blocks(function.tree):
        yield [it for it in (line(function, statement) for statement in block) if it is not None]


def _body(statement: ast.Statement) -> ast.Block:
    match statement:
        case ast.If(arms=(arm, *_)):
            return arm.body
        case ast.While(body=body) | ast.For(body=body) | ast.With(body=body) | ast.Try(body=body):
            return body
        case _:
            return ()


def _declares(it: Line) -> bool:
    return any(isinstance(node, ast.BindingPattern) for node in walk(it.statement))


def _used(it: Line, names: frozenset[str]) -> Iterator[str]:
    for node in walk(it.statement):
        if isinstance(node, ast.Expr):
            name = root(node)
            if name is not None and name in names:
                yield name


def _shown(function: Function, it: Line) -> str:
    return " ".join(function.source(it.statement.span).split())
