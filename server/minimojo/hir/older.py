"""What older versions of Mojo say about a problem of a declaration."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.edition import Change, Edition
from minimojo.hir.problems import DeclarationProblem, Problem


def as_of(problem: DeclarationProblem, edition: Edition) -> DeclarationProblem:
    """The problem as a version sees it."""
    if problem.kind is not Problem.DECORATED_STATEMENT or edition.has(Change.BARE_STATEMENTS):
        return problem
    if not problem.edits or problem.related is None:
        return problem
    return replace(
        problem,
        warning=True,
        span=problem.related,
        message="`@parameter` before a statement is deprecated; write `comptime if` and `comptime for`",
        related=None,
    )
