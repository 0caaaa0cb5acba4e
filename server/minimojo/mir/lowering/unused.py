"""Expression statements: evaluated, and reported when nobody uses their value (ST-45, ST-46)."""

from __future__ import annotations

from minimojo.mir.facts import UnusedValue
from minimojo.mir.lowering import consumption, expressions
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.values import Value
from minimojo.mir.lowering.wording import shown_type
from minimojo.syntax import ast
from minimojo.types.model import (
    Category,
    ErrorType,
    MetaType,
    NeverType,
    NoneType,
    OverloadSet,
    StructType,
    UnknownType,
)

_SILENT_STRUCTS = frozenset({"NoneType", "Never", "object", "PythonObject"})


def lower_statement_expression(cx: FunctionContext, node: ast.ExprStatement) -> None:
    """One expression, assignment or augmented assignment for its effects.

    A place that is only named is not read (checked on 1.2.0): `x` may follow `take(x^)`. So it is with
    what a getter would have to compute, with a tuple of places, and with the result of a call.
    """
    expr = node.value
    if isinstance(expr, ast.StringLiteral | ast.Ellipsis):
        return
    value = expressions.lower_expression(cx, expr)
    if isinstance(expr, ast.Assign | ast.AugmentedAssign):
        return
    if _is_reported(value):
        cx.report(UnusedValue(at=value.at, span=expr.span, type_name=shown_type(cx, value.type)))
    is_stored = value.known and not value.transferred and (value.is_place or value.place is not None)
    if not is_stored and value.category is not Category.COMPUTED and cx.builder.reachable:
        consumption.discard(cx, value)
    if isinstance(expr, ast.Call) and not value.known and not value.failed:
        cx.builder.doubt()  # Who knows whether it returns?


def _is_reported(value: Value) -> bool:
    if value.failed or value.category in (Category.PENDING, Category.UNKNOWN):
        return False
    match value.type:
        case NoneType() | NeverType() | ErrorType() | UnknownType() | OverloadSet() | MetaType():
            return False
        case StructType(decl=decl):
            return decl.name not in _SILENT_STRUCTS
        case _:
            return True
