"""Which names a part of a program declares or sets."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.syntax import ast
from minimojo.syntax.bindings import target_of


def names_bound_by(node: ast.Node) -> Iterator[str]:
    """What `node` itself declares or assigns to, not what is in it."""
    match node:
        case (
            ast.ParameterNode(name=name)
            | ast.FunctionDef(name=name)
            | ast.TypeDef(name=name)
            | ast.ComptimeDecl(name=name)
        ):
            yield name
        case ast.Import(names=imported):
            yield from (it.bound for it in imported)
        case _:
            target = target_of(node)
            if target is not None:
                yield from (it.name for it in targets(target))


def targets(target: ast.Expr) -> Iterator[ast.Name]:
    """The names that an assignment to `target` sets; not `a` of `a[i]` and `a.b`."""
    match target:
        case ast.Name():
            yield target
        case ast.Paren(inner=inner) | ast.BindingPattern(target=inner) | ast.Star(value=inner):
            yield from targets(inner)
        case ast.TupleExpr(elements=elements):
            for it in elements:
                yield from targets(it)
        case _:
            pass
