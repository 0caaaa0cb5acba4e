"""Evaluates expressions: the entry point, one case per kind of node.

Lowering follows the compiler's order of emission. An expression yields a `Value` that nobody has
consumed yet; its consumer (`consumption`, a call) decides whether it is copied, moved or borrowed.
The modules of this half call one another in circles, as expressions nest, and therefore import
modules, not names, where they point upwards.
"""

from __future__ import annotations

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
    if value.failed and len(cx.facts) == reported:
        escape_mentions(cx, expr)
    cx.tell(expr, value)
    return value


def _lower(
    cx: FunctionContext,
    expr: ast.Expr,
    expected: Type | None,
    into: Destination | None,
) -> Value:
    match expr:
        case ast.Name():
            return lower_name(cx, expr)
        case ast.Attribute():
            return attributes.lower_attribute(cx, expr, into)
        case ast.Call():
            return calls.lower_call(cx, expr, expected, into)
        case ast.Subscript():
            return subscripts.lower_subscript(cx, expr, into)
        case ast.Transfer():
            return transfers.lower_transfer(cx, expr)
        case ast.Paren():
            return _lower_parentheses(cx, expr, expected, into)
        case ast.Binary():
            return operators.lower_binary(cx, expr)
        case ast.Unary():
            return operators.lower_unary(cx, expr)
        case ast.Comparison():
            return operators.lower_comparison(cx, expr)
        case ast.Not():
            return conditions.lower_not(cx, expr)
        case ast.Boolean():
            return merging.lower_boolean(cx, expr, expected)
        case ast.Conditional():
            return merging.lower_conditional(cx, expr, expected, into)
        case ast.TupleExpr():
            return displays.lower_tuple(cx, expr, expected, into)
        case ast.ListDisplay():
            return displays.lower_list(cx, expr)
        case ast.BraceDisplay():
            return displays.lower_braces(cx, expr)
        case ast.DictDisplay():
            return displays.lower_dict(cx, expr)
        case ast.Slice():
            return displays.lower_slice(cx, expr)
        case ast.Comprehension():
            return comprehensions.lower_comprehension(cx, expr, expected, into)
        case ast.TString():
            return texts.lower_tstring(cx, expr)
        case ast.Walrus():
            return assignments.lower_walrus(cx, expr)
        case ast.Assign():
            return assignments.lower_assignment(cx, expr)
        case ast.AugmentedAssign():
            return assignments.lower_augmented(cx, expr)
        case ast.Lambda():
            return lambdas.lower_lambda(cx, expr)
        case ast.ContextualMember():
            return Value(
                expr=expr,
                at=expr.loc,
                type=NONE,
                category=Category.PENDING,
                detail=ContextualName(),
            )
        case ast.Intrinsic():
            return intrinsics.lower_intrinsic(cx, expr)
        case _:
            return _lower_simple(cx, expr)


def _lower_simple(cx: FunctionContext, expr: ast.Expr) -> Value:
    match expr:
        case ast.NoneLiteral():
            return constant(expr, NONE, expr)
        case ast.BoolLiteral():
            return constant(expr, std_type(cx, "Bool"), expr)
        case ast.IntLiteral():
            return constant(expr, IntLiteralType(expr.value), expr)
        case ast.FloatLiteral():
            return constant(expr, FloatLiteralType(), expr)
        case ast.StringLiteral():
            return constant(expr, StringLiteralType(), expr)
        case ast.SelfType() | ast.FunctionTypeExpr():
            return lower_static(cx, expr)
        case ast.ComptimeExpr():
            return intrinsics.lower_comptime(cx, expr)
        case ast.Discard() | ast.BindingPattern() | ast.AsPattern() | ast.EqualityPattern():
            return failed(expr)  # Patterns have no value (EX-9, EX-11).
        case ast.Star():
            return failed(expr)
        case _:
            return intrinsics.lower_opaque(cx, expr)


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
