"""A variable is declared by `var`: older releases took the first assignment for a declaration."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.migrations.bindings import targets
from minimojo.ide.migrations.model import Change, OldFile
from minimojo.rules.codes.implicit_declaration import RULE
from minimojo.syntax import ast
from minimojo.syntax.walk import children, walk
from minimojo.text import Span, TextEdit


def changes(file: OldFile) -> Iterator[Change]:
    """Only where the name is used in the block of its first assignment alone: that is its scope then."""
    undeclared = {
        file.analysis.place(it.location).start for it in file.analysis.findings if it.code == RULE.code
    }
    if not undeclared:
        return
    for function in file.nodes:
        if isinstance(function, ast.FunctionDef):
            for block in _blocks(function):
                yield from _declared(function, block, undeclared)


def _declared(
    function: ast.FunctionDef, block: tuple[ast.Statement, ...], undeclared: set[int]
) -> Iterator[Change]:
    for statement in block:
        match statement:
            case ast.ExprStatement(value=ast.Assign(target=target)):
                names = list(targets(target))
                new = names and all(it.span.start in undeclared for it in names)
                if new and all(_is_within(function, block, it) for it in names):
                    yield (TextEdit(Span(target.span.start, target.span.start), "var "),)
            case _:
                pass


def _is_within(function: ast.FunctionDef, block: tuple[ast.Statement, ...], name: ast.Name) -> bool:
    start, end = block[0].span.start, block[-1].span.end
    uses = (it for it in walk(function) if isinstance(it, ast.Name) and it.name == name.name)
    return all(start <= it.span.start < end for it in uses)


def _blocks(function: ast.FunctionDef) -> Iterator[tuple[ast.Statement, ...]]:
    """The blocks of a function, those of functions in it left out."""
    waiting: list[ast.Node] = [*function.body]
    if function.body:
        yield function.body
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef):
            continue
        for name in type(node).__struct_fields__:
            value = getattr(node, name)
            if isinstance(value, tuple) and value and isinstance(value[0], ast.Statement):
                yield value
        waiting += children(node)
