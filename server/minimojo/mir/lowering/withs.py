"""`with` (ST part 11): enter, body, and an exit on every way out."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from minimojo.hir.model import Convention
from minimojo.mir.body import BranchKind, DeadCode, Effect, EffectKind, Op, OpKind, Place
from minimojo.mir.lowering import consumption
from minimojo.mir.lowering.bindings import LocalBinding, SilentBinding
from minimojo.mir.lowering.conditions import emit_truth
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.graph import Label
from minimojo.mir.lowering.jumps import error_slot, may_raise_here
from minimojo.mir.lowering.locals import declare_temporary, declare_variable, is_known_type
from minimojo.mir.lowering.origins import place_origin
from minimojo.mir.lowering.protocols import call_method, find_method
from minimojo.mir.lowering.raises import move_error
from minimojo.mir.lowering.regions import Catch, Cleanup
from minimojo.mir.lowering.suites import lower_block
from minimojo.mir.lowering.tries import error_type, hidden_error, passing_errors
from minimojo.mir.lowering.values import Destination, Value, unknown
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import Methods, Resolved, is_told_of_errors, member
from minimojo.types.model import UNKNOWN, Category, Type


def lower_with(cx: FunctionContext, node: ast.With) -> DeadCode | None:
    """`with a as x, b as y` is two statements, one inside the other."""
    _lower_item(cx, node, 0)
    return DeadCode.TRY


class _Manager(Struct, frozen=True, kw_only=True):
    """The hidden variable of one item. `entered` is what `__enter__` gave, `takes_error` tells of
    an `__exit__` for errors that is used here (ST-76); `exits` is None when it cannot be known
    whether there is an `__exit__`."""

    value: Value
    item: ast.WithItem
    keyword: Span
    statement: Span
    exits: bool | None
    takes_error: bool
    entered: Place | None

    @property
    def at(self) -> Span:
        return self.item.value.loc


def _lower_item(cx: FunctionContext, node: ast.With, index: int) -> None:
    if index == len(node.items):
        lower_block(cx, node.body)
        return
    item = node.items[index]
    cx.builder.touch(item.value.loc)
    held = _hold(cx, item.value)
    if cx.skipping:
        return
    exits, takes_error = _exits(cx, held)
    with cx.nesting(), cx.scope():
        manager = _Manager(
            value=held,
            item=item,
            keyword=node.keyword,
            statement=node.span,
            exits=exits,
            takes_error=takes_error and may_raise_here(cx),
            entered=_enter(cx, held, item),
        )
        if manager.takes_error:
            _guard(cx, manager, lambda: _lower_judged(cx, node, index, manager))
        else:
            _guard(cx, manager, lambda: _lower_inside(cx, node, index))


def _hold(cx: FunctionContext, expr: ast.Expr) -> Value:
    """The manager in an owned hidden variable: a place is copied into it, unless written `m^`."""
    from minimojo.mir.lowering.expressions import lower_expression

    place: Place | None = None

    def declare(type_: Type) -> Place:
        nonlocal place
        place = declare_temporary(cx, type_, expr.loc)
        return place

    into = Destination(type=None, what="context manager", declare=declare, fresh=True)
    value = lower_expression(cx, expr, None, into)
    if not consumption.deliver(cx, value, into) and not cx.skipping:
        cx.skip_rest()  # ST-3
    if place is None or not value.known:
        return replace(value, place=place, category=Category.UNKNOWN)
    return replace(
        value,
        type=consumption.storage_type(cx, value),
        category=Category.MUT,
        place=place,
        origin=place_origin(place, Category.MUT),
        transferred=False,
        delivered=False,
    )


def _exits(cx: FunctionContext, manager: Value) -> tuple[bool | None, bool]:
    """Whether the manager has an `__exit__()`, and one that is told the error."""
    if not manager.known:
        return None, False
    found = member(manager.type, "__exit__", cx.types)
    if isinstance(found, Methods):
        told = [is_told_of_errors(each, cx.types) for each in found.candidates]
        return (None, False) if None in told and True not in told else (True, True in told)
    return (False, False) if find_method(cx, manager, "__exit__") is None else (None, False)


def _enter(cx: FunctionContext, manager: Value, item: ast.WithItem) -> Place | None:
    """Calls `__enter__` and declares the target; returns where the result is."""
    target = item.target
    while isinstance(target, ast.Paren):
        target = target.inner
    place: Place | None = None

    def declare(type_: Type) -> Place:
        nonlocal place
        if isinstance(target, ast.Name):
            place = Place(local=declare_variable(cx, target.name, type_, target.span))
        else:
            place = declare_temporary(cx, type_, item.value.loc)
        return place

    into = Destination(type=None, what="with", declare=declare, fresh=True)
    receiver = _handed_over(cx, manager, "__enter__")
    value = call_method(cx, receiver, "__enter__", (), item.value, item.value.loc, into)
    if value.is_place and target is None:
        return None  # Nobody takes what the reference refers to.
    if value.is_place and isinstance(target, ast.Discard):
        consumption.discard(cx, value)
        return None
    if not value.failed:
        consumption.deliver(cx, value, into)
    match target:
        case ast.Name() if place is not None:
            binding = LocalBinding(
                local=place.local,
                type=cx.builder.local(place.local).type,
                category=Category.MUT,
                declared_at=target.span,
            )
            cx.declare(target.name, binding)
        case ast.Name():
            cx.declare(target.name, SilentBinding(type=value.type, declared_at=target.span))
        case None | ast.Discard():
            pass
        case _:
            _unpack(cx, target, value, place)
    return place


def _unpack(cx: FunctionContext, target: ast.Expr, value: Value, place: Place | None) -> None:
    from minimojo.mir.lowering.patterns import bind_variable_target

    if place is not None:
        origin = place_origin(place, Category.MUT)
        value = replace(
            value,
            type=cx.builder.local(place.local).type,
            category=Category.OWNED,
            place=place,
            origin=origin,
            delivered=False,
        )
    bind_variable_target(cx, target, value, "with")


def _handed_over(cx: FunctionContext, manager: Value, name: str) -> Value:
    """The manager as receiver: an owned value for a method that takes it so."""
    method = find_method(cx, manager, name)
    if isinstance(method, Resolved) and method.decl.arguments:
        convention = method.decl.arguments[0].convention
        if convention in (Convention.VAR, Convention.DEINIT):
            return replace(manager, category=Category.OWNED)
    return manager


def _guard(cx: FunctionContext, manager: _Manager, lower: Callable[[], None]) -> None:
    """The hidden `try` around the body whose `finally` is the exit."""
    builder = cx.builder
    entry, handler, done, after = builder.new_blocks(4)
    builder.start(entry)
    builder.note_try(entry, handler, done, after)
    catch = Catch(hidden_error(builder, manager.at), handler) if may_raise_here(cx) else None
    cx.regions.append(Cleanup(lambda: _exit(cx, manager)))
    if catch is not None:
        cx.regions.append(catch)
    lower()
    builder.goto(done)
    if catch is not None:
        cx.regions.pop()
        if catch.raised is None:
            error_type(cx, catch)
        builder.start(handler)
        if manager.exits is None:
            _swallow_perhaps(cx, manager, after)
        move_error(cx, catch.slot, manager.at)
    cx.regions.pop()
    builder.start(done)
    _exit(cx, manager)
    builder.goto(after)
    builder.start(after)


def _lower_inside(cx: FunctionContext, node: ast.With, index: int) -> None:
    with cx.builder.inside(node.span, "with"), cx.scope():
        cx.builder.start(cx.builder.new_block())
        _lower_item(cx, node, index + 1)


def _lower_judged(cx: FunctionContext, node: ast.With, index: int, manager: _Manager) -> None:
    """The body of a manager that is told of errors: `__exit__(error)` decides whether they go on."""
    builder = cx.builder
    entry, handler, done = builder.new_blocks(3)
    builder.start(entry)
    builder.note_try(entry, handler, done, done)
    catch = Catch(hidden_error(builder, manager.at), handler)
    cx.regions.append(catch)
    told = _told(cx, manager)
    if told is not None:
        error_slot(cx, told)
    _lower_inside(cx, node, index)
    cx.regions.pop()
    builder.goto(done)
    builder.start(handler)
    error = _error_value(cx, manager, catch)
    receiver = _handed_over(cx, manager.value, "__exit__")
    answer = call_method(cx, receiver, "__exit__", (error,), manager.item.value, manager.at)
    if answer.known:
        emit_truth(cx, answer)
    again = builder.new_block()
    builder.branch(BranchKind.IF, manager.at, again, done)
    builder.start(again)
    move_error(cx, catch.slot, manager.at)
    builder.start(done)


def _told(cx: FunctionContext, manager: _Manager) -> Type | None:
    """The type of errors in the body, as `__exit__` declares it (ST-76); None where the body decides."""
    receiver = _handed_over(cx, manager.value, "__exit__")
    method = find_method(cx, receiver, "__exit__", (unknown(manager.item.value),))
    if not isinstance(method, Resolved) or len(method.bindings) != 2:
        return None
    declared = method.bindings[1].type
    return declared if is_known_type(declared) else None


def _error_value(cx: FunctionContext, manager: _Manager, catch: Catch) -> Value:
    place = Place(local=catch.slot)
    type_ = catch.raised or error_type(cx, catch)
    return Value(
        expr=manager.item.value,
        at=manager.at,
        type=type_,
        category=Category.UNKNOWN if type_ == UNKNOWN else Category.MUT,
        place=place,
        origin=place_origin(place, Category.MUT),
    )


def _exit(cx: FunctionContext, manager: _Manager) -> None:
    """One copy of the exit (ST-75): `__exit__`, else a use of what `__enter__` gave."""
    if not cx.builder.reachable:
        return
    if manager.exits:
        passing_errors(cx, manager.keyword, lambda: _call_exit(cx, manager))
    elif manager.exits is False and manager.entered is not None:
        at = manager.keyword
        use = Effect(kind=EffectKind.USE, access=manager.entered, at=at)
        cx.emit(Op(kind=OpKind.READ, at=at, span=manager.statement, effects=(use,)))


def _call_exit(cx: FunctionContext, manager: _Manager) -> None:
    """Behind an error that `__exit__` was told of, it is not called again."""
    receiver = _handed_over(cx, manager.value, "__exit__")
    if not manager.takes_error:
        call_method(cx, receiver, "__exit__", (), manager.item.value, manager.at)
        return
    calm, after = cx.builder.new_blocks(2)
    cx.builder.branch(BranchKind.IF, manager.at, calm, after)
    cx.builder.start(calm)
    call_method(cx, receiver, "__exit__", (), manager.item.value, manager.at)
    cx.builder.start(after)


def _swallow_perhaps(cx: FunctionContext, manager: _Manager, after: Label) -> None:
    """An unknown manager may end the error: control then goes on behind the statement. Most do not."""
    again, swallowed = cx.builder.new_blocks(2)
    cx.builder.branch_unknown(BranchKind.IF, manager.at, again, swallowed)
    cx.builder.start(swallowed)
    cx.builder.goto(after, unlikely=True)
    cx.builder.start(again)
