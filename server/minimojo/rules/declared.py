"""Rules that tell the problems of declarations, found by `hir.checks`."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.hir.problems import DeclarationProblem, Group
from minimojo.rules.model import Location, Related, Severity, Tag
from minimojo.rules.rule import DeclarationCheck, DeclarationReport, Evidence, Report, Rule


def declaration_rule(module: str, documentation: str | None, group: Group) -> Rule[None]:
    """The rule of one group of problems; it has nothing to say about bodies."""

    def concerns(problem: DeclarationProblem) -> bool:
        return problem.group is group

    return Rule(
        module, documentation, Severity.ERROR, _nothing, _no_report, DeclarationCheck(concerns, _report)
    )


def _report(key: str, problem: DeclarationProblem) -> DeclarationReport:
    story = ()
    if problem.related is not None:
        story = (Related(Location(key, problem.related), "the other one stands here"),)
    return DeclarationReport(
        message=problem.message,
        location=Location(key, problem.span),
        story=story,
        tags=(Tag.DEPRECATED,) if problem.group is Group.OBSOLETE else (),
        severity=Severity.WARNING if problem.warning else Severity.ERROR,
    )


def _nothing(cx: Evidence) -> Iterator[None]:  # noqa: ARG001
    return iter(())


def _no_report(cx: Evidence, record: None) -> Report:
    raise NotImplementedError
