"""Members of values: stored fields, methods before they are called, computed attributes (EX-21, EX-22)."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.mir.body import Place
from minimojo.mir.lowering import computed, consumption, expressions
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.literals import is_literal
from minimojo.mir.lowering.names import is_local, lower_static
from minimojo.mir.lowering.operations import escape
from minimojo.mir.lowering.origins import field_origin, place_origin
from minimojo.mir.lowering.raises import erroneous
from minimojo.mir.lowering.transfers import note_borrowed
from minimojo.mir.lowering.values import (
    ContextualName,
    Destination,
    Overloads,
    Projection,
    Value,
    constant,
    failed,
    unknown,
)
from minimojo.syntax import ast
from minimojo.types import (
    ComptimeMember,
    FieldMember,
    Methods,
    Missing,
    UnknownMember,
    is_trivial,
    member,
)
from minimojo.types.model import (
    Answer,
    Category,
    GenericMeta,
    MetaType,
    ModuleType,
    OverloadSet,
    StringLiteralType,
    StructType,
    Type,
)


def lower_attribute(cx: FunctionContext, expr: ast.Attribute, into: Destination | None = None) -> Value:
    """`value.name`."""
    if is_static(cx, expr):
        base = expressions.lower_expression(cx, expr.value)
        is_value = isinstance(base.type, StructType) or is_literal(base.type)
        if base.category is Category.CONST and is_value:
            return member_of(cx, expr, base, into)
        return _found_in(base.type, lower_static(cx, expr))
    base = expressions.lower_expression(cx, expr.value)
    return member_of(cx, expr, base, into)


def _found_in(base: Type, found: Value) -> Value:
    """`Type.method`: the methods are those of that type, which is what `Self` is in their signatures (OV-5)."""
    if isinstance(found.detail, Overloads) and isinstance(base, MetaType):
        return replace(found, detail=replace(found.detail, owner=base.instance))
    return found


def is_static(cx: FunctionContext, expr: ast.Expr) -> bool:
    """Whether an expression of names, members and subscripts begins with a compile-time name."""
    while isinstance(expr, ast.Attribute | ast.Subscript):
        expr = expr.value
    match expr:
        case ast.Name():
            return not is_local(cx, expr.name)
        case ast.SelfType():
            return True
        case _:
            return False


def member_of(
    cx: FunctionContext, expr: ast.Attribute, base: Value, into: Destination | None = None
) -> Value:
    """`base.name` for an evaluated base."""
    if base.failed:
        return failed(expr)
    if isinstance(base.detail, ContextualName):
        return replace(base, expr=expr, at=expr.loc)
    if isinstance(base.type, MetaType | GenericMeta | ModuleType | OverloadSet):
        return lower_static(cx, expr)
    if base.category is Category.PENDING:
        base = consumption.typed(cx, base, None)
    if not base.known or not expr.name:
        escape(cx, base)
        return unknown(expr)
    match member(base.type, expr.name, cx.types):
        case FieldMember(type=type_):
            return stored_field(cx, expr, base, expr.name, type_)
        case Methods(candidates=candidates, receiver=receiver):
            return Value(
                expr=expr,
                at=expr.loc,
                type=OverloadSet(candidates),
                category=Category.PENDING,
                detail=Overloads(candidates=candidates, receiver=base, owner=receiver),
            )
        case ComptimeMember(type=type_):
            return constant(expr, type_)
        case Missing():
            return _computed_attribute(cx, expr, base, into)
        case UnknownMember():
            escape(cx, base)
            return unknown(expr)


def stored_field(cx: FunctionContext, expr: ast.Expr, base: Value, name: str, type_: Type) -> Value:
    """A stored field of `base`, as a place inside it where it has one (EX-22)."""
    if base.transferred:
        note_borrowed(cx, base)
    value = replace(base, expr=expr, at=expr.loc, type=type_, transferred=False, detail=None)
    if base.is_computed:
        return replace(value, detail=Projection(base=base, name=name))
    if base.category not in (Category.CONST, Category.COMPUTED, Category.UNKNOWN):
        cx.builder.touch(value.at)  # The field's address is an operation; a name is none.
    match base.category:
        case Category.MUT | Category.PAR | Category.IMM:
            return _inside(value, base, name)
        case Category.OWNED if base.place is not None:
            base = consumption.in_memory(cx, base)
            borrowed = replace(value, category=Category.IMM, storage=Category.MUT, outside=False)
            return _inside(borrowed, base, name)
        case Category.OWNED | Category.REG_BORROW:
            trivial = is_trivial(base.type, cx.types) is not Answer.NO
            return replace(value, category=Category.REG_BORROW) if trivial else unknown(expr)
        case Category.CONST:
            return constant(expr, type_)
        case _:
            return unknown(expr)


def _inside(value: Value, base: Value, name: str) -> Value:
    origin = None if base.origin is None else field_origin(base.origin, name)
    if base.place is None:
        return replace(value, place=None, origin=origin)
    place = Place(local=base.place.local, path=(*base.place.path, name))
    if origin is None or place_origin(base.place, base.category) == base.origin:
        origin = place_origin(place, value.category)
    return replace(value, place=place, origin=origin)


def _computed_attribute(
    cx: FunctionContext, expr: ast.Attribute, base: Value, into: Destination | None
) -> Value:
    """`base.name` through `__getattr__`, with the name as a string literal index (EX-25)."""
    index = constant(expr, StringLiteralType(), expr)
    found = computed.access_element(cx, expr, base, (index,), (None,), ("__getattr__", "__setattr__"), into)
    return erroneous(cx, expr) if found is None else found
