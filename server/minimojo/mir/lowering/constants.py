"""Conditions that are known at compile time (ST-51): which arms of an `if` exist at all.

Only what the type checker itself folds counts: literals, arithmetic and comparisons of numbers,
`comptime` names for them. A call is never known. Where a name cannot be followed the answer is
UNDECIDED: the compiler may know what we do not.
"""

from __future__ import annotations

from minimojo.choice import Choice
from minimojo.mir.lowering.bindings import (
    Binding,
    ConstantBinding,
    FunctionBinding,
    LocalBinding,
    ReferenceBinding,
    SilentBinding,
)
from minimojo.mir.lowering.constant_members import part_of_constant, static_meaning
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.evaluation import connected, evaluate
from minimojo.mir.lowering.folding import Folded, Unfolded
from minimojo.syntax import ast
from minimojo.types import TypeScope, proposition, static_value
from minimojo.types.model import MetaType, ValueArg
from minimojo.types.propositions import Constant


class Truth(Choice):
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
    return _truth(_run_time_part(cx, expr))


def comptime_truth(cx: FunctionContext, expr: ast.Expr) -> Truth:
    """What is known about the condition of a `comptime if` or `comptime assert` (ST-70, ST-72)."""
    return _truth(connected(expr, lambda part: _comptime_part(cx, part)))


def _comptime_part(cx: FunctionContext, expr: ast.Expr) -> Folded:
    """Comparisons of types and parameters are known, too (`n == n`), but not those of strings."""
    if isinstance(expr, ast.Comparison) and not any(_is_string(it, cx.types) for it in expr.operands):
        meaning = proposition(expr, cx.types)
        if isinstance(meaning, Constant):
            return meaning.value
    return _run_time_part(cx, expr)


def _run_time_part(cx: FunctionContext, expr: ast.Expr) -> Folded:
    return evaluate(expr, lambda name, depth: _local_meaning(cx, name, depth))


def _truth(value: Folded) -> Truth:
    match value:
        case Unfolded.RUNTIME:
            return Truth.RUNTIME
        case Unfolded.UNDECIDED:
            return Truth.UNDECIDED
        case _:
            return Truth.TRUE if value else Truth.FALSE


def _is_string(expr: ast.Expr, scope: TypeScope) -> bool:
    match static_value(expr, scope):
        case ValueArg(text=str(text)):
            return text.startswith(("'", '"'))
        case _:
            return False


def _local_meaning(cx: FunctionContext, expr: ast.Expr, depth: int) -> Folded:
    """What a name means in a function: its own names first, then those around it."""
    match _root(expr):
        case ast.Name(name=name):
            binding = _binding(cx, name)
        case ast.SelfType() | ast.Intrinsic():
            binding = None
        case _:
            return Unfolded.RUNTIME
    match binding:
        case LocalBinding() | ReferenceBinding():
            return Unfolded.RUNTIME
        case FunctionBinding() | SilentBinding():
            return Unfolded.UNDECIDED
        case ConstantBinding(type=MetaType()) if not isinstance(expr, ast.Name):
            return static_meaning(expr, cx.types, depth)
        case ConstantBinding(type=type_) if not isinstance(expr, ast.Name):
            return part_of_constant(expr, type_, cx.types)
        case ConstantBinding(value=value):
            return Unfolded.UNDECIDED if value is None else _value(cx, value, depth)
        case None:
            return static_meaning(expr, cx.types, depth)


def _value(cx: FunctionContext, expr: ast.Expr, depth: int) -> Folded:
    """The value of a constant of the function."""
    return connected(
        expr, lambda part: evaluate(part, lambda it, deeper: _local_meaning(cx, it, deeper), depth)
    )


def _binding(cx: FunctionContext, name: str) -> Binding | None:
    around: FunctionContext | None = cx
    while around is not None:
        binding = around.lookup(name)
        if binding is not None:
            return binding
        around = around.parent
    return None


def _root(expr: ast.Expr) -> ast.Expr:
    """The name that `a.b[c].d` begins with."""
    while isinstance(expr, ast.Attribute | ast.Subscript):
        expr = expr.value
    return expr
