"""`try`, `except`, `else`, `finally` and `raise` (ST part 12)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

from minimojo.mir.body import (
    DeadCode,
    DeadEnd,
    Local,
    LocalId,
    LocalKind,
    Place,
)
from minimojo.mir.lowering import consumption
from minimojo.mir.lowering.bindings import LocalBinding
from minimojo.mir.lowering.builder import Builder
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.graph import Label
from minimojo.mir.lowering.jumps import error_slot, may_raise_here, raise_from, slot_type
from minimojo.mir.lowering.locals import declare_variable
from minimojo.mir.lowering.raises import move_error, without_a_say
from minimojo.mir.lowering.regions import Catch, Cleanup, Handling
from minimojo.mir.lowering.suites import lower_arm, lower_block
from minimojo.mir.lowering.values import Destination
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import resolve_type
from minimojo.types.model import UNKNOWN, Category, Type


def lower_try(cx: FunctionContext, node: ast.Try) -> DeadCode | None:
    """Body, then `except`, then `else`, each followed by its copy of `finally` (ST-83)."""
    builder = cx.builder
    name = _error_name(node)
    builder.touch(node.keyword if name is None else name.span)  # The error is declared first.
    reachable = builder.reachable
    entry, handler, orelse, after = builder.new_blocks(4)
    builder.start(entry)
    builder.note_try(entry, handler, orelse, after)
    final = None if node.final is None else Final(cx, node.final, node.span, node.keyword)
    if final is not None:
        cx.regions.append(Cleanup(final.copy))
    error = _lower_body(cx, node, handler, orelse)
    if error is not None:
        silent = not reachable or (final is not None and final.does_something())
        _lower_handler(cx, node, handler, error, None if silent else DeadCode.EXCEPT)
        _finish(cx, final, after)
    dead_else = DeadCode.ELSE_OF_TRY if reachable else None
    inner_after = builder.new_block()
    if node.otherwise is None:
        builder.start(orelse)
    else:
        with builder.watched(dead_else, node.keyword):
            lower_arm(cx, orelse, node.otherwise, node.span, "else", inner_after)
        builder.start(inner_after)
    _finish(cx, final, after)
    if final is not None:
        cx.regions.pop()
        final.conclude()
    builder.start(after)
    return DeadCode.TRY


def lower_raise(cx: FunctionContext, node: ast.Raise) -> DeadCode | None:
    """ST-80, ST-81."""
    from minimojo.mir.lowering.expressions import lower_expression

    at = Span(node.span.start, node.span.start + len("raise"))
    if node.value is None:
        cx.builder.touch(at)
        caught = _caught_error(cx)
        if caught is None:
            cx.builder.unreachable(DeadEnd.ENDLESS, at)
        else:
            move_error(cx, caught, at)
        return DeadCode.RAISE

    def declare(type_: Type) -> Place:
        return _slot_for(cx, type_, at)

    wanted = slot_type(cx)
    into = Destination(type=wanted, what="raise", declare=declare)
    delivered = consumption.deliver(cx, lower_expression(cx, node.value, wanted, into), into)
    if not delivered and wanted is not None:
        consumption.count_as_set(cx, _slot_for(cx, wanted, at), node.value, node.value.loc)
    raise_from(cx, at)
    return DeadCode.RAISE


class Final:
    """A suite that is copied to every exit of a statement, in the names of that statement.

    Errors in a copy pass through a hidden handler that moves them outward at `at` (ST-83). The compiler reads
    the suite once, behind the others: `skips` tells whether an error makes it skip what follows.
    """

    def __init__(self, cx: FunctionContext, suite: ast.Block, construct: Span, at: Span) -> None:
        self.cx, self.suite, self.construct, self.at = cx, suite, construct, at
        self.names = list(cx.names)
        self.lowered = self.skips = False

    def copy(self) -> None:
        """Lowers a copy where control reaches this point."""
        if self.cx.builder.reachable:
            self._lower()

    def does_something(self) -> bool:
        """Whether the suite has an operation, so that the compiler does not tell that `except` is dead (ST-85).
        Where errors pass through it there always is one: what moves them outward (checked on 1.2.0)."""
        return may_raise_here(self.cx) or self.cx.has_operations(lambda: lower_block(self.cx, self.suite))

    def conclude(self) -> None:
        """Behind the statement: a suite that is never reached is still read by the compiler's first phase, one
        behind code that is skipped is not."""
        if self.cx.skipping:
            self.cx.disregard(self.suite)
        elif not self.lowered:
            self._lower()
        self.cx.skipping = self.cx.skipping or self.skips

    def _lower(self) -> None:
        self.lowered = True
        cx = self.cx
        outer, cx.names = cx.names, list(self.names)
        skipping = cx.skipping
        try:
            with cx.builder.inside(self.construct, "finally"), cx.scope():
                if cx.builder.reachable:
                    cx.builder.start(cx.builder.new_block())
                passing_errors(cx, self.at, lambda: lower_block(cx, self.suite))
        finally:
            cx.names = outer
            self.skips = self.skips or (cx.skipping and not skipping)
            cx.skipping = skipping


def passing_errors(cx: FunctionContext, at: Span, lower: Callable[[], None]) -> None:
    """Lowers code whose errors are moved, at `at`, into the slot around it."""
    if not may_raise_here(cx):
        lower()
        return
    builder = cx.builder
    entry, handler, after = builder.new_blocks(3)
    builder.start(entry)
    catch = Catch(hidden_error(builder, at), handler)
    cx.regions.append(catch)
    lower()
    cx.regions.pop()
    if handler.entered:
        builder.note_try(entry, handler, after, after)
        builder.goto(after)
        builder.start(handler)
        with without_a_say(cx) if catch.raised is None else nullcontext():
            move_error(cx, catch.slot, at)
        builder.start(after)


def hidden_error(builder: Builder, at: Span) -> LocalId:
    """An error slot without a name."""
    return builder.add_local(
        Local(name="", kind=LocalKind.ERROR, type=UNKNOWN, declared_at=at, tracked=False)
    )


def _lower_body(cx: FunctionContext, node: ast.Try, handler: Label, orelse: Label) -> LocalId | None:
    """The body; returns the local that holds the error, None if none may be raised in it."""
    slot: LocalId | None = None
    catch: Catch | None = None
    if node.handler is not None or may_raise_here(cx):
        slot = _declare_error(cx, node)
        catch = Catch(slot, handler)
        cx.regions.append(catch)
    start = cx.builder.new_block()
    lower_arm(cx, start, node.body, node.span, "body", orelse)
    if catch is not None:
        cx.regions.pop()
        if catch.raised is None:
            error_type(cx, catch)
    return slot


def error_type(cx: FunctionContext, catch: Catch) -> Type:
    """The error type of a `try` in which nothing raises is `Error` (ST-84)."""
    cx.regions.append(catch)
    name = ast.Name(span=Span(0, 0), loc=Span(0, 0), name="Error")
    error_slot(cx, resolve_type(name, cx.types))
    cx.regions.pop()
    return cx.builder.local(catch.slot).type


def _declare_error(cx: FunctionContext, node: ast.Try) -> LocalId:
    name = _error_name(node)
    if name is None:
        return hidden_error(cx.builder, node.keyword)
    return declare_variable(cx, name.name, UNKNOWN, name.span)


def _error_name(node: ast.Try) -> ast.Name | None:
    target = None if node.handler is None else node.handler.target
    return target if isinstance(target, ast.Name) else None


def _lower_handler(
    cx: FunctionContext, node: ast.Try, handler: Label, error: LocalId, why: DeadCode | None
) -> None:
    """The `except` suite, or the implicit one of a `try` without (ST-85); `why` it is dead if it is."""
    builder = cx.builder
    if node.handler is None:
        builder.start(handler)
        move_error(cx, error, node.keyword)
        return
    after = builder.new_block()
    with builder.watched(why, node.keyword):
        cx.regions.append(Handling(error))
        with cx.scope():
            name = _error_name(node)
            if name is not None:
                local = builder.local(error)
                cx.declare(
                    name.name,
                    LocalBinding(
                        local=error,
                        type=local.type,
                        category=Category.MUT,
                        declared_at=name.span,
                    ),
                )
            with builder.inside(node.span, "except"):  # Name and suite share the scope (ST-10).
                builder.start(handler)
                lower_block(cx, node.handler.body)
                builder.goto(after, uncertain=builder.in_doubt)
        cx.regions.pop()
        if builder.watching and why is not None and not handler.entered:
            builder.note_unreached(DeadCode.TRY_BODY, node.keyword, node.keyword)
    builder.start(after)


def _finish(cx: FunctionContext, final: Final | None, after: Label) -> None:
    """The normal end of a suite: through its copy of `finally`."""
    if final is not None:
        cleanup = cx.regions.pop()
        final.copy()
        cx.regions.append(cleanup)
    cx.builder.goto(after)


def _caught_error(cx: FunctionContext) -> LocalId | None:
    """The error that a bare `raise` raises again: of the `except` suite around it."""
    for region in reversed(cx.regions):
        match region:
            case Handling(slot=slot):
                return slot
            case Catch(ends_loop=None):
                return None
            case _:
                pass
    return None


def _slot_for(cx: FunctionContext, type_: Type, at: Span) -> Place:
    """The slot for an error value; outside of any it goes nowhere (ST-80 is reported elsewhere)."""
    slot = error_slot(cx, type_)
    return Place(local=hidden_error(cx.builder, at) if slot is None else slot)
