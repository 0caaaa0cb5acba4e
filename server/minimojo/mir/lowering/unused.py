"""Expression statements: evaluated, and reported when nobody uses their value (ST-45, ST-46)."""

from __future__ import annotations

from minimojo.hir.model import FunctionDecl, Passing
from minimojo.mir.facts import UnusedValue
from minimojo.mir.lowering import consumption, expressions
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.values import Overloads, Value
from minimojo.mir.lowering.wording import shown_type
from minimojo.syntax import ast
from minimojo.types import signature_of
from minimojo.types.model import (
    Category,
    ErrorType,
    MetaType,
    NeverType,
    NoneType,
    OverloadSet,
    StructType,
    Type,
    UnknownType,
)

_SILENT_STRUCTS = frozenset({"NoneType", "Never", "object", "PythonObject"})


def lower_statement_expression(cx: FunctionContext, node: ast.ExprStatement) -> None:
    """One expression, assignment or augmented assignment for its effects.

    A place that is only named is not read (checked on 1.2.0): `x` may follow `take(x^)`. So it is with
    what a getter would have to compute, with a tuple of places, and with the result of a call.
    """
    expr = node.value
    if isinstance(expr, ast.Ellipsis):
        return
    value = expressions.lower_expression(cx, expr)
    if isinstance(expr, ast.ListDisplay | ast.BraceDisplay | ast.DictDisplay):
        value = consumption.typed(cx, value, None)
    if isinstance(expr, ast.Assign | ast.AugmentedAssign):
        return
    if _is_reported(cx, value):
        cx.report(UnusedValue(at=value.at, span=expr.span, type_name=shown_type(cx, value.type)))
    is_stored = value.known and not value.transferred and (value.is_place or value.place is not None)
    if not is_stored and value.category is not Category.COMPUTED and cx.builder.reachable:
        consumption.discard(cx, value)
    if isinstance(expr, ast.Call) and not value.known and not value.failed:
        cx.builder.doubt()  # Who knows whether it returns?


def _is_reported(cx: FunctionContext, value: Value) -> bool:
    match value.type:
        case OverloadSet():
            return _is_function(cx, value)
        case _ if value.failed or value.category in (Category.PENDING, Category.UNKNOWN):
            return False
        case MetaType(instance):
            return isinstance(instance, StructType)
        case found:
            return _is_used(found)


def _is_used(subject: Type) -> bool:
    """Whether somebody should use a value of a type."""
    match subject:
        case NoneType() | NeverType() | ErrorType() | UnknownType():
            return False
        case StructType(decl=decl):
            return decl.name not in _SILENT_STRUCTS
        case _:
            return True


def _is_function(cx: FunctionContext, value: Value) -> bool:
    """Whether it is the one function of a name. A method is no value, and of a nested function something else
    is said."""
    if not isinstance(value.detail, Overloads) or value.detail.receiver is not None:
        return False
    candidates = value.detail.candidates
    if len(candidates) != 1:
        return False
    function = candidates[0]
    is_nested = cx.types.environment.program.environment_of(function) is None
    return not is_nested and (_has_to_be_given(function) or _is_used(signature_of(function, cx.types).result))


def _has_to_be_given(function: FunctionDecl) -> bool:
    """Whether a function cannot be called without arguments: of one that could be, and that gives nothing, the
    compiler says that it is not called."""
    variadic = (Passing.VARIADIC, Passing.KEYWORD_VARIADIC)
    return any(it.default is None and it.passing not in variadic for it in function.arguments)
