"""Arithmetic and comparison operators as method calls (EX-32, EX-37)."""

from __future__ import annotations

from minimojo.mir.body import BranchKind
from minimojo.mir.lowering import conditions, consumption, expressions, invocation
from minimojo.mir.lowering.constants import fold
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.copies import Taker
from minimojo.mir.lowering.literals import is_literal, std_type
from minimojo.mir.lowering.values import Destination, Value, constant, failed, register, unknown
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import Failed, Methods, Missing, Resolved, materialized, member
from minimojo.types.model import (
    FloatLiteralType,
    IntLiteralType,
    MetaType,
    StringLiteralType,
    Type,
)

FORWARD = {
    "+": "__add__",
    "-": "__sub__",
    "*": "__mul__",
    "@": "__matmul__",
    "/": "__truediv__",
    "//": "__floordiv__",
    "%": "__mod__",
    "**": "__pow__",
    "&": "__and__",
    "|": "__or__",
    "^": "__xor__",
    "<<": "__lshift__",
    ">>": "__rshift__",
}
IN_PLACE = {f"{operator}=": f"__i{name[2:]}" for operator, name in FORWARD.items()}
UNARY = {"-": "__neg__", "+": "__pos__", "~": "__invert__"}
COMPARISON = {
    "==": "__eq__",
    "!=": "__ne__",
    "<": "__lt__",
    "<=": "__le__",
    ">": "__gt__",
    ">=": "__ge__",
    "is": "__is__",
    "is not": "__isnot__",
}


def lower_binary(cx: FunctionContext, expr: ast.Binary, into: Destination | None = None) -> Value:
    """`left op right`; a long chain `a + b + c` is walked without recursion."""
    spine = [expr]
    while isinstance(spine[-1].left, ast.Binary):
        spine.append(spine[-1].left)
    value = expressions.lower_expression(cx, spine[-1].left)
    for node in reversed(spine):
        right = expressions.lower_expression(cx, node.right)
        value = _binary(cx, node, value, right, into if node is expr else None)
        cx.tell(node, value)
    return value


def lower_unary(cx: FunctionContext, expr: ast.Unary, into: Destination | None = None) -> Value:
    """`-x`, `+x`, `~x`."""
    operand = expressions.lower_expression(cx, expr.operand)
    if operand.failed:
        return failed(expr)
    if is_literal(operand.type):
        return constant(expr, _negated(operand.type, expr.operator), expr)
    return operator_call(cx, expr, expr.loc, UNARY[expr.operator], operand, (), into=into)


def operator_call(
    cx: FunctionContext,
    expr: ast.Expr,
    at: Span,
    name: str,
    owner: Value,
    others: tuple[Value, ...],
    reflected: str | None = None,
    into: Destination | None = None,
) -> Value:
    """Calls the method `name` of `owner`, or the reflected one of the other operand. Its result is built where it is
    wanted, like that of any call (checked on 1.2.0 with types that cannot be moved).

    Operands are ordinary arguments, the owner too (EX-34): so it is passed as the first value.
    """
    owner = consumption.typed(cx, owner, None)
    refused: tuple[invocation.Invocation, Failed] | None = None
    for home in _homes(cx, owner):
        call = _method_call(cx, expr, at, name, home, (owner, *others))
        if call is None:
            continue
        resolution = invocation.resolve(cx, call)
        if not isinstance(resolution, Failed):
            return invocation.finish(cx, call, resolution, into)
        refused = refused or (call, resolution)
    mirrored = _reflected(cx, expr, at, reflected, owner, others, into)
    if mirrored is not None:
        return mirrored
    if refused is None:
        return _no_method(cx, expr, at, name, owner, others)
    return invocation.finish(cx, *refused)


def _homes(cx: FunctionContext, owner: Value) -> tuple[Type, ...]:
    """Where an operator is looked up: in the type of its operand, for a literal in its run-time type,
    too (OV-16)."""
    if not owner.known:
        return ()
    run_time = materialized(owner.type, cx.types)
    return (owner.type,) if run_time == owner.type else (owner.type, run_time)


def _binary(
    cx: FunctionContext, expr: ast.Binary, left: Value, right: Value, into: Destination | None
) -> Value:
    if left.failed or right.failed:
        return invocation.give_up(cx, _unknown_call(expr, expr.loc, (left, right)), failed(expr))
    folded = _fold_literals(expr, left, right)
    if folded is not None:
        return folded
    if isinstance(left.type, MetaType) and isinstance(right.type, MetaType):
        return unknown(expr)
    name = FORWARD[expr.operator]
    return operator_call(cx, expr, expr.loc, name, left, (right,), f"__r{name[2:]}", into)


def _method_call(
    cx: FunctionContext,
    expr: ast.Expr,
    at: Span,
    name: str,
    home: Type,
    values: tuple[Value, ...],
) -> invocation.Invocation | None:
    """None when the type certainly lacks the method, or nothing is known about it."""
    match member(home, name, cx.types):
        case Methods(candidates=candidates, receiver=receiver):
            return invocation.Invocation(
                expr=expr,
                at=at,
                callee_at=at,
                name=name,
                candidates=candidates,
                owner=receiver,
                values=values,
            )
        case _:
            return None


