"""Rules that tell the problems of declarations, found by `hir.checks`."""

from __future__ import annotations

from minimojo.hir.problems import DeclarationProblem, Group
from minimojo.mir.facts import OtherError
from minimojo.rules.facts import other_errors, render_other
from minimojo.rules.model import Location, Related, Severity, Tag
from minimojo.rules.rule import DeclarationCheck, DeclarationReport, Rule


def declaration_rule(module: str, documentation: str | None, group: Group) -> Rule[OtherError]:
    """The rule of one group of problems; of bodies it tells what lowering found under
    the same code."""

    def concerns(problem: DeclarationProblem) -> bool:
        return problem.group is group

    code = module.rpartition(".")[2].replace("_", "-")
    return Rule(
        module,
        documentation,
        Severity.ERROR,
        other_errors(code),
        render_other,
        DeclarationCheck(concerns, _report),
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
