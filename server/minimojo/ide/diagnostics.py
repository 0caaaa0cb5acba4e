"""The findings of a file, as every front end shows them: with places in files instead of units."""

from __future__ import annotations

from msgspec import Struct

from minimojo.ide.hidden import Obstacle, obstacle_in
from minimojo.rules.model import Finding, Related, Severity, Tag
from minimojo.rules.selection import EVERYTHING, Selection
from minimojo.text import Span
from minimojo.workspace.model import FileAnalysis


class RelatedPlace(Struct, frozen=True, kw_only=True):
    """A step of the story, in `path`."""

    path: str
    span: Span
    message: str


class Diagnostic(Struct, frozen=True, kw_only=True):
    """A finding with byte ranges of the file it is about; `finding` is what fixes are sought for."""

    span: Span
    severity: Severity
    code: str
    message: str
    related: tuple[RelatedPlace, ...]
    tags: tuple[Tag, ...]
    finding: Finding


def diagnostics(analysis: FileAnalysis, selection: Selection = EVERYTHING) -> tuple[Diagnostic, ...]:
    """The findings of a file that are to be shown, in source order."""
    judged = [(it, selection.judge(it.code, it.severity)) for it in analysis.findings]
    obstacle = obstacle_in(analysis) if judged else None
    return tuple(_diagnostic(analysis, it, level, obstacle) for it, level in judged if level is not None)


def _diagnostic(
    analysis: FileAnalysis, finding: Finding, severity: Severity, obstacle: Obstacle | None
) -> Diagnostic:
    related = [_related(analysis, step) for step in finding.story]
    if obstacle is not None and obstacle.hides(finding):
        message = f"the compiler does not come to report this before this {obstacle.what} is mended"
        related.append(RelatedPlace(path=analysis.path, span=obstacle.span, message=message))
    return Diagnostic(
        span=analysis.place(finding.location),
        severity=severity,
        code=finding.code,
        message=finding.message,
        related=tuple(related),
        tags=finding.tags,
        finding=finding,
    )


def _related(analysis: FileAnalysis, step: Related) -> RelatedPlace:
    return RelatedPlace(
        path=step.location.file or analysis.path,
        span=analysis.place(step.location),
        message=step.message,
    )
