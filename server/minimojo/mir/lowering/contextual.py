"""`.member` and chains behind it, once the type is known that the context wants (EX-28)."""

from __future__ import annotations

from minimojo.mir.lowering import attributes, calls, subscripts
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.names import static_value_of
from minimojo.mir.lowering.values import Destination, Overloads, Value, constant, failed, unknown
from minimojo.syntax import ast
from minimojo.types import ComptimeMember, Methods, Missing, case_payloads, member
from minimojo.types.model import Category, MetaType, OverloadSet, Type


def lower_in_context(
    cx: FunctionContext, expr: ast.Expr, wanted: Type, into: Destination | None = None
) -> Value:
    """Evaluates the chain with its innermost `.member` looked up in `wanted`."""
    match expr:
        case ast.ContextualMember():
            return _member(cx, expr, wanted)
        case ast.Paren(inner=inner):
            return lower_in_context(cx, inner, wanted, into)
        case ast.Attribute():
            base = lower_in_context(cx, expr.value, wanted)
            return attributes.member_of(cx, expr, base, into)
        case ast.Call():
            callee = lower_in_context(cx, expr.callee, wanted)
            return calls.call_evaluated(cx, expr, callee, wanted, into)
        case ast.Subscript():
            base = lower_in_context(cx, expr.value, wanted)
            return subscripts.subscript_of(cx, expr, base, into)
        case _:
            return unknown(expr)


def _member(cx: FunctionContext, expr: ast.ContextualMember, wanted: Type) -> Value:
    if cx.observer is not None:
        cx.observer.wanted(expr, wanted)
    match member(MetaType(wanted), expr.name, cx.types):
        case Methods(candidates=candidates, receiver=receiver):
            return Value(
                expr=expr,
                at=expr.loc,
                type=OverloadSet(candidates),
                category=Category.PENDING,
                detail=Overloads(candidates=candidates, owner=receiver),
            )
        case ComptimeMember(type=MetaType() as type_):
            return static_value_of(expr, type_)
        case ComptimeMember(type=type_):
            return constant(expr, type_)
        case Missing() if not _is_case(cx, expr.name, wanted):
            return failed(expr)
        case _:
            return unknown(expr)


def _is_case(cx: FunctionContext, name: str, wanted: Type) -> bool:
    """Whether it is a case of an enum: these are no members, and what they build is not described."""
    return any(name == case for case, _ in case_payloads(wanted, cx.types) or ())
