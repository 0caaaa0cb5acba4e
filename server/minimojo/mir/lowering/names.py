"""Names as expressions (EX-6 .. EX-12)."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.hir.model import ArgumentDecl
from minimojo.mir.body import LocalId, LocalKind, OpKind, Place
from minimojo.mir.facts import Root
from minimojo.mir.lowering import captures
from minimojo.mir.lowering.bindings import (
    Binding,
    ConstantBinding,
    FunctionBinding,
    ImportBinding,
    LocalBinding,
    ReferenceBinding,
    SilentBinding,
)
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.operations import emit, use
from minimojo.mir.lowering.origins import place_origin
from minimojo.mir.lowering.raises import erroneous
from minimojo.mir.lowering.values import Overloads, Value, constant, failed, unknown
from minimojo.syntax import ast
from minimojo.types import static_type
from minimojo.types.model import (
    UNKNOWN_ORIGIN,
    Category,
    ErrorType,
    OverloadSet,
    Type,
    UnknownType,
)


def lower_name(cx: FunctionContext, expr: ast.Name) -> Value:
    """What a name denotes where it is read: a place, a constant, a set of functions."""
    binding = find(cx, expr)
    if binding is None:
        return lower_static(cx, expr)
    return value_of_binding(cx, expr, binding)


def find(cx: FunctionContext, expr: ast.Name) -> Binding | None:
    """The binding of a name of this function; one of an enclosing function is captured (CO-5)."""
    binding = cx.lookup(expr.name)
    if binding is None and cx.parent is not None:
        return captures.find_captured(cx, expr.name, expr.loc)
    return binding


def is_local(cx: FunctionContext, name: str) -> bool:
    """Whether a name is declared in this function or one around it, as something with a value."""
    around: FunctionContext | None = cx
    while around is not None:
        binding = around.lookup(name)
        if binding is not None:
            return not isinstance(binding, ConstantBinding)
        around = around.parent
    return False


def lower_static(cx: FunctionContext, expr: ast.Expr) -> Value:
    """An expression made of compile-time names: `Int`, `List[Int]`, `math.sqrt`, `Self.N`."""
    found = static_type(expr, cx.types)
    if found is None:
        return erroneous(cx, expr)
    return static_value_of(expr, found)


def static_value_of(expr: ast.Expr, found: Type) -> Value:
    match found:
        case UnknownType():
            return unknown(expr)
        case ErrorType():
            return failed(expr)
        case OverloadSet(candidates=candidates):
            return Value(
                expr=expr,
                at=expr.loc,
                type=found,
                category=Category.PENDING,
                detail=Overloads(candidates=candidates),
            )
        case _:
            return constant(expr, found, expr)


def value_of_binding(cx: FunctionContext, expr: ast.Name, binding: Binding) -> Value:
    match binding:
        case LocalBinding():
            return _storage(cx, expr, binding)
        case ReferenceBinding():
            return _load_reference(cx, expr, binding)
        case FunctionBinding() | ImportBinding():
            return static_value_of(expr, binding.type)
        case ConstantBinding():
            return constant(expr, binding.type, binding.value)
        case SilentBinding():
            return erroneous(cx, expr) if isinstance(binding.type, ErrorType) else unknown(expr)


def root_of(cx: FunctionContext, name: str, local: LocalId | None, binding: Binding) -> Root:
    """The variable behind an expression, for stories and fixes."""
    argument = None
    if local is not None and cx.builder.local(local).kind is LocalKind.ARGUMENT:
        argument = argument_named(cx, name)
    return Root(name=name, declared_at=binding.declared_at, argument=argument)


def argument_named(cx: FunctionContext, name: str) -> ArgumentDecl | None:
    for each in cx.decl.arguments:
        if each.name == name:
            return each
    return None


def _storage(cx: FunctionContext, expr: ast.Name, binding: LocalBinding) -> Value:
    place = Place(local=binding.local)
    value = Value(
        expr=expr,
        at=expr.loc,
        type=binding.type,
        category=binding.category,
        place=place,
        origin=binding.origin or place_origin(place, binding.category),
        outside=True,
        root=root_of(cx, expr.name, binding.local, binding),
        why=binding.why,
    )
    if binding.category is Category.REG_BORROW:
        return replace(value, place=None, origin=None, outside=False)
    return value


def _load_reference(cx: FunctionContext, expr: ast.Name, binding: ReferenceBinding) -> Value:
    value = Value(
        expr=expr,
        at=expr.loc,
        type=binding.type,
        category=binding.category,
        origin=binding.origin or UNKNOWN_ORIGIN,
        root=root_of(cx, expr.name, None, binding),
        why=binding.why,
    )
    if binding.local is not None:
        emit(cx, OpKind.READ, value, (use(Place(local=binding.local), expr.loc),))
    if isinstance(binding.target, Place):
        return replace(value, place=binding.target, outside=binding.named)
    return value
