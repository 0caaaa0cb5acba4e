"""`if`, `elif`, `else`, and `comptime if` (ST-55, ST-70)."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from msgspec import Struct

from minimojo.mir.body import BranchKind, DeadCode, DeadEnd
from minimojo.mir.facts import ConstantCondition
from minimojo.mir.lowering.constants import Truth, comptime_truth, known, truth_of
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.graph import Label
from minimojo.mir.lowering.suites import lower_arm
from minimojo.mir.lowering.watching import watch
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import negation, proposition


def lower_if(cx: FunctionContext, node: ast.If) -> DeadCode | None:
    """Dead arms are lowered, but no edge leads to them. Edges of a whole `elif` chain are located
    at its first keyword, and looked at from its end backwards (CL-28b)."""
    at = node.arms[0].keyword
    after, otherwise = cx.builder.new_blocks(2)
    test = Test(BranchKind.IF, at, comptime=node.comptime, else_first=len(node.arms) > 1, after=after)
    decided: DeadCode | None = None
    truths: list[Truth] = []
    if node.comptime:
        cx.builder.touch(at)
    with cx.scope():
        for position, arm in enumerate(node.arms):
            before = otherwise
            then, otherwise = cx.builder.new_blocks(2)
            with cx.scope():
                with _region(cx, arm.condition, position):
                    if position:
                        cx.builder.start(before)
                    reachable = cx.builder.reachable
                    with cx.builder.watched(decided, at):
                        truth = lower_test(cx, arm.condition, test, then, otherwise)
                decided = _decided_by_pattern(arm.condition, truth) if reachable else None
                truths.append(truth)
                if node.comptime:
                    _assume(cx, arm.condition)
                construct = Span(arm.keyword.start, node.span.end) if position else node.span
                lower_arm(cx, then, arm.body, construct, "elif" if position else "then", after)
            if node.comptime:
                _assume_not(cx, arm.condition)
        with cx.builder.watched(decided, at):
            lower_arm(cx, otherwise, node.otherwise or (), node.span, "else", after)
    if not node.comptime and not cx.skipping:  # Told behind the arms, if the compiler gets there (ST-1).
        for arm, truth in zip(node.arms, truths, strict=True):
            _report_constant(cx, arm.condition, truth)
    cx.builder.start(after)
    return None if node.comptime else DeadCode.IF


def _region(
    cx: FunctionContext, condition: ast.Expr | ast.CaseCondition, position: int
) -> AbstractContextManager[None]:
    """The condition of an `elif` has a region of its own; what a pattern declares stays for the arm."""
    if position and isinstance(condition, ast.Expr):
        return cx.builder.inside(condition.span, "condition")
    return nullcontext()


class Test(Struct, frozen=True):
    """How a condition leaves its block: the kind and location of its edges, and what follows both."""

    kind: BranchKind
    at: Span
    comptime: bool = False
    else_first: bool = False
    after: Label | None = None


def lower_test(
    cx: FunctionContext,
    condition: ast.Expr | ast.CaseCondition,
    test: Test,
    then: Label,
    otherwise: Label,
) -> Truth:
    """Evaluates a condition and leaves the block by it; tells what is known about it."""
    from minimojo.mir.lowering.conditions import lower_condition
    from minimojo.mir.lowering.matches import lower_case_condition

    if cx.skipping:
        return Truth.RUNTIME
    if isinstance(condition, ast.CaseCondition):
        return lower_case_condition(cx, condition, test, then, otherwise)
    if test.comptime:
        watch(cx, condition)
        truth = comptime_truth(cx, condition)
    elif lower_condition(cx, condition):
        truth = truth_of(cx, condition)
    else:
        cx.builder.unreachable(DeadEnd.ENDLESS, test.at)
        return Truth.RUNTIME
    branch_on(cx, truth, test, then, otherwise)
    return truth


def branch_on(cx: FunctionContext, truth: Truth, test: Test, then: Label, otherwise: Label) -> None:
    """Leaves the block by a condition; a known one has a single edge."""
    match truth:
        case Truth.TRUE:
            cx.builder.goto(then)
        case Truth.FALSE:
            cx.builder.goto(otherwise)
        case Truth.RUNTIME:
            cx.builder.branch(
                test.kind, test.at, then, otherwise, else_first=test.else_first, after=test.after
            )
        case Truth.UNDECIDED:
            cx.builder.branch_unknown(
                test.kind, test.at, then, otherwise, else_first=test.else_first, after=test.after
            )


def _decided_by_pattern(condition: ast.Expr | ast.CaseCondition, truth: Truth) -> DeadCode | None:
    """What is behind a pattern that always matches is dead, and said to be so."""
    always = isinstance(condition, ast.CaseCondition) and truth is Truth.TRUE
    return DeadCode.CASE_CONDITION if always else None


def _report_constant(cx: FunctionContext, condition: ast.Expr | ast.CaseCondition, truth: Truth) -> None:
    value = known(truth)
    if value is not None and isinstance(condition, ast.Expr):
        cx.report(ConstantCondition(at=condition.loc, span=condition.span, value=value))


def _assume(cx: FunctionContext, condition: ast.Expr | ast.CaseCondition) -> None:
    """The condition of a `comptime if` is known to hold inside its arm (TY-23)."""
    if isinstance(condition, ast.Expr):
        cx.assume(cx.types.assuming(proposition(condition, cx.types)))


def _assume_not(cx: FunctionContext, condition: ast.Expr | ast.CaseCondition) -> None:
    if isinstance(condition, ast.Expr):
        cx.assume(cx.types.assuming(negation(proposition(condition, cx.types))))
