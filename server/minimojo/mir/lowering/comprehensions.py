"""Comprehensions: a container, loops and conditions in written order, one element at a time (EX-20)."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from minimojo.mir.body import BranchKind, OpKind, Place
from minimojo.mir.lowering import conditions, consumption, expressions
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.graph import Label
from minimojo.mir.lowering.iteration import lower_next, open_iterator
from minimojo.mir.lowering.locals import declare_temporary
from minimojo.mir.lowering.operations import define, emit, escape
from minimojo.mir.lowering.origins import place_origin
from minimojo.mir.lowering.patterns import bind_item
from minimojo.mir.lowering.protocols import call_method
from minimojo.mir.lowering.values import Destination, Value, failed, unknown
from minimojo.syntax import ast
from minimojo.types import comprehended_type
from minimojo.types.model import Category, StructType, Type, UnknownType

_CONTAINER = {
    ast.ComprehensionKind.LIST: ("List", "append"),
    ast.ComprehensionKind.SET: ("Set", "add"),
    ast.ComprehensionKind.DICT: ("Dict", "__setitem__"),
}


def lower_comprehension(
    cx: FunctionContext, expr: ast.Comprehension, expected: Type | None, into: Destination | None = None
) -> Value:
    """The container is owned by the expression, or grows where it is wanted: then even what is appended
    uses it. Names of the clauses are visible only inside."""
    type_ = expected if isinstance(expected, StructType) else UnknownType()
    grown = _place_in(into, type_)
    container = _new_container(cx, expr, type_, grown or declare_temporary(cx, type_, expr.loc))
    run = _Run(cx, expr, container)
    with cx.scope(), cx.builder.inside(expr.span, "comprehension"):
        _lower_clauses(run, expr.clauses)
    if run.failed:
        escape(cx, run.container)
        return failed(expr)
    if isinstance(run.container.type, UnknownType):
        return unknown(expr)
    return replace(run.container, category=Category.OWNED, delivered=grown is not None)


class _Run(Struct):
    cx: FunctionContext
    expr: ast.Comprehension
    container: Value
    failed: bool = False


def _lower_clauses(run: _Run, clauses: tuple[ast.ForClause | ast.IfClause, ...]) -> None:
    if not clauses:
        _lower_element(run)
        return
    match clauses[0]:
        case ast.ForClause() as clause:
            _lower_for(run, clause, clauses[1:])
        case ast.IfClause() as clause:
            _lower_if(run, clause, clauses[1:])


def _lower_for(run: _Run, clause: ast.ForClause, rest: tuple[ast.ForClause | ast.IfClause, ...]) -> None:
    cx = run.cx
    iterator = open_iterator(cx, clause.iterable)
    if iterator.value.failed:
        run.failed = True
        return
    after = cx.builder.new_block()
    loop = cx.builder.open_loop()
    item = lower_next(cx, iterator, lambda: cx.builder.goto(after))
    with cx.scope():
        if item.failed or not bind_item(cx, clause.target, item):
            run.failed = True
        else:
            _lower_clauses(run, rest)
        cx.builder.goto(loop.header)
    cx.builder.close_loop(loop, after, clause.iterable.loc)
    cx.builder.start(after)


def _lower_if(run: _Run, clause: ast.IfClause, rest: tuple[ast.ForClause | ast.IfClause, ...]) -> None:
    cx = run.cx
    value = conditions.emit_truth(cx, expressions.lower_expression(cx, clause.condition))
    if value.failed:
        run.failed = True
        return
    then, after = cx.builder.new_blocks(2)
    _branch(cx, clause, then, after)
    cx.builder.start(then)
    _lower_clauses(run, rest)
    cx.builder.start(after)


def _branch(cx: FunctionContext, clause: ast.IfClause, then: Label, after: Label) -> None:
    cx.builder.branch(BranchKind.IF, clause.condition.loc, then, after)


def _lower_element(run: _Run) -> None:
    cx, expr = run.cx, run.expr
    key = None if expr.key is None else expressions.lower_expression(cx, expr.key)
    element = expressions.lower_expression(cx, expr.element)
    if element.failed or (key is not None and key.failed):
        run.failed = True
        return
    parts = tuple(
        _placed(consumption.typed(cx, value, None), expr) for value in (key, element) if value is not None
    )
    _settle_type(run, parts)
    if isinstance(run.container.type, UnknownType) or any(not part.known for part in parts):
        for part in parts:
            escape(cx, part)
        return
    name = _CONTAINER[expr.kind][1]
    if call_method(cx, run.container, name, parts, expr, expr.loc).failed:
        run.failed = True


def _placed(value: Value, expr: ast.Comprehension) -> Value:
    """Errors about the element stand at the opening bracket."""
    return replace(value, at=expr.loc)


def _place_in(into: Destination | None, type_: Type) -> Place | None:
    """The destination, if it holds exactly such a container."""
    if into is None or (into.type is not None and into.type != type_):
        return None
    access = into.storage(type_)
    return access if isinstance(access, Place) else None


def _new_container(cx: FunctionContext, expr: ast.Comprehension, type_: Type, place: Place) -> Value:
    """What is built up, default-constructed before the first iterable."""
    value = Value(
        expr=expr,
        at=expr.loc,
        type=type_,
        category=Category.MUT,
        place=place,
        origin=place_origin(place, Category.MUT),
    )
    emit(cx, OpKind.INIT, value, (define(place, expr.loc),))
    return value


def _settle_type(run: _Run, parts: tuple[Value, ...]) -> None:
    """Without a type from the context the elements decide: `List[type of e]`."""
    if not isinstance(run.container.type, UnknownType):
        return
    name = _CONTAINER[run.expr.kind][0]
    if any(not part.known for part in parts):
        return
    type_ = comprehended_type(name, [part.type for part in parts])
    place = run.container.place
    if place is not None:
        run.cx.builder.retype_local(place.local, type_, layout_known=True)
    run.container = replace(run.container, type=type_)
