"""Rules that tell the problems of declarations, found by `hir.checks`."""

from __future__ import annotations

from minimojo.hir.problems import DeclarationProblem, Group, Problem
from minimojo.mir.facts import OtherError
from minimojo.rules.facts import other_errors, render_other
from minimojo.rules.model import Location, Related, Severity, Tag
from minimojo.rules.rule import DeclarationCheck, Report, Rule
from minimojo.rules.wording import backticks


def declaration_rule(module: str, documentation: str | None, group: Group) -> Rule[OtherError]:
    """The rule of one group of problems; of bodies it tells what lowering found under
    the same code."""
    code = module.rpartition(".")[2].replace("_", "-")
    return Rule(
        module,
        documentation,
        Severity.ERROR,
        other_errors(code),
        render_other,
        declaration_check(group),
    )


def declaration_check(group: Group) -> DeclarationCheck:
    """The part of a rule that tells the problems of one group."""

    def concerns(problem: DeclarationProblem) -> bool:
        return problem.group is group

    return DeclarationCheck(concerns, _report)


def _report(key: str, problem: DeclarationProblem) -> Report:
    severity = Severity.WARNING if problem.warning else Severity.ERROR
    if problem.group is Group.OBSOLETE or problem.kind is Problem.REMOVED_EFFECT:
        return Report(
            message=backticks(problem.message),
            at=problem.span,
            subject=problem.related,
            subject_note="the old spelling stands here",
            tags=(Tag.DEPRECATED,),
            severity=severity,
        )
    other = problem.related
    story = () if other is None else (Related(Location(key, other), "the other one stands here"),)
    return Report(message=problem.message, at=problem.span, story=story, severity=severity)
