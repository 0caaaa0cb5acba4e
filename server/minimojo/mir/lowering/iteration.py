"""Iterating: `__iter__`, `__next__` and what a `for` or comprehension clause binds (ST-65, ST-66).

iterator = open_iterator(cx, expr)          # before the loop
loop = cx.builder.open_loop()
item = lower_next(cx, iterator, at_exit)    # at_exit continues on the exit arm
...                                         # now on the body's arm
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from minimojo.mir.body import BranchKind, Local, LocalKind, Place
from minimojo.mir.lowering import consumption
from minimojo.mir.lowering.bindings import ConstantBinding
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.locals import declare_temporary
from minimojo.mir.lowering.origins import place_origin
from minimojo.mir.lowering.protocols import call_method, find_method
from minimojo.mir.lowering.regions import Catch
from minimojo.mir.lowering.values import Destination, Value, failed, unknown
from minimojo.syntax import ast
from minimojo.types import Resolved
from minimojo.types.model import UNKNOWN, Answer, Category, Type


class Iterator(Struct, frozen=True):
    """The hidden variable that holds the iterator (`$ITER`). Its value has failed where the compiler
    rejects the header; the body is not looked at then (ST-3)."""

    iterable: ast.Expr
    value: Value


def open_iterator(cx: FunctionContext, iterable: ast.Expr) -> Iterator:
    """Evaluates the iterable and calls its `__iter__`, by that method's own convention."""
    from minimojo.mir.lowering.expressions import lower_expression

    source = consumption.loaded(cx, lower_expression(cx, iterable))
    place: Place | None = None

    def declare(type_: Type) -> Place:
        nonlocal place
        place = declare_temporary(cx, type_, iterable.loc)
        return place

    into = Destination(type=None, what="iterator", declare=declare, fresh=True)
    made = call_method(cx, source, "__iter__", (), iterable, iterable.loc, into)
    if made.failed or not made.known:
        return Iterator(iterable, made)
    consumption.deliver(cx, made, into)
    if place is None:
        return Iterator(iterable, unknown(iterable))
    hidden = Value(
        expr=iterable,
        at=iterable.loc,
        type=consumption.storage_type(cx, made),
        category=Category.MUT,
        place=place,
        origin=place_origin(place, Category.MUT),
    )
    return Iterator(iterable, hidden)


def lower_next(cx: FunctionContext, iterator: Iterator, at_exit: Callable[[], None]) -> Value:
    """The next item, with the builder on the arm where there is one.

    Whatever `__next__` raises ends the loop; an iterator that does not raise is asked by
    `__has_next__` first.
    """
    method = find_method(cx, iterator.value, "__next__")
    if not isinstance(method, Resolved) or method.raises is Answer.UNKNOWN:
        _leave_on(cx, iterator, BranchKind.FOR, at_exit)
        return failed(iterator.iterable) if method is None else unknown(iterator.iterable)
    if method.raises is Answer.NO:
        _ask(cx, iterator, "__has_next__")
        _stay_on(cx, iterator, at_exit)
        return _ask(cx, iterator, "__next__")
    slot = cx.builder.add_local(
        Local(name="", kind=LocalKind.ERROR, type=UNKNOWN, declared_at=iterator.iterable.loc)
    )
    leave = cx.builder.new_block()

    def ends_loop() -> None:
        cx.builder.start(leave)
        at_exit()

    cx.regions.append(Catch(slot, leave, ends_loop=ends_loop))
    item = _ask(cx, iterator, "__next__")
    cx.regions.pop()
    return item


def item_type(cx: FunctionContext, iterable: ast.Expr) -> Type:
    """The type of the items of an iterable that is not evaluated at run time (ST-71)."""
    with cx.aside():
        return lower_next(cx, open_iterator(cx, iterable), lambda: None).type


def bind_comptime_target(cx: FunctionContext, target: ast.Expr, type_: Type) -> None:
    """Declares the names of a `comptime for` as compile-time values."""
    match target:
        case ast.Name():
            cx.declare(target.name, ConstantBinding(type=type_, value=None, declared_at=target.span))
        case ast.Paren():
            bind_comptime_target(cx, target.inner, type_)
        case ast.TupleExpr():
            for element in target.elements:
                bind_comptime_target(cx, element, UNKNOWN)
        case _:
            pass


def _ask(cx: FunctionContext, iterator: Iterator, name: str) -> Value:
    return call_method(cx, iterator.value, name, (), iterator.iterable, iterator.iterable.loc)


def _leave_on(cx: FunctionContext, iterator: Iterator, kind: BranchKind, at_exit: Callable[[], None]) -> None:
    """A branch whose `then` side ends the loop (CL-28b)."""
    leave, stay = cx.builder.new_blocks(2)
    cx.builder.branch(kind, iterator.iterable.loc, leave, stay)
    cx.builder.start(leave)
    at_exit()
    cx.builder.start(stay)


def _stay_on(cx: FunctionContext, iterator: Iterator, at_exit: Callable[[], None]) -> None:
    """A branch on a condition, whose `then` side stays in the loop."""
    stay, leave = cx.builder.new_blocks(2)
    cx.builder.branch(BranchKind.LOOP, iterator.iterable.loc, stay, leave)
    cx.builder.start(leave)
    at_exit()
    cx.builder.start(stay)
