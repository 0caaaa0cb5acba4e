"""t-strings: a call that is passed every interpolated value by reference (EX-13)."""

from __future__ import annotations

from minimojo.mir.body import Op, OpKind
from minimojo.mir.lowering import consumption, expressions
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.locals import declare_temporary
from minimojo.mir.lowering.operations import define, escape, has_any_origin, use
from minimojo.mir.lowering.origins import immutable, place_origin
from minimojo.mir.lowering.transfers import note_borrowed
from minimojo.mir.lowering.values import Value, failed, unknown
from minimojo.syntax import ast
from minimojo.types import embedded_origins, template_type
from minimojo.types.model import UNKNOWN, Category, Origin


def lower_tstring(cx: FunctionContext, expr: ast.TString) -> Value:
    """The value owns nothing of its parts, but embeds their origins."""
    parts: list[Value] = []
    for part in expr.parts:
        value = consumption.loaded(cx, expressions.lower_expression(cx, part))
        if value.failed:
            return failed(expr)
        if value.transferred:
            note_borrowed(cx, value)
        parts.append(consumption.in_memory(cx, value))
    for value in parts:
        if not value.known:
            escape(cx, value)
    known = [value for value in parts if value.known]
    effects = tuple(use(value.access, value.at) for value in known if value.access is not None)
    embedded = tuple(origin for value in known for origin in embedded_origins(value.type))
    type_ = template_type(_origins(known))
    place = declare_temporary(cx, type_, expr.loc)
    cx.emit(
        Op(
            kind=OpKind.CALL,
            at=expr.loc,
            span=expr.span,
            effects=(*effects, define(place, expr.loc)),
            embedded=embedded,
            any_origin=has_any_origin(effects, embedded),
        )
    )
    if type_ == UNKNOWN:
        for value in known:
            escape(cx, value)
        return unknown(expr)
    return Value(
        expr=expr,
        at=expr.loc,
        type=type_,
        category=Category.OWNED,
        place=place,
        origin=place_origin(place, Category.MUT),
    )


def _origins(parts: list[Value]) -> list[Origin]:
    return [immutable(value.origin) for value in parts if value.origin is not None]
