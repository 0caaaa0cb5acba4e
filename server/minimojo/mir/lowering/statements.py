"""One statement: which module lowers it, and why code behind it may be dead (ST-110)."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.edition import Change
from minimojo.mir.body import DeadCode, DeadEnd, Effect, EffectKind, Op, OpKind, Place
from minimojo.mir.lowering import closures, consumption, expressions, matches, unused
from minimojo.mir.lowering.bindings import LocalBinding, SilentBinding
from minimojo.mir.lowering.branches import lower_if
from minimojo.mir.lowering.comptime import declare_comptime, declare_imports
from minimojo.mir.lowering.constants import Truth, comptime_truth
from minimojo.mir.lowering.context import FunctionContext, Names
from minimojo.mir.lowering.jumps import jump_to_loop
from minimojo.mir.lowering.loops import lower_for, lower_while
from minimojo.mir.lowering.raises import emit_raising
from minimojo.mir.lowering.returns import lower_return
from minimojo.mir.lowering.tries import lower_raise, lower_try
from minimojo.mir.lowering.watching import watch
from minimojo.mir.lowering.withs import lower_with
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import proposition
from minimojo.types.model import UNKNOWN


def lower_statement(cx: FunctionContext, node: ast.Statement) -> DeadCode | None:
    """Lowers `node`; the result says why code behind it is dead, if it does not fall through."""
    match node:
        case ast.ExprStatement():
            unused.lower_statement_expression(cx, node)
            return None
        case ast.If():
            return lower_if(cx, node)
        case ast.While():
            return lower_while(cx, node)
        case ast.For():
            return lower_for(cx, node)
        case ast.Try():
            return lower_try(cx, node)
        case ast.With():
            return lower_with(cx, node)
        case ast.Match():
            return matches.lower_match(cx, node)
        case ast.Return():
            return lower_return(cx, node)
        case ast.Raise():
            return lower_raise(cx, node)
        case ast.Break():
            return _jump(cx, node, DeadCode.BREAK)
        case ast.Continue():
            return _jump(cx, node, DeadCode.CONTINUE)
        case ast.Assert():
            if node.comptime:
                return _comptime_assert(cx, node)
            _assert(cx, node)
            return None
        case ast.RemovedStatement() if node.replacement is not None:
            return lower_statement(cx, _meant(cx, node, node.replacement))
        case _:
            _lower_other(cx, node)
            return None


def _meant(cx: FunctionContext, node: ast.RemovedStatement, statement: ast.Statement) -> ast.Statement:
    """What an older spelling stands for: once `@parameter if` was what `comptime if` is today."""
    older = node.spelling == "@parameter" and not cx.has(Change.BARE_STATEMENTS)
    return (
        replace(statement, comptime=True) if older and isinstance(statement, ast.If | ast.For) else statement
    )


def _lower_other(cx: FunctionContext, node: ast.Statement) -> None:
    """Statements that always fall through."""
    match node:
        case ast.ComptimeDecl():
            declare_comptime(cx, node)
        case ast.Import():
            declare_imports(cx, node)
        case ast.FunctionDef():
            closures.lower_nested_function(cx, node)
        case ast.TypeDef():
            cx.declare(node.name, SilentBinding(type=UNKNOWN, declared_at=node.name_span))
        case ast.BrokenStatement() | ast.OpaqueStatement():
            _anything_may_happen(cx, node.mentions, node.span)
        case _:
            pass


def _jump(cx: FunctionContext, node: ast.Statement, why: DeadCode) -> DeadCode | None:
    """`break`, `continue`; outside of loops the compiler rejects the function, and has no more to say of what is
    behind (ST-8)."""
    at = node.span
    if not jump_to_loop(cx, at, again=why is DeadCode.CONTINUE):
        cx.misplaced_jump = True
        cx.builder.unreachable(DeadEnd.ENDLESS, at)
        return None
    return why


def _assert(cx: FunctionContext, node: ast.Assert) -> None:
    """A call of `debug_assert`: both operands are always evaluated (ST-73)."""
    operands = (node.condition,) if node.message is None else (node.condition, node.message)
    for value in [expressions.lower_expression(cx, operand) for operand in operands]:
        consumption.discard(cx, value)


def _comptime_assert(cx: FunctionContext, node: ast.Assert) -> DeadCode | None:
    """ST-72. Unless it is known to hold, the rest of the block is a new scope (ST-14)."""
    watch(cx, node.condition, node.message)
    truth = comptime_truth(cx, node.condition)
    keyword = Span(node.span.start, node.span.start + len("comptime"))
    if truth is Truth.TRUE:
        return None
    cx.builder.touch(keyword)
    if truth is Truth.FALSE:
        cx.builder.unreachable(DeadEnd.ENDLESS, keyword)
        return DeadCode.ASSERTION
    if truth is Truth.UNDECIDED:
        _uncertain(cx)
    types = cx.types.assuming(proposition(node.condition, cx.types))
    cx.names.append(Names({}, types))
    return None


def _anything_may_happen(cx: FunctionContext, mentions: tuple[ast.Name, ...], at: Span) -> None:
    """Source that cannot be read: it may do anything to what it mentions, raise, or not return."""
    effects: list[Effect] = []
    for name in mentions:
        binding = cx.lookup(name.name)
        if isinstance(binding, LocalBinding):
            place = Place(local=binding.local)
            effects.append(Effect(kind=EffectKind.TAINT, access=place, at=name.span))
    if not cx.builder.reachable:
        return
    op = Op(kind=OpKind.CALL, at=at, span=at, effects=tuple(effects), certain=False)
    emit_raising(cx, op, None, UNKNOWN, certain=False)
    _uncertain(cx)


def _uncertain(cx: FunctionContext) -> None:
    """What follows is reached perhaps."""
    after = cx.builder.new_block()
    cx.builder.goto(after, uncertain=True)
    cx.builder.start(after)
