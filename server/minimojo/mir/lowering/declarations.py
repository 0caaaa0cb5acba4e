"""`var` and `ref` declarations (ST part 3)."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.mir.body import Access, LocalKind, Place, Through
from minimojo.mir.facts import WhyImmutable
from minimojo.mir.lowering import consumption, expressions, unpacking
from minimojo.mir.lowering.bindings import LocalBinding, ReferenceBinding, SilentBinding
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.escapes import report_conversion
from minimojo.mir.lowering.locals import declare_variable
from minimojo.mir.lowering.operations import escape, taint
from minimojo.mir.lowering.origins import place_origin
from minimojo.mir.lowering.references import as_reference, bind_reference, not_stored
from minimojo.mir.lowering.transfers import without_parentheses
from minimojo.mir.lowering.values import Destination, LostCopy, Value, failed, register, unknown
from minimojo.syntax import ast
from minimojo.types import (
    ByConstructor,
    Free,
    Impossible,
    Same,
    UnknownConversion,
    implicit_conversion,
    is_open_type,
    materialized,
    resolve_type,
    same_type,
)
from minimojo.types.model import (
    ERROR,
    NONE,
    UNKNOWN_ORIGIN,
    Answer,
    Category,
    Origin,
    Type,
)


def lower_declaration(cx: FunctionContext, expr: ast.Assign, pattern: ast.BindingPattern) -> Value:
    """`var target: T = value`, `ref target = value`."""
    target = without_parentheses(pattern.target)
    match target:
        case ast.Name():
            return declare_name(cx, expr, pattern.keyword, target)
        case ast.TupleExpr() | ast.ListDisplay() if expr.value is not None:
            return unpacking.lower_unpacking(cx, expr, target, pattern.keyword)
        case ast.Discard() if expr.value is not None:
            consumption.discard(cx, expressions.lower_expression(cx, expr.value))
            return register(expr, NONE)
        case _:
            return failed(expr)


def declare_uninitialized(cx: FunctionContext, target: ast.Name, type_: Type) -> None:
    """`var x: T`: no event at all (CL-8)."""
    cx.builder.touch(target.span)
    local = declare_variable(cx, target.name, type_, target.span)
    bind_variable(cx, target, Place(local=local), type_)


def _declare_unbound(cx: FunctionContext, target: ast.Name, type_: Type) -> None:
    """`ref x: T`: a reference that nothing can ever bind; every access goes through it."""
    cx.builder.touch(target.span)
    nowhere = Origin((), mutable=True)
    binding = ReferenceBinding(
        local=declare_variable(cx, target.name, type_, target.span, LocalKind.REFERENCE, nowhere),
        target=Through(origin=nowhere, type=type_),
        origin=nowhere,
        type=type_,
        category=Category.MUT,
        declared_at=target.span,
        why=WhyImmutable.REFERENCE,
    )
    cx.declare(target.name, binding)


def _left_of(cx: FunctionContext, value: Value) -> Value:
    """What a `ref` refers to that was refused: a value without an address, or a ternary whose arms cannot be
    copied, still gives the name a type (EX-5b)."""
    if isinstance(value.detail, LostCopy):
        return replace(value, type=value.detail.type, category=Category.MUT, detail=None)
    if not value.known:
        return value
    type_ = materialized(value.type, cx.types)
    return replace(failed(value.expr), type=type_, category=Category.MUT, origin=UNKNOWN_ORIGIN)


def bind_variable(cx: FunctionContext, target: ast.Name, access: Access, type_: Type) -> None:
    """Makes the name of a variable visible (ST-13: only behind its initializer)."""
    if isinstance(access, Place):
        cx.declare(
            target.name,
            LocalBinding(
                local=access.local,
                type=type_,
                category=Category.MUT,
                declared_at=target.span,
            ),
        )


def store_in_new_variable(cx: FunctionContext, target: ast.Name, value: Value, what: str) -> bool:
    """Declares a `var` and stores an evaluated value in it."""
    into = new_variable(cx, target, None, what)
    stored = consumption.deliver(cx, value, into)
    return finish_variable(cx, target, into, value) and stored


def new_variable(
    cx: FunctionContext, target: ast.Name, type_: Type | None, what: str = "'var' initializer"
) -> Destination:
    """A destination that declares the variable when its type is known."""

    def declare(found: Type) -> Access:
        return Place(local=declare_variable(cx, target.name, found, target.span))

    return Destination(type=type_, what=what, declare=declare, fresh=True)


def finish_variable(cx: FunctionContext, target: ast.Name, into: Destination, value: Value) -> bool:
    """Makes the variable visible; an initializer that failed leaves an erroneous name (EX-5b)."""
    if into.access is None or value.failed:
        lose(cx, target, into)
        cx.declare(target.name, not_stored(value, target.span))
        return not value.failed
    if isinstance(into.access, Place):
        type_ = cx.builder.local(into.access.local).type
        bind_variable(cx, target, into.access, type_)
    return True


def lose(cx: FunctionContext, target: ast.Name, into: Destination) -> None:
    """Storage that a part of a failed initializer has been put into, and that no name stands for, is nobody's."""
    if into.access is not None:
        taint(cx, into.access, target.span)


