"""The locals that an expression names, where nothing better is known about what it does to them."""

from __future__ import annotations

from minimojo.mir.body import Effect, EffectKind, LocalId, Op, OpKind, Place
from minimojo.mir.lowering.bindings import LocalBinding, ReferenceBinding
from minimojo.mir.lowering.context import FunctionContext
from minimojo.syntax import ast
from minimojo.syntax.walk import walk
from minimojo.text import Span


def taint_mentions(cx: FunctionContext, expr: ast.Node) -> None:
    """Something not understood: nothing may be said about what it names."""
    _emit(cx, expr, {local: (EffectKind.TAINT, at) for local, at in _locals(cx, expr).items()})


def escape_mentions(cx: FunctionContext, expr: ast.Node) -> None:
    """An expression or statement that the compiler cannot evaluate, for a reason that is not ours to tell.

    What it names may have been looked at or not; nothing may be said about what it would transfer or
    hand to an intrinsic.
    """
    found = {local: (EffectKind.ESCAPE, at) for local, at in _locals(cx, expr).items()}
    for node in walk(expr):
        if isinstance(node, ast.Intrinsic):
            found |= {local: (EffectKind.TAINT, at) for local, at in _locals(cx, node).items()}
        elif isinstance(node, ast.Transfer):
            root = _root(node.value)
            found |= {local: (EffectKind.TAINT, at) for local, at in _locals(cx, root).items()}
    _emit(cx, expr, found)


def _locals(cx: FunctionContext, expr: ast.Node) -> dict[LocalId, Span]:
    found: dict[LocalId, Span] = {}
    for node in walk(expr):
        match cx.lookup(node.name) if isinstance(node, ast.Name) else None:
            case LocalBinding(local=local) | ReferenceBinding(local=int() as local):
                found.setdefault(local, node.span)
            case _:
                pass
    return found


def _root(expr: ast.Expr) -> ast.Expr:
    """What a chain of fields and elements begins with."""
    while isinstance(expr, ast.Attribute | ast.Subscript | ast.Paren):
        expr = expr.inner if isinstance(expr, ast.Paren) else expr.value
    return expr


def _emit(cx: FunctionContext, expr: ast.Node, found: dict[LocalId, tuple[EffectKind, Span]]) -> None:
    if not found:
        return
    effects = tuple(
        Effect(kind=kind, access=Place(local=local), at=at) for local, (kind, at) in found.items()
    )
    cx.emit(Op(kind=OpKind.BORROW, at=expr.span, span=expr.span, effects=effects, certain=False))
