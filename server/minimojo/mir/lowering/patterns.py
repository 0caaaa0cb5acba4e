"""Targets that statements bind: of `for`, `with ... as`, `except`, `case` (ST-20, ST-66)."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.mir.body import LocalKind, Place
from minimojo.mir.facts import WhyImmutable
from minimojo.mir.lowering import consumption, declarations, unpacking
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.locals import declare_variable
from minimojo.mir.lowering.origins import place_origin
from minimojo.mir.lowering.references import as_reference, bind_reference
from minimojo.mir.lowering.transfers import without_parentheses
from minimojo.mir.lowering.values import Destination, Value
from minimojo.syntax import ast
from minimojo.types.model import ERROR, UNKNOWN, Category, Type


def bind_item(cx: FunctionContext, target: ast.Expr, item: Value) -> bool:
    """Binds the target of a `for` or comprehension clause to the next item (ST-66).

    A plain name is an immutable alias of an item in memory; an item that is a value is owned by a
    hidden variable behind the name. False when the compiler reports an error, which hides the body.
    """
    target = without_parentheses(target)
    match target:
        case ast.BindingPattern(keyword=keyword, target=inner):
            return _bind(cx, without_parentheses(inner), item, keyword)
        case _:
            return _bind(cx, target, item, "")


def bind_variable_target(cx: FunctionContext, target: ast.Expr, value: Value, what: str) -> bool:
    """Binds the target of `with ... as`: names are variables."""
    target = without_parentheses(target)
    match target:
        case ast.Name():
            return declarations.store_in_new_variable(cx, target, value, what)
        case ast.Discard():
            consumption.discard(cx, value)
            return not value.failed
        case ast.TupleExpr():
            return unpacking.unpack_items(cx, target, value, "var")
        case _:
            consumption.discard(cx, value)
            unpacking.declare_silently(cx, target, ERROR if value.failed else UNKNOWN)
            return False


def bind_alias(cx: FunctionContext, target: ast.Name, value: Value, why: WhyImmutable, keyword: str) -> bool:
    """A name over a place or an owned value: immutable unless `ref` is written."""
    if not value.known:
        return bind_reference(cx, target, value, why)
    if not value.is_place:
        value = _own(cx, target, value)
        if not value.known:
            return bind_reference(cx, target, value, why)
    value = as_reference(cx, value)
    if keyword != "ref" and value.known:
        value = replace(value, category=Category.IMM)
    return bind_reference(cx, target, value, why)


def _bind(cx: FunctionContext, target: ast.Expr, item: Value, keyword: str) -> bool:
    match target:
        case ast.Name() if keyword == "var":
            return declarations.store_in_new_variable(cx, target, item, "loop variable")
        case ast.Name():
            return bind_alias(cx, target, item, WhyImmutable.LOOP_VARIABLE, keyword)
        case ast.Discard():
            consumption.discard(cx, item)
            return not item.failed
        case ast.TupleExpr():
            return unpacking.unpack_items(cx, target, item, keyword or unpacking.BOUND_NAME)
        case _:
            consumption.discard(cx, item)
            unpacking.declare_silently(cx, target, UNKNOWN)
            return True


def _own(cx: FunctionContext, target: ast.Name, value: Value) -> Value:
    """Moves a value into the hidden variable behind a loop name."""

    def declare(type_: Type) -> Place:
        return Place(local=declare_variable(cx, target.name, type_, target.span, LocalKind.BOUND))

    into = Destination(type=None, what="loop variable", declare=declare, fresh=True)
    if not consumption.deliver(cx, value, into) or not isinstance(into.access, Place):
        return value
    place = into.access
    return replace(
        value,
        type=cx.builder.local(place.local).type,
        category=Category.MUT,
        place=place,
        origin=place_origin(place, Category.MUT),
        transferred=False,
        detail=None,
    )
