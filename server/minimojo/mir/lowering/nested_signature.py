"""The signature of a nested function: its types may name variables around it (CO-4)."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.hir.model import FunctionDecl
from minimojo.mir.lowering.bindings import How, LocalBinding, ReferenceBinding
from minimojo.mir.lowering.captures import keep_silent, report
from minimojo.mir.lowering.capturing import NestedKind
from minimojo.mir.lowering.context import FunctionContext
from minimojo.syntax import ast
from minimojo.types import embedded_origins, signature_of
from minimojo.types.model import UNKNOWN, UNKNOWN_ORIGIN, LocalRoot, Origin, Type


def resolve_nested_signature(cx: FunctionContext, inner: FunctionContext, decl: FunctionDecl) -> None:
    """Resolves the signature, once for all its uses, in terms of the locals of the enclosing function
    `cx`; `inner` has captured what its list names."""

    def value_of(expr: ast.Expr, only_type: bool) -> tuple[Type, Origin | None]:
        return _value_of(cx, inner, expr, only_type)

    signature_of(decl, replace(cx.types, value_of=value_of))


def is_foreign(cx: FunctionContext, decl: FunctionDecl) -> bool:
    """Whether the signature of a nested function is in terms of the locals of another function."""
    if decl in cx.made:
        return False
    declared = signature_of(decl, cx.types)
    types = (*declared.types, declared.result)
    origins = [origin for each in types for origin in embedded_origins(each)]
    origins += [origin for origin in (*declared.origins, declared.result_origin) if origin is not None]
    return any(isinstance(path.root, LocalRoot) for origin in origins for path in origin.paths)


def _value_of(
    cx: FunctionContext, inner: FunctionContext, expr: ast.Expr, only_type: bool
) -> tuple[Type, Origin | None]:
    """Type and origin of a captured variable, or of a part of one, as the nested function sees it.

    What is named for its type alone need not be captured, and a legacy function captures everything.
    """
    root = expr
    while isinstance(root, ast.Attribute | ast.Subscript):
        root = root.value
    capturing = inner.capturing
    if not isinstance(root, ast.Name) or capturing is None:
        return UNKNOWN, UNKNOWN_ORIGIN
    captured = next((each for each in capturing.order if each.name == root.name), None)
    if captured is None and (only_type or capturing.kind is NestedKind.LEGACY):
        return _outside(cx, expr)
    if captured is None:
        outer = cx.lookup(root.name)
        if isinstance(outer, LocalBinding | ReferenceBinding):
            message = f"'{inner.decl.name}' does not list '{root.name}', which its signature names"
            report(inner, root.loc, message, outer.declared_at)
            keep_silent(inner, outer, root.loc)
        return UNKNOWN, UNKNOWN_ORIGIN
    if captured.how in (How.COPY, How.MOVE):
        return UNKNOWN, UNKNOWN_ORIGIN
    found, origin = _outside(cx, expr)
    if captured.how is How.IMM and origin is not None:
        origin = Origin(origin.paths, False)
    return found, origin


def _outside(cx: FunctionContext, expr: ast.Expr) -> tuple[Type, Origin | None]:
    """Type and origin as the enclosing function sees them."""
    from minimojo.mir.lowering.expressions import lower_expression

    with cx.aside():
        value = lower_expression(cx, expr)
    return value.type, value.origin
