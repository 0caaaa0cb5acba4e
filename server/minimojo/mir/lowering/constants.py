"""Conditions that are known at compile time (ST-51): which arms of an `if` exist at all.

Only what the type checker itself folds counts: literals, arithmetic and comparisons of numbers,
`comptime` names for them. A call is never known. Where a name cannot be followed the answer is
UNDECIDED: the compiler may know what we do not.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from minimojo.hir.model import ComptimeDecl
from minimojo.mir.lowering.bindings import (
    Binding,
    ConstantBinding,
    FunctionBinding,
    LocalBinding,
    ReferenceBinding,
    SilentBinding,
)
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.folding import (
    Folded,
    Unfolded,
    binary,
    compare,
    float_value,
    unary,
    weaker,
)
from minimojo.syntax import ast
from minimojo.types import Environment, TypeScope, proposition, static_value
from minimojo.types.model import UnknownType, ValueArg
from minimojo.types.propositions import Constant

_MAX_DEPTH = 40

_Lookup = Callable[[ast.Expr, int], Folded]


class Truth(Enum):
    """What is known about a condition. RUNTIME includes the symbolic conditions of `comptime if`."""

    TRUE = "always true"
    FALSE = "always false"
    RUNTIME = "not known to the compiler"
    UNDECIDED = "perhaps known to the compiler"


def fold(cx: FunctionContext, expr: ast.Expr) -> bool | None:
    """The value of a condition that is known at compile time; None for any other."""
    return known(truth_of(cx, expr))


def known(truth: Truth) -> bool | None:
    """The value of a known condition."""
    return {Truth.TRUE: True, Truth.FALSE: False}.get(truth)


def truth_of(cx: FunctionContext, expr: ast.Expr) -> Truth:
    """What is known about a condition that stands where code runs."""
    match evaluate(expr, lambda name, depth: _local_meaning(cx, name, depth)):
        case Unfolded.RUNTIME:
            return Truth.RUNTIME
        case Unfolded.UNDECIDED:
            return Truth.UNDECIDED
        case value:
            return Truth.TRUE if value else Truth.FALSE


def comptime_truth(cx: FunctionContext, expr: ast.Expr) -> Truth:
    """What is known about the condition of a `comptime if` or `comptime assert` (ST-70, ST-72)."""
    meaning = proposition(expr, cx.types)
    if isinstance(meaning, Constant):
        return Truth.TRUE if meaning.value else Truth.FALSE
    match expr:
        case ast.Paren():
            return comptime_truth(cx, expr.inner)
        case ast.Not():
            truth = comptime_truth(cx, expr.operand)
            return {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}.get(truth, truth)
        case ast.Boolean():
            sides = (comptime_truth(cx, expr.left), comptime_truth(cx, expr.right))
            return _connected(expr.operator, sides)
        case _:
            return truth_of(cx, expr)


_LOOKED_UP = frozenset((ast.Name, ast.Attribute, ast.Subscript, ast.SelfType))


def evaluate(expr: ast.Expr, lookup: _Lookup, depth: int = 0) -> Folded:
    """The value of a constant expression; `lookup` gives a meaning to names, members, subscripts."""
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
        case ast.Broken() | ast.ComptimeExpr() | ast.Intrinsic() | ast.OpaqueExpr() | ast.Assign():
            return Unfolded.UNDECIDED
        case _:
            return Unfolded.RUNTIME


def _connected(operator: str, sides: tuple[Truth, Truth]) -> Truth:
    decisive, neutral = (Truth.FALSE, Truth.TRUE) if operator == "and" else (Truth.TRUE, Truth.FALSE)
    if decisive in sides:
        return decisive
    if Truth.UNDECIDED in sides:
        return Truth.UNDECIDED
    return Truth.RUNTIME if Truth.RUNTIME in sides else neutral


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


def _local_meaning(cx: FunctionContext, expr: ast.Expr, depth: int) -> Folded:
    """What a name means in a function: its own names first, then those around it."""
    match _root(expr):
        case ast.Name(name=name):
            binding = _binding(cx, name)
        case ast.SelfType():
            binding = None
        case _:
            return Unfolded.RUNTIME
    match binding:
        case LocalBinding() | ReferenceBinding():
            return Unfolded.RUNTIME
        case FunctionBinding() | SilentBinding():
            return Unfolded.UNDECIDED
        case ConstantBinding(value=value):
            if not isinstance(expr, ast.Name) or value is None:
                return Unfolded.UNDECIDED
            return evaluate(value, lambda name, deeper: _local_meaning(cx, name, deeper), depth)
        case None:
            return _outer_meaning(expr, cx.types, depth)


def _binding(cx: FunctionContext, name: str) -> Binding | None:
    around: FunctionContext | None = cx
    while around is not None:
        binding = around.lookup(name)
        if binding is not None:
            return binding
        around = around.parent
    return None


def _outer_meaning(expr: ast.Expr, scope: TypeScope, depth: int) -> Folded:
    if isinstance(expr, ast.Name) and expr.name not in scope.parameters:
        return _module_meaning(expr.name, scope.environment, depth)
    return _static_meaning(expr, scope)


def _module_meaning(name: str, environment: Environment, depth: int) -> Folded:
    """A name of the module scope, or one imported into it."""
    match environment.lookup(name):
        case (ComptimeDecl(value=value, type_parameters=()) as decl,) if value is not None:
            home = environment.program.environment_of(decl)
            if home is None:
                return Unfolded.UNDECIDED
            return evaluate(value, lambda expr, deeper: _constant_meaning(home, expr, deeper), depth)
        case _:
            return Unfolded.UNDECIDED


def _constant_meaning(home: Environment, expr: ast.Expr, depth: int) -> Folded:
    if isinstance(expr, ast.Name):
        return _module_meaning(expr.name, home, depth)
    return _static_meaning(expr, TypeScope(home))


def _static_meaning(expr: ast.Expr, scope: TypeScope) -> Folded:
    """A member of a type, a parameter, an element of a parametric constant."""
    match static_value(expr, scope):
        case ValueArg(text=str(text)):
            return _spelled(text)
        case ValueArg() | UnknownType():
            return Unfolded.UNDECIDED
        case _:
            return Unfolded.RUNTIME


def _spelled(text: str) -> Folded:
    """The value that a canonical spelling stands for; anything but a literal is symbolic."""
    if text in ("True", "False"):
        return text == "True"
    try:
        return int(text)
    except ValueError:
        return Unfolded.RUNTIME


def _root(expr: ast.Expr) -> ast.Expr:
    """The name that `a.b[c].d` begins with."""
    while isinstance(expr, ast.Attribute | ast.Subscript):
        expr = expr.value
    return expr