def _reflected(
    cx: FunctionContext,
    expr: ast.Expr,
    at: Span,
    name: str | None,
    owner: Value,
    others: tuple[Value, ...],
    into: Destination | None,
) -> Value | None:
    """The value of the reflected operator, if it is viable; only asked when `owner` cannot do it."""
    if name is None or not owner.known or not others or not others[0].known:
        return None
    call = _method_call(cx, expr, at, name, others[0].type, (others[0], owner))
    if call is None:
        return None
    resolution = invocation.resolve(cx, call)
    return invocation.finish(cx, call, resolution, into) if isinstance(resolution, Resolved) else None


def _no_method(
    cx: FunctionContext,
    expr: ast.Expr,
    at: Span,
    name: str,
    owner: Value,
    others: tuple[Value, ...],
) -> Value:
    call = _unknown_call(expr, at, (owner, *others))
    certain = owner.known and isinstance(member(owner.type, name, cx.types), Missing)
    if certain and all(value.known for value in others):
        return invocation.give_up(cx, call, failed(expr))
    return invocation.unknown_call(cx, call)


def _unknown_call(expr: ast.Expr, at: Span, values: tuple[Value, ...]) -> invocation.Invocation:
    return invocation.Invocation(expr=expr, at=at, callee_at=at, name="", values=values)


def _fold_literals(expr: ast.Binary, left: Value, right: Value) -> Value | None:
    """Operators on two literals of one literal type give a literal (EX-13)."""
    match left.type, right.type:
        case IntLiteralType(), IntLiteralType():
            result: Type = FloatLiteralType() if expr.operator == "/" else IntLiteralType(None)
        case ((FloatLiteralType() | IntLiteralType()), (FloatLiteralType() | IntLiteralType())) if (
            expr.operator != "**"  # It has none, a `Float64` has.
        ):
            result = FloatLiteralType()
        case StringLiteralType(), StringLiteralType() if expr.operator == "+":
            result = StringLiteralType()
        case _:
            return None
    return constant(expr, result, expr)


def _negated(type_: Type, operator: str) -> Type:
    match type_:
        case IntLiteralType(value=value) if value is not None and operator == "-":
            return IntLiteralType(-value)
        case IntLiteralType():
            return IntLiteralType(None)
        case _:
            return type_


# --- comparisons ----------------------------------------------------------------------------------


def lower_comparison(cx: FunctionContext, expr: ast.Comparison, into: Destination | None = None) -> Value:
    """`a < b`, `x in c`, and chains of them (EX-37)."""
    left = expressions.lower_expression(cx, expr.operands[0])
    right = expressions.lower_expression(cx, expr.operands[1])
    at = expr.loc
    if len(expr.operators) == 1:
        return _link(cx, expr, at, expr.operators[0].text, left, right, into)
    first = _link(cx, expr, at, expr.operators[0].text, left, right)
    if first.failed or right.failed:
        return failed(expr)
    # The first middle operand becomes an owned value before the branch: a place is copied.
    middle = consumption.as_owned(cx, right, None, Taker(what="chained comparison"))
    if middle.failed:
        return failed(expr)
    return _rest_of_chain(cx, expr, first, middle)


def _rest_of_chain(cx: FunctionContext, expr: ast.Comparison, first: Value, middle: Value) -> Value:
    leave = cx.builder.new_block()
    link, value, ok = first, middle, not first.failed
    for number in range(1, len(expr.operators)):
        branch_at = expr.operands[number - 1].loc
        conditions.emit_truth(cx, link)
        go_on = cx.builder.new_block()
        cx.builder.branch(BranchKind.SHORT_CIRCUIT, branch_at, go_on, leave)
        cx.builder.start(go_on)
        following = expressions.lower_expression(cx, expr.operands[number + 1])
        link = _link(cx, expr, expr.loc, expr.operators[number].text, value, following)
        value, ok = following, ok and not link.failed
        if following.failed:
            break
    cx.builder.goto(leave)
    cx.builder.start(leave)
    if not ok or value.failed:
        return failed(expr)
    return register(expr, first.type) if first.known else unknown(expr)


def _link(
    cx: FunctionContext,
    expr: ast.Comparison,
    at: Span,
    operator: str,
    left: Value,
    right: Value,
    into: Destination | None = None,
) -> Value:
    """One comparison; `in` asks the right operand, everything else the left."""
    if left.failed or right.failed:
        return invocation.give_up(cx, _unknown_call(expr, at, (left, right)), failed(expr))
    if (is_literal(left.type) and is_literal(right.type)) or fold(cx, expr) is not None:
        return constant(expr, std_type(cx, "Bool"), expr)
    if isinstance(left.type, MetaType) and isinstance(right.type, MetaType):
        return constant(expr, std_type(cx, "Bool"), expr)
    if operator in ("in", "not in"):
        if operator == "not in":
            return conditions.negated(cx, expr, operator_call(cx, expr, at, "__contains__", right, (left,)))
        return operator_call(cx, expr, at, "__contains__", right, (left,), into=into)
    return operator_call(cx, expr, at, COMPARISON[operator], left, (right,), into=into)
