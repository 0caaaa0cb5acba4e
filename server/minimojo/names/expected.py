"""Which type does a value have to have where it stands? Told by the call, the declaration or the other operand."""

from __future__ import annotations

from minimojo.hir.model import FunctionDecl
from minimojo.names.calls import active_entry, calling, entries_of, fits
from minimojo.names.resolving import Resolver
from minimojo.syntax import ast
from minimojo.syntax.walk import children
from minimojo.types import scope_of, signature_of
from minimojo.types.literals import declared
from minimojo.types.model import Type, UnknownType
from minimojo.types.resolve import resolve_type


def expected_type(resolver: Resolver, node: ast.Expr) -> Type | None:
    """The type that a value is wanted with; None if that is not known."""
    around = _path_to(resolver.unit.tree, node)
    for outer in reversed(around[:-1]):
        found = _from(resolver, outer, node)
        if found is not None:
            return None if isinstance(found, UnknownType) else declared(found)
        if isinstance(outer, ast.Statement):
            return None
    return None


def _path_to(tree: ast.Node, node: ast.Node) -> list[ast.Node]:
    """The nodes around a node, outermost first."""
    path: list[ast.Node] = []
    current: ast.Node | None = tree
    while current is not None:
        path.append(current)
        if current is node:
            return path
        current = next((it for it in children(current) if it.span.covers(node.span)), None)
    return path


def _from(resolver: Resolver, outer: ast.Node, node: ast.Expr) -> Type | None:
    match outer:
        case ast.Call():
            return _argument_type(resolver, outer, node)
        case ast.Assign(annotation=annotation) if annotation is not None:
            return resolve_type(annotation, resolver.unit.scope)
        case ast.Assign(target=target):
            return resolver.type_of(target)
        case ast.Return():
            return _result_type(resolver)
        case ast.Comparison(operands=operands):
            types = (resolver.type_of(it) for it in operands if it is not node)
            return next((it for it in types if it is not None), None)
        case ast.Match(subject=subject):
            return resolver.type_of(subject)
        case _:
            return None


def _argument_type(resolver: Resolver, call: ast.Call, node: ast.Expr) -> Type | None:
    """The declared type of the argument that an operand of a call is for."""
    if not any(it.value is node for it in call.arguments):
        return None
    given = calling(resolver, call)
    for candidate in sorted(given.candidates, key=lambda it: not fits(resolver, given, it)):
        decl = candidate.decl
        name = active_entry(entries_of(candidate), call, node.span.start)
        if not isinstance(decl, FunctionDecl) or name is None:
            continue
        types = signature_of(decl, resolver.unit.scope).types
        pairs = zip(decl.arguments, types, strict=False)
        found = next((type_ for it, type_ in pairs if it.name == name), None)
        if found is not None:
            return found
    return None


def _result_type(resolver: Resolver) -> Type | None:
    decl = resolver.unit.decl
    if not isinstance(decl, FunctionDecl) or decl.result is None:
        return None
    return resolve_type(decl.result.type, scope_of(decl, resolver.unit.scope.environment))
