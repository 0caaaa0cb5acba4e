"""What an assignment sets, whichever form it has."""

from __future__ import annotations

from minimojo.syntax import ast


def target_of(node: ast.Node) -> ast.Expr | None:
    """What `node` itself gives a value to: the target of an assignment, a loop, `as`; None for other nodes."""
    match node:
        case (
            ast.Assign(target=target)
            | ast.Walrus(target=target)
            | ast.For(target=target)
            | ast.ForClause(target=target)
            | ast.BindingPattern(target=target)
            | ast.AsPattern(alias=target)
            | ast.ExceptClause(target=ast.Expr() as target)
            | ast.WithItem(target=ast.Expr() as target)
        ):
            return target
        case _:
            return None
