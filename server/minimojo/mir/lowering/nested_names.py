"""Names of nested functions: they share one table per enclosing function (CO-2)."""

from __future__ import annotations

from typing import cast

from msgspec.structs import fields

from minimojo.hir.model import FunctionDecl
from minimojo.mir.facts import OtherError
from minimojo.mir.lowering.bindings import FunctionBinding, LocalBinding
from minimojo.mir.lowering.capturing import NestedKind
from minimojo.mir.lowering.context import FunctionContext, NestedFunction
from minimojo.syntax import ast

_NO_FUNCTION = "cannot overload with this non-function definition"


def declare_nested(
    cx: FunctionContext,
    decl: FunctionDecl,
    kind: NestedKind,
    binding: FunctionBinding | LocalBinding,
) -> None:
    """Makes the name visible, and reports what the compiler cannot tell from an earlier function."""
    is_closure = kind is NestedKind.CLOSURE
    earlier = [each for each in cx.functions if each.decl.name == decl.name]
    if not any(each.decl.name_span == decl.name_span for each in earlier):
        for first in earlier[:1]:
            _compare(cx, first, decl, is_closure=is_closure)
        cx.functions.append(NestedFunction(decl, is_closure))
    visible = cx.names[-1].table.get(decl.name)
    if isinstance(visible, FunctionBinding) and not is_closure:
        cx.shadow(decl.name, binding)  # An overload.
    else:
        cx.declare(decl.name, binding, note=_NO_FUNCTION)


def _compare(cx: FunctionContext, first: NestedFunction, decl: FunctionDecl, *, is_closure: bool) -> None:
    ambiguous = first.is_closure or (not is_closure and _differ_in_passing(first.decl, decl))
    if ambiguous and _parameters(first.decl) == _parameters(decl):
        message = (
            f"'{decl.name}' is declared already with the same argument types; overloads cannot differ in "
            "conventions or captures alone"
        )
        _report(cx, "invalid-convention", first.decl, decl, message)
    if first.is_closure and is_closure:
        message = f"'{decl.name}' is already the name of a closure of this function"
        _report(cx, "redefinition", first.decl, decl, message)


def _report(cx: FunctionContext, code: str, first: FunctionDecl, decl: FunctionDecl, message: str) -> None:
    at = decl.name_span
    notes = ((first.name_span, "previous definition here"),)
    cx.report(OtherError(code=code, at=at, span=at, message=message, notes=notes))


def _parameters(decl: FunctionDecl) -> object:
    """What distinguishes overloads: parameter and argument types, as they are written."""
    return (
        tuple(_shape(parameter.annotation) for parameter in decl.type_parameters),
        tuple((_shape(argument.annotation), argument.passing) for argument in decl.arguments),
    )


def _differ_in_passing(first: FunctionDecl, decl: FunctionDecl) -> bool:
    if _shape(first.result) != _shape(decl.result):
        return False
    mine = (decl.raises, [argument.convention for argument in decl.arguments])
    return mine != (first.raises, [argument.convention for argument in first.arguments])


def _shape(node: object) -> object:
    """A tree without its places. Annotations are small; their depth is limited by the parser's."""
    if isinstance(node, ast.Node):
        names = (field.name for field in fields(node) if not _is_place(field.name))
        return (type(node).__name__, *(_shape(getattr(node, name)) for name in names))
    if isinstance(node, tuple):
        parts = cast("tuple[object, ...]", node)
        return tuple(_shape(part) for part in parts)
    return node


def _is_place(field: str) -> bool:
    return field in ("span", "loc") or field.endswith(("_span", "_at"))