def annotated_type(cx: FunctionContext, annotation: ast.Expr | None) -> Type | None:
    """The type that is written; None for none."""
    return None if annotation is None else resolve_type(annotation, cx.types)


def is_open(type_: Type | None) -> bool:
    """Whether parameters were left out, for the initializer to fill (`var x: List = [1]`)."""
    return type_ is not None and is_open_type(type_)


def declare_name(cx: FunctionContext, expr: ast.Assign, keyword: str, target: ast.Name) -> Value:
    """`var name: T = value`, `ref name = value`."""
    written = annotated_type(cx, expr.annotation)
    if expr.value is None:
        if written is None:
            cx.declare(target.name, SilentBinding(type=ERROR, declared_at=target.span))
            return failed(expr)
        if keyword == "ref":
            _declare_unbound(cx, target, written)
        else:
            declare_uninitialized(cx, target, written)
        return register(expr, NONE)
    if keyword == "ref":
        value = _as_written(cx, expressions.lower_expression(cx, expr.value, written), written)
        referred = as_reference(cx, value)
        if referred.failed:
            bind_reference(cx, target, _left_of(cx, value), WhyImmutable.REFERENCE)
            return failed(expr)
        bound = bind_reference(cx, target, referred, WhyImmutable.REFERENCE)
        return _borrow(cx, expr, target) if bound else failed(expr)
    into = new_variable(cx, target, None if is_open(written) else written)
    value = expressions.lower_expression(cx, expr.value, written, into)
    if is_open(written):
        value = consumption.typed(cx, value, written)
    stored = consumption.deliver(cx, value, into)
    declared = finish_variable(cx, target, into, value)
    return _borrow(cx, expr, target) if stored and declared else failed(expr)


def _as_written(cx: FunctionContext, value: Value, written: Type | None) -> Value:
    """`ref x: T = value`: what is of another type is converted into a temporary, to which `x` refers."""
    if written is None or is_open(written) or value.failed:
        return value
    value = consumption.typed(cx, value, written)
    if not value.known or same_type(value.type, written) is not Answer.NO:
        return value
    match implicit_conversion(consumption.as_operand(value), written, cx.types):
        case ByConstructor(call=call):
            return consumption.convert(cx, value, call, written)
        case Impossible():
            report_conversion(cx, value, written)
            return failed(value.expr)
        case UnknownConversion():
            escape(cx, value)
            return unknown(value.expr)
        case Same() | Free():
            return value


def _borrow(cx: FunctionContext, expr: ast.Assign, target: ast.Name) -> Value:
    """The value of a declaration inside another assignment: a borrow of the variable (ST-38)."""
    match cx.lookup(target.name):
        case LocalBinding(local=local, type=type_):
            place = Place(local=local)
            return Value(
                expr=expr,
                at=expr.loc,
                type=type_,
                category=Category.IMM,
                place=place,
                origin=place_origin(place, Category.IMM),
                storage=Category.MUT,
            )
        case _:
            return register(expr, NONE)
