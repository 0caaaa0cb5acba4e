"""Evaluates expressions: the entry point, one case per kind of node.

Lowering follows the compiler's order of emission. An expression yields a `Value` that nobody has
consumed yet; its consumer (`consumption`, a call) decides whether it is copied, moved or borrowed.
The modules of this half call one another in circles, as expressions nest, and therefore import
modules, not names, where they point upwards.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from minimojo.mir.lowering import (
    assignments,
    attributes,
    calls,
    comprehensions,
    conditions,
    displays,
    intrinsics,
    lambdas,
    merging,
    operators,
    subscripts,
    texts,
    transfers,
)
from minimojo.mir.lowering.builder import GaveUp
from minimojo.mir.lowering.context import MAX_DEPTH, FunctionContext
from minimojo.mir.lowering.literals import std_type
from minimojo.mir.lowering.mentions import escape_mentions
from minimojo.mir.lowering.names import lower_name, lower_static
from minimojo.mir.lowering.values import (
    ContextualName,
    Destination,
    Value,
    constant,
    failed,
)
from minimojo.syntax import ast
from minimojo.types.model import (
    NONE,
    Category,
    FloatLiteralType,
    IntLiteralType,
    StringLiteralType,
    Type,
)


def lower_expression(
    cx: FunctionContext,
    expr: ast.Expr,
    expected: Type | None = None,
    into: Destination | None = None,
) -> Value:
    """The value of `expr`.

    `expected` is the type that the context wants, for expressions that have none of their own.
    With `into`, calls may build their result there; the value is then `delivered`.
    """
    cx.depth += 1
    if cx.depth > MAX_DEPTH:
        raise GaveUp("the function is nested too deeply")
    reported = len(cx.facts)
    try:
        value = _lower(cx, expr, expected, into)
    finally:
        cx.depth -= 1
    if value.failed:
        if len(cx.facts) == reported:
            escape_mentions(cx, expr)
        else:
            cx.stopped.append(expr.span)
    cx.tell(expr, value)
    return value


def _lower(
    cx: FunctionContext,
    expr: ast.Expr,
    expected: Type | None,
    into: Destination | None,
) -> Value:
    kind = type(expr)
    if kind in _PLAIN:
        return _PLAIN[kind](cx, expr)
    match expr:
        case ast.Call():
            return calls.lower_call(cx, expr, expected, into)
        case ast.Attribute():
            return attributes.lower_attribute(cx, expr, into)
        case ast.Subscript():
            return subscripts.lower_subscript(cx, expr, into)
        case ast.Binary():
            return operators.lower_binary(cx, expr, into)
        case ast.Unary():
            return operators.lower_unary(cx, expr, into)
        case ast.Comparison():
            return operators.lower_comparison(cx, expr, into)
        case ast.Paren():
            return _lower_parentheses(cx, expr, expected, into)
        case ast.Boolean():
            return merging.lower_boolean(cx, expr, expected)
        case ast.Conditional():
            return merging.lower_conditional(cx, expr, expected, into)
        case ast.TupleExpr():
            return displays.lower_tuple(cx, expr, expected, into)
        case ast.Comprehension():
            return comprehensions.lower_comprehension(cx, expr, expected, into)
        case _:
            return intrinsics.lower_opaque(cx, expr)


def _integer(_cx: FunctionContext, expr: ast.IntLiteral) -> Value:
    return constant(expr, IntLiteralType(expr.value), expr)


def _contextual(_cx: FunctionContext, expr: ast.Expr) -> Value:
    return Value(expr=expr, at=expr.loc, type=NONE, category=Category.PENDING, detail=ContextualName())


def _pattern(_cx: FunctionContext, expr: ast.Expr) -> Value:
    """Patterns have no value (EX-9, EX-11)."""
    return failed(expr)


_PLAIN: dict[type[ast.Expr], Callable[[FunctionContext, Any], Value]] = {
    ast.Name: lower_name,
    ast.IntLiteral: _integer,
    ast.FloatLiteral: lambda _cx, expr: constant(expr, FloatLiteralType(), expr),
    ast.StringLiteral: lambda _cx, expr: constant(expr, StringLiteralType(), expr),
    ast.BoolLiteral: lambda cx, expr: constant(expr, std_type(cx, "Bool"), expr),
    ast.NoneLiteral: lambda _cx, expr: constant(expr, NONE, expr),
    ast.Transfer: transfers.lower_transfer,
    ast.Not: conditions.lower_not,
    ast.ListDisplay: displays.lower_list,
    ast.BraceDisplay: displays.lower_braces,
    ast.DictDisplay: displays.lower_dict,
    ast.Slice: displays.lower_slice,
    ast.TString: texts.lower_tstring,
    ast.Walrus: assignments.lower_walrus,
    ast.Assign: assignments.lower_assignment,
    ast.AugmentedAssign: assignments.lower_augmented,
    ast.Lambda: lambdas.lower_lambda,
    ast.ContextualMember: _contextual,
    ast.Intrinsic: intrinsics.lower_intrinsic,
    ast.SelfType: lower_static,
    ast.FunctionTypeExpr: lower_static,
    ast.ComptimeExpr: intrinsics.lower_comptime,
    ast.Discard: _pattern,
    ast.BindingPattern: _pattern,
    ast.AsPattern: _pattern,
    ast.EqualityPattern: _pattern,
    ast.Star: _pattern,
}
"""The expressions that are lowered the same way wherever they stand."""


def _lower_parentheses(
    cx: FunctionContext,
    expr: ast.Paren,
    expected: Type | None,
    into: Destination | None,
) -> Value:
    """Parentheses change nothing but the place of messages, and not even that with a destination
    (EX-5)."""
    value = lower_expression(cx, expr.inner, expected, into)
    if into is not None or value.failed:
        return value
    return replace(value, expr=expr, at=expr.loc)
