"""`match` and conditions with a pattern: `if case p = v` (ST-94 .. ST-98, ST-74).

The cases are decided run by run. A run is one switch: a chain of tests in the order of the values, not
of the source, each followed by the cases of its value; control that leaves a group of cases goes to
the next run, never to another value (ST-96).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from minimojo.mir.body import BranchKind, DeadCode, DeadEnd
from minimojo.mir.lowering import conditions, expressions, operators
from minimojo.mir.lowering.branches import Test, branch_on, lower_test
from minimojo.mir.lowering.case_coverage import Coverage, coverage_of
from minimojo.mir.lowering.case_patterns import Pattern, is_invalid, is_irrefutable, read_pattern, takes_apart
from minimojo.mir.lowering.case_rows import (
    AnyOf,
    CaseTest,
    Equals,
    IsCase,
    Row,
    Run,
    Unclear,
    arms_of_chains,
    begins_with_name,
    names_of,
    required_tests,
    split_runs,
    without_first_test,
)
from minimojo.mir.lowering.case_subjects import (
    Subject,
    bind_name,
    comptime_subject,
    open_subject,
    part_of,
    stored,
)
from minimojo.mir.lowering.case_types import Path
from minimojo.mir.lowering.constants import Truth, comptime_truth, known, truth_of
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.graph import Label
from minimojo.mir.lowering.operations import emit_read, escape
from minimojo.mir.lowering.suites import lower_block
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types.model import Category


class _Match(Struct, frozen=True):
    """One match: where its edges are located, and where its bodies go on. `arms` are the cases whose body is
    not looked at if the guard is wrong: with others it is (checked on 1.2.0)."""

    node: ast.Match
    subject: Subject
    coverage: Coverage
    valid: tuple[bool, ...]
    else_first: bool
    several_runs: bool
    arms: frozenset[int]
    after: Label

    def test(self, at: Span, fail: Label | None) -> Test:
        """A test behind which `fail` stands, the next run, whichever way it goes (CL-28b)."""
        return Test(BranchKind.MATCH, at, else_first=self.else_first, after=fail)


def lower_match(cx: FunctionContext, node: ast.Match) -> DeadCode | None:
    """All cases are lowered, reachable or not. An error in the subject hides them (ST part 2)."""
    if node.comptime:
        cx.builder.touch(node.keyword)
    subject = comptime_subject(cx, node.subject) if node.comptime else open_subject(cx, node.subject)
    if subject is None:
        return None
    patterns = [read_pattern(case.pattern, subject.value.type, cx.types) for case in node.cases]
    guards = [case.guard is not None for case in node.cases]
    if any(takes_apart(pattern) for pattern in patterns):
        subject = stored(cx, subject)
    runs = split_runs([_row(number, patterns[number], case) for number, case in enumerate(node.cases)])
    refutable = sum(
        guard or not is_irrefutable(pattern) for pattern, guard in zip(patterns, guards, strict=True)
    )
    coverage = coverage_of(list(zip(patterns, guards, strict=True)), subject.value.type, cx.types)
    if _is_two_sided(runs, coverage, len(node.cases)):
        runs = [Run(tuple(sorted(runs[0].groups, key=lambda group: group[-1].number)))]
    match = _Match(
        node=node,
        subject=subject,
        coverage=coverage,
        valid=tuple(not is_invalid(pattern) for pattern in patterns),
        else_first=refutable > 1 and not _is_two_sided(runs, coverage, len(node.cases)),
        several_runs=len(runs) > 1,
        arms=frozenset(arms_of_chains(runs)),
        after=cx.builder.new_block(),
    )
    if match.several_runs or (len(node.cases) == 1 and bool(runs[0].rows[0].tests)):
        cx.builder.touch(node.keyword)
    _lower_match_runs(cx, match, runs)
    cx.builder.start(match.after)
    if node.comptime:
        return None
    return DeadCode.MATCH if match.several_runs else DeadCode.IF


def lower_case_condition(
    cx: FunctionContext, condition: ast.CaseCondition, test: Test, then: Label, otherwise: Label
) -> Truth:
    """`case pattern = value`: the names are bound where the pattern matches."""
    subject = open_subject(cx, condition.value)
    if subject is None:
        cx.skip_rest()
        cx.builder.unreachable(DeadEnd.ENDLESS, test.at)
        return Truth.RUNTIME
    pattern = read_pattern(condition.pattern, subject.value.type, cx.types)
    if takes_apart(pattern):
        subject = stored(cx, subject)
    for each in required_tests(pattern):
        _pass_test(cx, subject, each, test, otherwise)
    for name in names_of(pattern):
        bind_name(cx, subject, name)
    cx.builder.goto(then)
    return Truth.TRUE if is_irrefutable(pattern) else Truth.RUNTIME


def _is_two_sided(runs: Sequence[Run], coverage: Coverage, cases: int) -> bool:
    """Whether the cases cover both values of a `Bool` and the last one is needed for it: an `if` about
    the other value, with an `else`."""
    if len(runs) != 1 or runs[0].otherwise is not None or coverage.concluding != cases - 1:
        return False
    tests = [test for group in runs[0].groups for test in group[0].tests[:1]]
    values = {test.pattern.spelling for test in tests if isinstance(test, Equals) and not test.path}
    return values == {"True", "False"}


# --- runs -------------------------------------------------------------------------------------------


def _row(number: int, pattern: Pattern, case: ast.Case) -> Row:
    tests, names = required_tests(pattern), names_of(pattern)
    return Row(number, tests, names, case.guard, case.body, named_first=begins_with_name(pattern))


def _lower_match_runs(cx: FunctionContext, match: _Match, runs: Sequence[Run]) -> None:
    """The runs of the whole match. Those behind a run that always chooses a case are dead (ST-97);
    behind the last one no case was chosen."""
    reachable = cx.builder.reachable
    for position, run in enumerate(runs):
        numbers = [row.number for row in run.rows]
        concludes = match.coverage.concluding in numbers or match.coverage.unreachable.issuperset(numbers)
        following = None if concludes else cx.builder.new_block()
        dead = reachable and not cx.builder.reachable
        says_nothing = len(numbers) == 1 and position + 1 == len(runs)
        why = DeadCode.MATCH_CASE if dead and not says_nothing else None
        with cx.builder.watched(why, match.node.keyword):
            _lower_run(cx, match, run, following, match.after)
        reachable = reachable and not (dead and why)
        if following is not None:
            cx.builder.start(following)
    cx.builder.goto(match.after, uncertain=match.coverage.open_ended)


def _lower_run(cx: FunctionContext, match: _Match, run: Run, fail: Label | None, end: Label | None) -> None:
    """One switch, or one case that is not decided by a switch. `fail` is where control goes when it
    chooses nothing, None when it always does; `end` is where the bodies go on."""
    first = run.rows[0]
    if first.tests and isinstance(first.tests[0], Equals | IsCase):
        _lower_switch(cx, match, run, fail, end)
    else:
        _lower_candidate(cx, match, first, fail, end)


def _lower_switch(
    cx: FunctionContext, match: _Match, run: Run, fail: Label | None, end: Label | None
) -> None:
    builder = cx.builder
    several = len(run.groups) > 1 or run.otherwise is not None
    folded = False
    covered = run.otherwise is not None and run.otherwise.number in match.coverage.unreachable
    _read_discriminant(cx, match.subject, run)
    for position, group in enumerate(run.groups):
        test = group[0].tests[0]
        is_last = position + 1 == len(run.groups)
        at = match.node.keyword if several or match.node.comptime else _location(test)
        with builder.watched(DeadCode.IF_TRUE if folded else None, match.node.keyword):
            truth = _emit_test(cx, match.subject, test)
        chosen = builder.new_block()
        otherwise = fail if is_last and (covered or run.otherwise is None) else builder.new_block()
        reachable = builder.reachable
        _branch(cx, truth, match.test(at, fail), chosen, otherwise)
        builder.start(chosen)
        dead = reachable and truth is Truth.FALSE and not match.node.comptime
        with builder.watched(DeadCode.IF_TRUE if dead else None, match.node.keyword):
            _lower_group(cx, match, group, fail, end)
        folded = reachable and truth is Truth.TRUE and not match.node.comptime
        if otherwise is not None and otherwise is not fail:
            builder.start(otherwise)
    if run.otherwise is not None:
        with builder.watched(DeadCode.IF_TRUE if folded else None, match.node.keyword):
            _lower_candidate(cx, match, run.otherwise, fail, end)


def _lower_group(
    cx: FunctionContext, match: _Match, group: Sequence[Row], fail: Label | None, end: Label | None
) -> None:
    """The cases of one value, decided by the rest of their tests; if none is chosen the run is left."""
    rows = [without_first_test(row) for row in group]
    if match.several_runs and _loses_its_end(rows):
        end = None
    runs = split_runs(rows)
    reachable = cx.builder.reachable
    for position, run in enumerate(runs):
        following = fail if position + 1 == len(runs) else cx.builder.new_block()
        dead = reachable and not cx.builder.reachable and run.rows[0].guard is not None
        with cx.builder.watched(DeadCode.MATCH_CASE if dead else None, match.node.keyword):
            _lower_run(cx, match, run, following, end)
        if following is not None and following is not fail:
            cx.builder.start(following)


def _loses_its_end(rows: Sequence[Row]) -> bool:
    """A quirk of 1.2.0 (ST-96.5): the code behind the match is not reached from these bodies."""
    plain = [row for row in rows if not row.tests]
    return any(earlier.guard is not None and later.guard is None for earlier, later in pairwise(plain))


def _lower_candidate(
    cx: FunctionContext, match: _Match, row: Row, fail: Label | None, end: Label | None
) -> None:
    """The tests of a case that are left, its names, its guard and its body (ST-96.4)."""
    builder = cx.builder
    missed = builder.new_block() if fail is None else fail
    with builder.inside(match.node.span, "case"), cx.scope():
        builder.start(builder.new_block())
        for test in row.tests:
            _pass_test(cx, match.subject, test, match.test(_location(test), fail), missed)
        if match.valid[row.number]:
            _lower_body(cx, match, row, missed, fail)
        if end is None:
            builder.unreachable(DeadEnd.ENDLESS, match.node.keyword)
        else:
            builder.goto(end, uncertain=builder.in_doubt)
    if fail is None and missed.entered:
        builder.start(missed)
        builder.unreachable(DeadEnd.ENDLESS, match.node.keyword)


def _lower_body(cx: FunctionContext, match: _Match, row: Row, missed: Label, following: Label | None) -> None:
    bound = [bind_name(cx, match.subject, name) for name in row.names]
    if not all(bound):
        return
    skipping = cx.skipping
    if row.guard is not None:
        chosen = cx.builder.new_block()
        test = Test(BranchKind.IF, row.guard.loc, after=following)
        lower_test(cx, row.guard, test, chosen, missed)
        cx.skipping = cx.skipping and (skipping or row.number in match.arms)
        cx.builder.start(chosen)
    lower_block(cx, row.body)
    cx.skipping = skipping  # An error in a header makes the compiler skip the rest of this case alone.


# --- tests ------------------------------------------------------------------------------------------


def _pass_test(cx: FunctionContext, subject: Subject, test: CaseTest, edge: Test, fail: Label) -> None:
    """Makes a test and goes on where it succeeds."""
    builder = cx.builder
    if isinstance(test, AnyOf):
        _pass_any(cx, subject, test, edge, fail)
        return
    passed = builder.new_block()
    if isinstance(test, IsCase):
        emit_read(cx, part_of(cx, subject, test.path, test.pattern.expr, test.pattern.at))
    _branch(cx, _emit_test(cx, subject, test), edge, passed, fail)
    builder.start(passed)


def _pass_any(cx: FunctionContext, subject: Subject, test: AnyOf, edge: Test, fail: Label) -> None:
    builder = cx.builder
    passed = builder.new_block()
    for position, alternative in enumerate(test.alternatives):
        following = fail if position + 1 == len(test.alternatives) else builder.new_block()
        for each in alternative:
            _pass_test(cx, subject, each, edge, following)
        builder.goto(passed)
        if following is not fail:
            builder.start(following)
    builder.start(passed)


def _emit_test(cx: FunctionContext, subject: Subject, test: CaseTest) -> Truth:
    """Evaluates a test; tells what the compiler knows about it."""
    match test:
        case Equals(path=path, pattern=pattern):
            return _emit_comparison(cx, subject, path, pattern.value)
        case IsCase():
            return Truth.UNDECIDED if subject.comptime else Truth.RUNTIME
        case Unclear(path=path, expr=expr):
            if subject.comptime:
                return Truth.UNDECIDED
            escape(cx, part_of(cx, subject, path, expr, expr.loc))
            return Truth.RUNTIME
        case AnyOf():
            raise AssertionError("alternatives are tested one by one")


def _emit_comparison(cx: FunctionContext, subject: Subject, path: Path, operand: ast.Expr) -> Truth:
    """`subject.__eq__(operand)`, at the operand."""
    owner = part_of(cx, subject, path, operand, operand.loc)
    if subject.comptime:
        return comptime_truth(cx, _comparison(subject, operand)) if not path else Truth.UNDECIDED
    if subject.value.category is Category.CONST and not path:
        truth = truth_of(cx, _comparison(subject, operand))
        if known(truth) is not None:
            cx.builder.touch(operand.loc)
            return truth
    value = expressions.lower_expression(cx, operand)
    result = operators.operator_call(cx, operand, operand.loc, "__eq__", owner, (value,))
    conditions.emit_truth(cx, result)
    return Truth.RUNTIME


def _comparison(subject: Subject, operand: ast.Expr) -> ast.Expr:
    """The test as the comparison that it stands for."""
    return ast.Comparison(
        span=operand.span,
        loc=operand.loc,
        operands=(subject.value.expr, operand),
        operators=(ast.Operator(span=operand.span, text="=="),),
    )


def _read_discriminant(cx: FunctionContext, subject: Subject, run: Run) -> None:
    """A switch over the cases of an enum-like type looks at the subject once, at its first case."""
    first = min((row for group in run.groups for row in group), key=lambda row: row.number)
    match first.tests[0]:
        case IsCase(path=path, pattern=pattern) if not subject.comptime:
            emit_read(cx, part_of(cx, subject, path, pattern.expr, pattern.at))
        case _:
            pass


def _branch(cx: FunctionContext, truth: Truth, test: Test, then: Label, otherwise: Label | None) -> None:
    """Leaves the block by a test; without `otherwise` no value is left for which it fails."""
    if otherwise is None:
        cx.builder.goto(then)
    else:
        branch_on(cx, truth, test, then, otherwise)


def _location(test: CaseTest) -> Span:
    match test:
        case Equals(pattern=pattern):
            return pattern.value.loc
        case IsCase(pattern=pattern):
            return pattern.at
        case Unclear(expr=expr):
            return expr.loc
        case AnyOf(alternatives=alternatives):
            last = alternatives[-1]
            return _location(last[0]) if last else Span(0, 0)
