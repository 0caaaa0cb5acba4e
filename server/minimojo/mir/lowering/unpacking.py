"""Unpacking into several targets: `a, b = e`, `var a, b = e`, `for a, b in e` (EX-18, VA-9)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from minimojo.edition import Change
from minimojo.mir.facts import WhyImmutable
from minimojo.mir.lowering import assignments, computed, consumption, declarations, expressions
from minimojo.mir.lowering.bindings import SilentBinding
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.operations import emit_read, escape
from minimojo.mir.lowering.origins import immutable, place_origin
from minimojo.mir.lowering.references import bind_reference
from minimojo.mir.lowering.transfers import note_borrowed, without_parentheses
from minimojo.mir.lowering.values import (
    Destination,
    Element,
    Projection,
    Value,
    failed,
    register,
    unknown,
)
from minimojo.syntax import ast
from minimojo.syntax.walk import walk
from minimojo.types.model import (
    ERROR,
    NONE,
    UNKNOWN,
    Category,
    Origin,
    PackArg,
    ParamValue,
    StructType,
    Type,
    UnboundArg,
    UnknownType,
    ValueArg,
)

BOUND_NAME = "name"
"""A name that a loop binds: an immutable alias of an element (ST-66)."""

_IMPLICIT = "implicit"
"""A name that the unpacking declares without a word, as older versions allow."""


class _Target(Struct, frozen=True):
    """One target; `place` is its value where it has a type of its own, evaluated beforehand.

    `keyword` is `var` or `ref` for a name to be declared, also when written round the whole, and
    `BOUND_NAME` for one that a loop binds without either, `_IMPLICIT` for one that an assignment declares.
    """

    expr: ast.Expr
    keyword: str
    place: Value | None
    parts: tuple[_Target, ...] = ()


def lower_unpacking(
    cx: FunctionContext,
    expr: ast.Assign,
    target: ast.TupleExpr | ast.ListDisplay,
    keyword: str = "",
) -> Value:
    """Typed targets are evaluated first, then the right side, then the stores from left to right."""
    if expr.value is None:
        return failed(expr)
    undeclared: list[ast.Name] = []
    prepared = _prepare(cx, target, keyword, undeclared)
    value = expressions.lower_expression(cx, expr.value)
    if prepared is None:
        # Such a target waits for the type of the right side, which an error has not (EX-35).
        for name in () if value.failed else undeclared:
            assignments.report_undeclared(cx, name)
        consumption.discard(cx, value)
        return failed(expr)
    if isinstance(target, ast.ListDisplay):
        return _unpack_unknown(cx, expr, prepared, value)
    stored = unpack(cx, prepared, value)
    return register(expr, NONE) if stored else failed(expr)


def unpack_items(cx: FunctionContext, target: ast.TupleExpr, value: Value, keyword: str) -> bool:
    """Unpacks an evaluated value into fresh names: the targets of a `for`."""
    undeclared: list[ast.Name] = []
    prepared = _prepare(cx, target, keyword, undeclared)
    for name in undeclared:
        assignments.report_undeclared(cx, name)
    return prepared is not None and unpack(cx, prepared, value)


def unpack(cx: FunctionContext, target: _Target, value: Value) -> bool:
    """Borrows the tuple once and stores its elements in order; false when a store fails."""
    if value.category is Category.PENDING:
        value = consumption.typed(cx, value, None)
    value = consumption.loaded(cx, value)
    if value.transferred:
        note_borrowed(cx, value)
    items = _items(value, len(target.parts))
    if items is None:
        undecided = not value.known or _is_undecided(value)
        escape(cx, value)
        if value.failed:
            return False  # Its names are not declared at all (EX-5b).
        _declare_all(cx, target, UNKNOWN if undecided else ERROR)
        return undecided
    source = consumption.in_memory(cx, value)
    for index, (part, type_) in enumerate(zip(target.parts, items, strict=True)):
        element = _element(source, target.expr, type_)
        if not _store_part(cx, part, element):
            left = target.parts[index + 1 if part.parts else index :]
            _declare_all(cx, replace(target, parts=left), UNKNOWN)
            return False
    return True


def _prepare(
    cx: FunctionContext, target: ast.Expr, keyword: str, undeclared: list[ast.Name]
) -> _Target | None:
    """Evaluates the places among the targets; names that nothing declares are put into `undeclared`."""
    target = without_parentheses(target)
    match target:
        case ast.BindingPattern():
            return _prepare(cx, target.target, target.keyword, undeclared)
        case ast.TupleExpr(elements=elements) | ast.ListDisplay(elements=elements):
            parts = [_prepare(cx, element, keyword, undeclared) for element in elements]
            if any(part is None for part in parts):
                return None
            return _Target(target, keyword, None, tuple(p for p in parts if p is not None))
        case ast.Discard():
            return _Target(target, keyword, None)
        case ast.Name() if keyword:
            return _Target(target, keyword, None)
        case ast.Name() if assignments.is_undeclared(cx, target) and not cx.has(Change.EXPLICIT_DECLARATIONS):
            assignments.warn_undeclared(cx, target)
            return _Target(target, _IMPLICIT, None)
        case ast.Name() if assignments.is_undeclared(cx, target):
            undeclared.append(target)
            return None
        case _:
            place = assignments.lower_target(cx, target)
            return None if place.failed else _Target(target, "", place)


def _items(value: Value, count: int) -> Sequence[Type] | None:
    match value.type:
        case StructType(decl=decl, args=(PackArg(items=items), *_)) if decl.name == "Tuple":
            if items is None or len(items) != count:
                return None
            return [
                UNKNOWN if isinstance(item, Origin | ValueArg | ParamValue | PackArg | UnboundArg) else item
                for item in items
            ]
        case _:
            return None


def _is_undecided(value: Value) -> bool:
    """Whether a tuple of unknown length, or a type that is not concrete, is unpacked."""
    match value.type:
        case StructType(decl=decl, args=args):
            return decl.name == "Tuple" and (not args or args == (PackArg(None),))
        case _:
            return False


def _element(source: Value, expr: ast.Expr, type_: Type) -> Value:
    """An element is read through an immutable reference to the whole tuple."""
    if isinstance(type_, UnknownType):
        return unknown(expr)
    origin = source.origin
    if origin is None and source.place is not None:
        origin = place_origin(source.place, Category.IMM)
    return Value(
        expr=expr,
        at=expr.loc,
        type=type_,
        category=Category.IMM,
        origin=None if origin is None else immutable(origin),
        why=WhyImmutable.REFERENCE,
    )


def _store_part(cx: FunctionContext, target: _Target, element: Value) -> bool:
    if target.parts:
        return unpack(cx, target, element)
    if isinstance(target.expr, ast.Discard):
        emit_read(cx, element)
        return True
    if target.place is not None:
        return _store_in_place(cx, target.place, element)
    if not isinstance(target.expr, ast.Name):
        return False
    if target.keyword == "ref":
        return bind_reference(cx, target.expr, element, WhyImmutable.REFERENCE)
    if target.keyword == BOUND_NAME:
        return bind_reference(cx, target.expr, element, WhyImmutable.LOOP_VARIABLE)
    into = declarations.new_variable(cx, target.expr, None)
    if not consumption.deliver(cx, element, into):
        declarations.lose(cx, target.expr, into)
        return False
    finished = declarations.finish_variable(cx, target.expr, into, element)
    if target.keyword == _IMPLICIT:
        assignments.hoist(cx, target.expr.name)
    return finished


def _store_in_place(cx: FunctionContext, place: Value, element: Value) -> bool:
    if isinstance(place.detail, Element | Projection):
        return computed.store(cx, place, element)
    into = Destination(type=place.type if place.known else None, what="assignment", access=place.access)
    return consumption.deliver(cx, element, into)


def _unpack_unknown(cx: FunctionContext, expr: ast.Assign, target: _Target, value: Value) -> Value:
    """List patterns call accessors that are not modelled (EX-19)."""
    escape(cx, value)
    _declare_all(cx, target, UNKNOWN)
    return unknown(expr)


def _declare_all(cx: FunctionContext, target: _Target, type_: Type) -> None:
    """The names behind a failed or unknown unpacking say nothing; existing targets are stored to."""
    for part in target.parts:
        if part.parts:
            _declare_all(cx, part, type_)
        elif part.place is not None:
            _store_in_place(cx, part.place, unknown(part.expr))
        elif isinstance(part.expr, ast.Name):
            binding = SilentBinding(type=type_, declared_at=part.expr.span)
            cx.declare(part.expr.name, binding)
            if part.keyword == _IMPLICIT:
                assignments.hoist(cx, part.expr.name)


def declare_silently(cx: FunctionContext, target: ast.Expr, type_: Type) -> None:
    """Every name in a target that cannot be bound is declared, and nothing said about it."""
    for name in [node for node in walk(target) if isinstance(node, ast.Name)]:
        cx.shadow(name.name, SilentBinding(type=type_, declared_at=name.span))
