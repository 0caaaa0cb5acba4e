"""Where a name means what is declared around something, and where it means something nearer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from minimojo.ide.migrations.bindings import names_bound_by
from minimojo.syntax import ast
from minimojo.syntax.walk import children

_Waiting = list[tuple[ast.Node, frozenset[str]]]
"""Nodes to look at, each with the names that mean there what they mean outside."""

_Function = ast.FunctionDef | ast.Lambda | ast.FunctionTypeExpr
"""What has parameters of its own."""


def free(nodes: Iterable[ast.Node], names: frozenset[str], *, of_library: bool = False) -> Iterator[ast.Name]:
    """The places where one of the names stands by itself, and nothing nearer has it. Names of the library are
    looked for in what is broken, too, and where they are imported.
    """
    waiting: _Waiting = [(it, names) for it in nodes] if names else []
    while waiting:
        below, meant = waiting.pop()
        match below:
            case ast.Name(name=name):
                if name in meant:
                    yield below
            case ast.Broken() | ast.BrokenStatement() if not of_library:
                pass
            case ast.FunctionDef() | ast.Lambda() | ast.FunctionTypeExpr():
                waiting += _in_function(below, meant, imports=not of_library)
            case ast.TypeDef():
                own = constants_of(below) | static_methods_of(below)
                waiting += [(it, meant - own) for it in children(below)]
            case ast.ComptimeDecl(type_parameters=parameters):
                hidden = {below.name, *(it.name for it in parameters)}
                waiting += [(it, meant - hidden) for it in children(below)]
            case _:
                waiting += [(it, meant) for it in children(below)]


def declared_in(node: ast.ModuleTree | _Function, *, imports: bool) -> Iterator[str]:
    """What a function or a file declares or assigns to, other than what functions and types in it keep to
    themselves; what it imports only if that counts.
    """
    waiting: list[ast.Node] = children(node)
    while waiting:
        below = waiting.pop()
        if imports or not isinstance(below, ast.Import):
            yield from names_bound_by(below)
        if not isinstance(below, _Function | ast.TypeDef):
            waiting += children(below)


def blocks_in(node: ast.Node) -> Iterator[tuple[ast.Statement, ...]]:
    """The blocks of a node itself, not those of what is in it."""
    for name in type(node).__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, tuple) and value and isinstance(value[0], ast.Statement):
            yield value


def constants_of(node: ast.TypeDef) -> frozenset[str]:
    """The parameters and constants of a type, which could be used without `Self.` in it."""
    found = {it.name for it in node.type_parameters if it.name}
    for member in node.members:
        match member:
            case ast.ComptimeDecl(name=name) | ast.RemovedStatement(replacement=ast.ComptimeDecl(name=name)):
                found.add(name)
            case _:
                pass
    return frozenset(found)


def static_methods_of(node: ast.TypeDef) -> frozenset[str]:
    """The static methods of a type, which could be used without `Self.` in it."""
    functions = (it for it in node.members if isinstance(it, ast.FunctionDef))
    return frozenset({it.name for it in functions if _is_static(it)})


def _is_static(function: ast.FunctionDef) -> bool:
    written = (it.expression for it in function.decorators)
    return any(isinstance(it, ast.Name) and it.name == "staticmethod" for it in written)


def _in_function(node: _Function, names: frozenset[str], *, imports: bool) -> _Waiting:
    """A parameter hides a name from what is behind it, a variable from the whole body."""
    found: _Waiting = []
    signature = node.signature
    if isinstance(node, ast.FunctionDef):
        found += [(it, names) for it in node.decorators]
    inside = names - frozenset(declared_in(node, imports=imports))
    for parameter in (*signature.type_parameters, *signature.parameters):
        found += [(it, names) for it in children(parameter)]
        names -= {parameter.name}
    behind = (*signature.effects, signature.captures, signature.result, *signature.where)
    found += [(it, names) for it in behind if it is not None]
    return found + [(it, inside) for it in _body(node)]


def _body(node: _Function) -> Sequence[ast.Node]:
    match node:
        case ast.FunctionDef(body=body):
            return body
        case ast.Lambda(body=body):
            return (body,)
        case ast.FunctionTypeExpr():
            return ()
