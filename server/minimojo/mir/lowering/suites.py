"""Blocks of statements: one after the other, until one does not fall through (ST-110)."""

from __future__ import annotations

from minimojo.mir.body import DeadEnd
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.graph import Label
from minimojo.syntax import ast
from minimojo.text import Span


def lower_block(cx: FunctionContext, block: ast.Block) -> None:
    """Lowers the statements in the current scope.

    What stands behind a statement that does not fall through is lowered for its facts alone; its
    first operation becomes an `Unreached` record. Behind an error that makes the compiler skip the
    rest of the function (`cx.skipping`) nothing is lowered.
    """
    from minimojo.mir.lowering.statements import lower_statement

    scopes = len(cx.names)
    around = cx.scope_at
    if len(cx.names) > 1 and block:  # The outermost block is the function's own (CO-12).
        cx.scope_at = Span(block[0].span.start, block[0].span.start)
    with cx.nesting(), cx.builder.block_of_code():
        for number, statement in enumerate(block):
            if cx.skipping:
                break
            cx.builder.spend()
            if _is_docstring(block, number):
                continue
            reachable = cx.builder.reachable
            why = lower_statement(cx, statement)
            if cx.skipping:
                cx.builder.unreachable(DeadEnd.ENDLESS, statement.span)
            elif reachable and not cx.builder.reachable and why is not None:
                cx.builder.watch(why, statement.span)
    cx.scope_at = around
    del cx.names[scopes:]  # those that a `comptime assert` has opened (ST-14)


def _is_docstring(block: ast.Block, number: int) -> bool:
    """Whether a statement is the text behind a constant (GR-21); that of a function is no statement."""
    statement = block[number]
    is_text = isinstance(statement, ast.ExprStatement) and isinstance(statement.value, ast.StringLiteral)
    return is_text and number > 0 and isinstance(block[number - 1], ast.ComptimeDecl)


def lower_arm(
    cx: FunctionContext,
    start: Label,
    block: ast.Block,
    construct: Span,
    arm: str,
    after: Label,
) -> None:
    """A suite with a scope of its own (ST-10) that begins at `start` and goes on to `after`; perhaps only, if it ends
    with a call of something unknown and there are other ways to `after`."""
    with cx.builder.inside(construct, arm), cx.scope():
        cx.builder.start(start)
        lower_block(cx, block)
        cx.builder.goto(after, uncertain=arm != "body" and cx.builder.in_doubt)
