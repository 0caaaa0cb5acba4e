"""What may stand in `ref[...]`: origins, and places that have one (DE-48)."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.hir.model import Convention, Passing
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.materialization import report_unaddressable
from minimojo.mir.lowering.names import argument_named
from minimojo.mir.lowering.values import Value
from minimojo.syntax import ast
from minimojo.types import TypeScope, argument_type, passed_in_register, static_type
from minimojo.types.model import Answer, Category, GenericMeta, MetaType, StructType, Type


def check_origin_specifiers(cx: FunctionContext, scope: TypeScope) -> None:
    """Reports specifiers of the signature that have no origin: types, and arguments in registers."""
    inside = replace(scope, function=cx.decl)
    specifiers = [expr for argument in cx.decl.arguments for expr in argument.origins or ()]
    if cx.decl.result is not None:
        specifiers += cx.decl.result.origins
    for expr in specifiers:
        found = _without_origin(cx, expr, inside)
        if found is not None:
            value = Value(expr=expr, at=expr.loc, type=found, category=Category.CONST)
            report_unaddressable(cx, value, "origin specifier")


def _without_origin(cx: FunctionContext, expr: ast.Expr, scope: TypeScope) -> Type | None:
    """The type of a specifier that certainly has no origin."""
    argument = argument_named(cx, expr.name) if isinstance(expr, ast.Name) else None
    if argument is not None:
        if argument.convention is not Convention.IMM or argument.passing is not Passing.POSITIONAL_OR_KEYWORD:
            return None
        type_ = argument_type(argument, cx.decl, scope)
        return type_ if passed_in_register(type_, scope) is Answer.YES else None
    if not isinstance(expr, ast.Name | ast.Subscript):
        return None
    match static_type(expr, scope):
        case MetaType(instance=StructType()) as found:
            return found
        case GenericMeta() as found:
            return found
        case _:
            return None
