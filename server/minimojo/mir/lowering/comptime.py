"""Statements that only give names a meaning: `comptime`, `import` (ST-29, ST-102)."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.hir.scopes import imported
from minimojo.mir.lowering.bindings import ConstantBinding, ImportBinding, SilentBinding
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.watching import watch
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import declared_type, entity_of, imported_inside, resolve_type, static_value
from minimojo.types.model import UNKNOWN, Type, ValueArg


def declare_comptime(cx: FunctionContext, node: ast.ComptimeDecl) -> None:
    """A compile-time constant or alias: no operation, but the first one of dead code (ST-111)."""
    cx.builder.touch(Span(node.span.start, node.span.start + len("comptime")))
    if node.targets is not None:
        _declare_targets(cx, node.targets, node.value)
    elif node.type_parameters or node.value is None:
        watch(cx, node.value)
        cx.declare(node.name, SilentBinding(type=UNKNOWN, declared_at=node.name_span))
    else:
        _declare(cx, node.name, node.name_span, node.value, node.annotation)


def declare_imports(cx: FunctionContext, node: ast.Import) -> None:
    """Names imported inside a function: known both to expressions and to types."""
    for decl, name in zip(imported(node), node.names, strict=True):
        bound = decl.name.split(".", 1)[0]
        found = imported_inside(decl, cx.types.environment)
        type_ = declared_type(found, cx.types) if found else UNKNOWN
        earlier = cx.lookup(bound)
        if isinstance(earlier, ImportBinding):
            cx.shadow(bound, earlier if earlier.type == type_ else replace(earlier, type=UNKNOWN))
        else:
            cx.declare(bound, ImportBinding(type=type_, declared_at=name.span))
        meaning = entity_of(found, cx.types.environment) if found else UNKNOWN
        cx.assume(cx.types.with_parameters({bound: meaning or UNKNOWN}))


def _declare_targets(cx: FunctionContext, targets: ast.Expr, value: ast.Expr | None) -> None:
    names = targets.elements if isinstance(targets, ast.TupleExpr) else (targets,)
    parts = value.elements if isinstance(value, ast.TupleExpr) else ()
    for position, name in enumerate(names):
        if not isinstance(name, ast.Name):
            continue
        if len(parts) != len(names):
            watch(cx, value)
        if len(parts) == len(names):
            _declare(cx, name.name, name.span, parts[position], None)
        else:
            cx.declare(name.name, SilentBinding(type=UNKNOWN, declared_at=name.span))


def _declare(cx: FunctionContext, name: str, at: Span, value: ast.Expr, annotation: ast.Expr | None) -> None:
    """Makes the name known both to expressions and to types."""
    meaning = static_value(value, cx.types)
    type_ = _type_of(cx, value) if annotation is None else resolve_type(annotation, cx.types)
    if annotation is not None:
        watch(cx, value)
    cx.declare(name, ConstantBinding(type=type_, value=value, declared_at=at))
    if meaning != ValueArg(None):
        cx.assume(cx.types.with_parameters({name: meaning}))


def _type_of(cx: FunctionContext, value: ast.Expr) -> Type:
    from minimojo.mir.lowering.consumption import typed
    from minimojo.mir.lowering.expressions import lower_expression

    with cx.aside():
        return typed(cx, lower_expression(cx, value), None).type
