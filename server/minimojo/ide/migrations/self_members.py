"""Members of a type are said to be its own today: `Self.T` for a parameter, `Self.N` for a constant."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.migrations.bindings import names_bound_by
from minimojo.ide.migrations.model import Change, OldFile
from minimojo.syntax import ast
from minimojo.syntax.walk import children
from minimojo.text import Span, TextEdit

_Waiting = list[tuple[ast.Node, frozenset[str]]]
"""Nodes to look at, each with the names that mean members there."""


def changes(file: OldFile) -> Iterator[Change]:
    for node in file.tree.statements:
        if isinstance(node, ast.TypeDef):
            names = frozenset(_own_names(node, file))
            for place in _bare(node, names):
                yield (TextEdit(Span(place.start, place.start), "Self."),)


def _own_names(node: ast.TypeDef, file: OldFile) -> Iterator[str]:
    """The parameters and constants of a type, and those of its static methods that are no functions, too."""
    yield from (it.name for it in node.type_parameters if it.name)
    functions = {it.name for it in file.tree.statements if isinstance(it, ast.FunctionDef)}
    for member in node.members:
        match member:
            case ast.ComptimeDecl(name=name) | ast.RemovedStatement(replacement=ast.ComptimeDecl(name=name)):
                yield name
            case ast.FunctionDef(name=name) if name not in functions and _is_static(member):
                yield name
            case _:
                pass


def _is_static(function: ast.FunctionDef) -> bool:
    written = (it.expression for it in function.decorators)
    return any(isinstance(it, ast.Name) and it.name == "staticmethod" for it in written)


def _bare(node: ast.TypeDef, names: frozenset[str]) -> Iterator[Span]:
    """The places in a type where one of the names stands by itself, and nothing nearer has it."""
    waiting: _Waiting = [(it, names) for it in node.members] if names else []
    while waiting:
        below, meant = waiting.pop()
        match below:
            case ast.Name(name=name):
                if name in meant:
                    yield below.span
            case ast.Broken() | ast.BrokenStatement():
                pass
            case ast.FunctionDef() | ast.Lambda():
                waiting += _in_function(below, meant)
            case ast.ComptimeDecl(type_parameters=parameters):
                hidden = {below.name, *(it.name for it in parameters)}
                waiting += [(it, meant - hidden) for it in children(below)]
            case _:
                waiting += [(it, meant) for it in children(below)]


def _in_function(node: ast.FunctionDef | ast.Lambda, names: frozenset[str]) -> _Waiting:
    """A parameter hides a name from what is behind it, a variable from the whole body."""
    found: _Waiting = []
    signature = node.signature
    if isinstance(node, ast.FunctionDef):
        found += [(it, names) for it in node.decorators]
    inside = names - frozenset(_names_in(node))
    for parameter in (*signature.type_parameters, *signature.parameters):
        found += [(it, names) for it in children(parameter)]
        names -= {parameter.name}
    behind = (*signature.effects, signature.captures, signature.result, *signature.where)
    found += [(it, names) for it in behind if it is not None]
    body = (node.body,) if isinstance(node, ast.Lambda) else node.body
    return found + [(it, inside) for it in body]


def _names_in(node: ast.FunctionDef | ast.Lambda) -> Iterator[str]:
    """What a function declares or assigns to, other than what functions in it keep to themselves."""
    waiting: list[ast.Node] = children(node)
    while waiting:
        below = waiting.pop()
        yield from names_bound_by(below)
        if not isinstance(below, ast.FunctionDef | ast.Lambda):
            waiting += children(below)
