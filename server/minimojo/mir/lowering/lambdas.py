"""Lambdas: nested functions without a name, whose closure is a place (CO-40)."""

from __future__ import annotations

from minimojo.hir.model import LAMBDA
from minimojo.hir.signature import function_decl
from minimojo.mir.body import Place
from minimojo.mir.lowering.bindings import How
from minimojo.mir.lowering.capturing import Capturing, NestedKind, with_list
from minimojo.mir.lowering.closures import build_closure, make_function
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.jumps import leave_function
from minimojo.mir.lowering.origins import place_origin
from minimojo.mir.lowering.returns import deliver_result
from minimojo.mir.lowering.values import Value, failed
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types.model import Category


def lower_lambda(cx: FunctionContext, expr: ast.Lambda) -> Value:
    """`lambda (args) {captures} -> T: body`: a hidden variable that holds the closure."""
    keyword = Span(expr.loc.start, expr.loc.start + len("lambda"))
    node = ast.FunctionDef(
        span=expr.span,
        name=f"{LAMBDA}{cx.next_lambda()}",
        name_span=keyword,
        keyword=keyword,
        removed_keyword=False,
        is_async=False,
        decorators=(),
        signature=expr.signature,
        body=(),
    )
    decl = function_decl(node, unit_key=cx.unit_key, owner=None, is_stub=False, nested=True)
    if decl.erroneous:
        return failed(expr)

    def body(inner: FunctionContext) -> None:
        deliver_result(inner, expr.body, keyword)
        leave_function(inner, keyword)

    capturing = _capturing(expr.signature)
    if not make_function(cx, decl, capturing, body):
        return failed(expr)
    local, type_ = build_closure(cx, decl, capturing, keyword)
    place = Place(local=local)
    return Value(
        expr=expr,
        at=expr.loc,
        type=type_,
        category=Category.MUT,
        place=place,
        origin=place_origin(place, Category.MUT),
    )


def _capturing(signature: ast.Signature) -> Capturing:
    """Without a list everything is captured as `imm`; `{}` captures nothing (CO-40)."""
    if signature.captures is None:
        return Capturing(kind=NestedKind.CLOSURE, default=How.IMM)
    return with_list(signature.captures.items)
