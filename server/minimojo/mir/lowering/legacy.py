"""Legacy capturing functions: what a call of one touches (CO-30)."""

from __future__ import annotations

from minimojo.mir.body import Effect, EffectKind, Op, OpKind
from minimojo.mir.lowering.bindings import FunctionBinding
from minimojo.mir.lowering.captured_origins import carried
from minimojo.mir.lowering.captures import outer_access
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.values import Overloads, Value
from minimojo.syntax import ast
from minimojo.types.model import Origin


def legacy_origins(cx: FunctionContext, callee: Value) -> tuple[Origin, ...]:
    """What a direct call accesses, behind its arguments and without regard to exclusivity."""
    binding = _function(cx, callee.expr)
    if binding is None or not isinstance(callee.detail, Overloads):
        return ()
    found = [origin for captured in binding.captured for origin, _ in carried(captured)]
    return tuple(dict.fromkeys(found))


def escape_functions(cx: FunctionContext, arguments: tuple[ast.Argument, ...]) -> None:
    """Legacy functions as parameter values, `parallelize[work](n)`: whether the call accesses what they
    have captured depends on the callee."""
    for argument in arguments:
        binding = _function(cx, argument.value)
        for captured in () if binding is None else binding.captured:
            access = outer_access(captured.outer)
            if access is not None:
                at = argument.value.loc
                escaped = (Effect(kind=EffectKind.ESCAPE, access=access, at=at),)
                cx.emit(Op(kind=OpKind.BORROW, at=at, span=at, effects=escaped, certain=False))


def _function(cx: FunctionContext, expr: ast.Expr) -> FunctionBinding | None:
    """The nested function that an expression names; none of an enclosing function, whose captures are
    those of the function that is lowered."""
    while isinstance(expr, ast.Paren | ast.Subscript):
        expr = expr.inner if isinstance(expr, ast.Paren) else expr.value
    found = cx.lookup(expr.name) if isinstance(expr, ast.Name) else None
    return found if isinstance(found, FunctionBinding) else None
