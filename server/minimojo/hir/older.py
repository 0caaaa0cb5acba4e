"""What older versions of Mojo say about problems of declarations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from minimojo.edition import Change, Edition
from minimojo.hir.problems import DeclarationProblem, Problem


def as_of(problems: Iterable[DeclarationProblem], edition: Edition) -> Iterator[DeclarationProblem]:
    """The problems as a version sees them."""
    for problem in problems:
        if problem.kind is Problem.DEPRECATED_DECORATOR and not edition.has(Change.PARAMETER_IS_OLD):
            continue
        if problem.kind is Problem.DECORATED_STATEMENT and not edition.has(Change.BARE_STATEMENTS):
            yield _deprecated(problem)
        else:
            yield problem


def _deprecated(problem: DeclarationProblem) -> DeclarationProblem:
    """`@parameter` before a statement, at the decorator; any other decorator is an error as ever."""
    if not problem.edits or problem.related is None:
        return problem
    return replace(
        problem,
        warning=True,
        span=problem.related,
        message="`@parameter` before a statement is deprecated; write `comptime if` and `comptime for`",
        related=None,
    )
