"""`while`, `for` and `comptime for` (ST parts 8 to 10).

A loop is a header with an exit arm; the `else` suite stands on that arm, inside the range of blocks
of the loop and before the body, which is the order in which the compiler looks at it (CL-19).
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager, nullcontext
from typing import TypeVar

from msgspec.structs import replace

from minimojo.mir.body import BranchKind, DeadCode
from minimojo.mir.lowering.branches import Test, lower_test
from minimojo.mir.lowering.constants import Truth
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.graph import Label
from minimojo.mir.lowering.iteration import (
    bind_comptime_target,
    item_type,
    lower_next,
    open_iterator,
)
from minimojo.mir.lowering.mentions import escape_mentions
from minimojo.mir.lowering.patterns import bind_item
from minimojo.mir.lowering.regions import Catch, LoopBody, LoopElse, Region
from minimojo.mir.lowering.suites import lower_arm, lower_block
from minimojo.mir.lowering.targets import error_target
from minimojo.mir.lowering.watching import watch
from minimojo.syntax import ast

_Loop = TypeVar("_Loop", ast.For, ast.While)


def lower_while(cx: FunctionContext, node: ast.While) -> DeadCode | None:
    """A known condition leaves out the body or the exit (ST-62)."""
    _decide_error_type(cx, node, lower_while)
    builder = cx.builder
    builder.touch(node.keyword)
    reachable, skipping = builder.reachable, cx.skipping
    body, leave, after = builder.new_blocks(3)
    with builder.inside(node.span, "loop"), cx.scope():
        loop = builder.open_loop()
        test = Test(BranchKind.LOOP, node.keyword)
        truth = lower_test(cx, node.condition, test, body, leave)
        failed = cx.skipping and not skipping
        endless = reachable and truth is Truth.TRUE and node.otherwise is not None
        otherwise = _Otherwise(cx, node.otherwise or ())
        # ST-120: erased after C has looked at it.
        with builder.pretended(after) if endless else nullcontext():
            _lower_else(cx, node, leave, loop.header, after)
        with otherwise.behind(), _inside(cx, LoopBody(loop.header, after)):
            builder.start(body)
            dead = reachable and truth is Truth.FALSE
            with builder.watched(DeadCode.IF if dead else None, node.keyword):
                lower_arm(cx, body, node.body, node.span, "body", loop.header)
    builder.close_loop(loop, after, node.keyword, forever=truth is Truth.TRUE)
    builder.start(after)
    if failed:
        _read_on(cx, node)
        return None
    return DeadCode.LOOP


def _read_on(cx: FunctionContext, node: ast.While) -> None:
    """Behind an error in the condition the compiler reads the body as statements of the block around
    the loop, but gives up where the body stands on the same line, or at an `else` (ST-3)."""
    from minimojo.mir.lowering.statements import lower_statement

    if node.on_one_line:
        return
    cx.skipping = False
    for statement in node.body:
        lower_statement(cx, statement)
    cx.skipping = cx.skipping or node.otherwise is not None


def lower_for(cx: FunctionContext, node: ast.For) -> DeadCode | None:
    """The iterable is evaluated once, outside the scope of the loop (ST-65)."""
    _decide_error_type(cx, node, lower_for)
    if node.comptime:
        _lower_comptime_for(cx, node)
        return None
    builder = cx.builder
    iterator = open_iterator(cx, node.iterable)
    if iterator.value.failed:
        escape_mentions(cx, node)
        return None
    after = builder.new_block()
    with builder.inside(node.span, "loop"):
        loop = builder.open_loop()
        otherwise = _Otherwise(cx, node.otherwise or ())
        item = lower_next(
            cx, iterator, lambda: _lower_else(cx, node, builder.new_block(), loop.header, after)
        )
        with otherwise.behind(), _inside(cx, LoopBody(loop.header, after)), cx.scope():
            start = builder.new_block()
            with builder.inside(node.span, "body"):
                builder.start(start)
                if not item.failed and bind_item(cx, node.target, item):
                    lower_block(cx, node.body)
                else:
                    escape_mentions(cx, node)
                builder.goto(loop.header)
    builder.close_loop(loop, after, node.keyword)
    builder.start(after)
    return DeadCode.LOOP


def _lower_comptime_for(cx: FunctionContext, node: ast.For) -> None:
    """A loop that runs an unknown number of times; the search for dead code takes for granted that it
    ends (ST-71)."""
    builder = cx.builder
    builder.touch(node.keyword)
    watch(cx, node.iterable)
    element = item_type(cx, node.iterable)
    body, leave, after = builder.new_blocks(3)
    loop = builder.open_loop()
    otherwise = _Otherwise(cx, node.otherwise or ())
    builder.sever(after)
    builder.branch(BranchKind.COMPTIME_FOR, node.keyword, body, leave)
    _lower_else(cx, node, leave, loop.header, after)
    with otherwise.behind(), _inside(cx, LoopBody(loop.header, after)), cx.scope():
        bind_comptime_target(cx, node.target, element)
        lower_arm(cx, body, node.body, node.span, "body", loop.header)
    builder.close_loop(loop, after, node.keyword)
    builder.start(after)


def _lower_else(
    cx: FunctionContext, node: ast.For | ast.While, start: Label, again: Label, after: Label
) -> None:
    """The exit arm, with the `else` suite."""
    with _inside(cx, LoopElse(again, after)):
        lower_arm(cx, start, node.otherwise or (), node.span, "else", after)


def _decide_error_type(
    cx: FunctionContext, node: _Loop, lower: Callable[[FunctionContext, _Loop], object]
) -> None:
    """What is raised first in the source decides the type of errors in a `try` (ST-84): the body of the loop,
    although its `else` suite is lowered before."""
    _, target = error_target(cx)
    if not node.otherwise or not isinstance(target, Catch) or target.raised is not None:
        return
    if target.calm is not None and target.calm.covers(node.span):
        return  # Looked at already: with every loop around it again, that would take twice as long.
    skipping = cx.skipping
    with cx.aside(), cx.scope():  # An error may make the body declare names around the loop (ST-3).
        lower(cx, replace(node, otherwise=()))
    cx.skipping = skipping
    if target.raised is None and node.body:
        target.calm = node.body[0].span.to(node.body[-1].span)


class _Otherwise:
    """What was found in the `else` suite of a loop, which is lowered before the body but stands behind it:
    an error in the body may make the compiler skip it."""

    def __init__(self, cx: FunctionContext, suite: ast.Block) -> None:
        self._cx = cx
        self._suite = suite
        self._skipping = cx.skipping
        self._first = len(cx.facts)

    @contextmanager
    def behind(self) -> Generator[None]:
        """Lowers the body as if the `else` suite had not been seen."""
        cx = self._cx
        end, skipping = len(cx.facts), cx.skipping
        cx.skipping = self._skipping
        yield
        if cx.skipping and not self._skipping:
            del cx.facts[self._first : end]
            cx.disregard(self._suite)
        cx.skipping = cx.skipping or skipping


@contextmanager
def _inside(cx: FunctionContext, region: Region) -> Generator[None]:
    cx.regions.append(region)
    try:
        yield
    finally:
        cx.regions.pop()
