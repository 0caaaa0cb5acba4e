"""Subscripts: parameter binding, or access to an element (EX-23)."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.hir.model import Passing
from minimojo.mir.lowering import attributes, calls, computed, consumption, expressions, invocation, passing
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.legacy import escape_functions
from minimojo.mir.lowering.mentions import escape_mentions
from minimojo.mir.lowering.names import lower_static
from minimojo.mir.lowering.operations import escape
from minimojo.mir.lowering.transfers import note_borrowed
from minimojo.mir.lowering.values import (
    ContextualName,
    Destination,
    Overloads,
    Value,
    failed,
    unknown,
)
from minimojo.mir.lowering.watching import watch_arguments
from minimojo.syntax import ast
from minimojo.types import ExplicitArg, Missing, explicit_arguments, materialized, member
from minimojo.types.model import Category, GenericMeta, MetaType, ModuleType, Type

_NO_VALUES = (MetaType, GenericMeta, ModuleType)


def lower_subscript(cx: FunctionContext, expr: ast.Subscript, into: Destination | None = None) -> Value:
    """`value[arguments]`."""
    escape_functions(cx, expr.arguments)
    if attributes.is_static(cx, expr):
        base = expressions.lower_expression(cx, expr.value)
        if isinstance(base.detail, Overloads):
            return subscript_of(cx, expr, base, into)
        if not base.known and not base.failed:
            return _of_unknown(cx, expr, base)
        if base.failed or base.category is not Category.CONST or isinstance(base.type, _NO_VALUES):
            return lower_static(cx, expr)
        # An element of a compile-time value is looked up at run time (VA-6).
        return subscript_of(cx, expr, base, into)
    return subscript_of(cx, expr, expressions.lower_expression(cx, expr.value), into)


def _of_unknown(cx: FunctionContext, expr: ast.Subscript, base: Value) -> Value:
    """Whatever was imported from a module that is not there: a type with its parameters, or an element."""
    for argument in expr.arguments:
        escape_mentions(cx, argument.value)
    found = lower_static(cx, expr)
    return found if found.known else invocation.unknown_access(cx, expr, (base,))


def subscript_of(
    cx: FunctionContext, expr: ast.Subscript, base: Value, into: Destination | None = None
) -> Value:
    """`base[arguments]` for an evaluated base."""
    if base.failed:
        watch_arguments(cx, expr.arguments)
        return failed(expr)
    if isinstance(base.detail, ContextualName):
        return replace(base, expr=expr, at=expr.loc)
    if isinstance(base.detail, Overloads):
        explicit = _explicit(cx, expr, base.detail)
        detail = replace(base.detail, explicit=(*base.detail.explicit, *explicit))
        return replace(base, expr=expr, at=expr.loc, detail=detail)
    if isinstance(base.type, _NO_VALUES):
        return lower_static(cx, expr)
    base = consumption.typed(cx, base, None)
    if _binds_parameters(cx, base):
        escape(cx, base)
        return unknown(expr)
    values = calls.lower_arguments(cx, expr.arguments)
    if len(values) < len(expr.arguments) or base.failed:
        for value in (base, *values):
            escape(cx, value)
        return failed(expr)
    return _element(cx, expr, base, values, into)


def _explicit(cx: FunctionContext, expr: ast.Subscript, overloads: Overloads) -> tuple[ExplicitArg, ...]:
    """What is written in the brackets behind functions. The types of values tell parameters that can only be
    inferred: `T` of `[T: AnyType, //, value: T]`."""
    inferring = any(
        it.passing is Passing.INFER_ONLY for decl in overloads.candidates for it in decl.type_parameters
    )
    if not inferring:
        return explicit_arguments(expr.arguments, cx.types)

    def type_of(value: ast.Expr) -> Type | None:
        with cx.aside():
            found = consumption.typed(cx, expressions.lower_expression(cx, value), None)
        return found.type if found.known else None

    return explicit_arguments(expr.arguments, cx.types, type_of)


def _element(
    cx: FunctionContext,
    expr: ast.Subscript,
    base: Value,
    values: tuple[Value, ...],
    into: Destination | None,
) -> Value:
    keywords = tuple(argument.keyword for argument in expr.arguments)
    starred = any(argument.stars for argument in expr.arguments)
    if not base.known or starred:
        return invocation.unknown_access(cx, expr, (base, *values))
    if base.transferred:
        note_borrowed(cx, base)
    base = _with_elements(cx, base)
    found = computed.access_element(cx, expr, base, values, keywords, ("__getitem__", "__setitem__"), into)
    if found is not None:
        return found
    for value in (base, *values):
        escape(cx, value)
    return failed(expr)


def _with_elements(cx: FunctionContext, base: Value) -> Value:
    """A literal has no elements of its own: those of its run-time type are meant (OV-16)."""
    run_time = materialized(base.type, cx.types)
    if run_time == base.type or not isinstance(member(base.type, "__getitem__", cx.types), Missing):
        return base
    return passing.spill(cx, replace(base, type=run_time, category=Category.OWNED))


def _binds_parameters(cx: FunctionContext, base: Value) -> bool:
    """`f[3](x)` for a callable value: binds parameters of its `__call__`."""
    if not base.known:
        return False
    names = ("__getitem__", "__setitem__", "__getitem_param__", "__getattr__")
    return all(isinstance(member(base.type, name, cx.types), Missing) for name in names) and not isinstance(
        member(base.type, "__call__", cx.types), Missing
    )
