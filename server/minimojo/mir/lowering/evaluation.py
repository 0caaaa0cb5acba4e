"""The value of an expression of constants, whatever its names mean (ST-51)."""

from __future__ import annotations

from collections.abc import Callable

from minimojo.mir.lowering.folding import Folded, Unfolded, binary, compare, float_value, unary, weaker
from minimojo.syntax import ast

_MAX_DEPTH = 40

_Lookup = Callable[[ast.Expr, int], Folded]

_LOOKED_UP = frozenset((ast.Name, ast.Attribute, ast.Subscript, ast.SelfType, ast.Intrinsic))


def evaluate(expr: ast.Expr, lookup: _Lookup, depth: int = 0) -> Folded:
    """The value of a constant expression; `lookup` gives a meaning to names, members, subscripts, intrinsics."""
    if depth > _MAX_DEPTH:
        return Unfolded.UNDECIDED
    depth += 1
    if type(expr) in _LOOKED_UP:
        return lookup(expr, depth)
    match expr:
        case ast.IntLiteral() | ast.BoolLiteral():
            return expr.value
        case ast.FloatLiteral():
            return float_value(expr.text)
        case ast.Paren():
            return evaluate(expr.inner, lookup, depth)
        case ast.Not():
            operand = evaluate(expr.operand, lookup, depth)
            return operand if isinstance(operand, Unfolded) else not operand
        case ast.Unary():
            return unary(expr.operator, evaluate(expr.operand, lookup, depth))
        case ast.Binary():
            left = evaluate(expr.left, lookup, depth)
            return binary(expr.operator, left, evaluate(expr.right, lookup, depth))
        case ast.Comparison():
            operands = tuple(evaluate(operand, lookup, depth) for operand in expr.operands)
            return _chain(expr.operators, operands)
        case ast.Broken() | ast.ComptimeExpr() | ast.OpaqueExpr() | ast.Assign():
            return Unfolded.UNDECIDED
        case _:
            return Unfolded.RUNTIME


def connected(expr: ast.Expr, part: Callable[[ast.Expr], Folded]) -> Folded:
    """The value of `and`, `or`, `not` where nothing runs: the left side decides, if it is known."""
    match expr:
        case ast.Paren(inner=inner):
            return connected(inner, part)
        case ast.Not(operand=operand):
            value = connected(operand, part)
            return value if isinstance(value, Unfolded) else not value
        case ast.Boolean(operator=operator, left=left, right=right):
            value = connected(left, part)
            if isinstance(value, Unfolded) or bool(value) == (operator == "or"):
                return value
            return connected(right, part)
        case _:
            return part(expr)


def _chain(operators: tuple[ast.Operator, ...], operands: tuple[Folded, ...]) -> Folded:
    """`a < b < c` is known if each link is."""
    if any(isinstance(operand, Unfolded) for operand in operands):
        return weaker(*operands)
    links = [
        compare(operator.text, left, right)
        for operator, left, right in zip(operators, operands[:-1], operands[1:], strict=False)
    ]
    if any(isinstance(link, Unfolded) for link in links):
        return weaker(*links)
    return all(links)
