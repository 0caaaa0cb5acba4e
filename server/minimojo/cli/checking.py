"""Checks files one after the other: what is found in each, and which fixes work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from minimojo.cli.files import Source
from minimojo.cli.report import CheckedFile, Reported
from minimojo.edition import LATEST, Edition
from minimojo.fixes.model import Applicability
from minimojo.ide.diagnostics import diagnostics
from minimojo.syntax.errors import syntax_errors
from minimojo.text import apply_edits
from minimojo.workspace.files import Disk
from minimojo.workspace.model import FileAnalysis
from minimojo.workspace.repairs import Repair, repairs
from minimojo.workspace.workspace import Workspace

_MOST_FIXES = 10_000
"""A bound for one file, in case two fixes undo each other."""


class Fixed(Struct, frozen=True):
    """A file after its safe fixes; `count` are the fixes that were made."""

    text: bytes
    count: int


def new_workspace(roots: Sequence[str], edition: Edition = LATEST) -> Workspace:
    """A workspace that reads what files import from disk, and from the import `roots` too."""
    return Workspace(Disk(), roots, edition)


def check(source: Source, workspace: Workspace) -> CheckedFile:
    """The findings of a file, which stays open so that fixes can be tried."""
    workspace.open(source.path, source.text)
    analysis = workspace.analysis(source.path)
    trial = partial(workspace.trial, source.path)
    found = tuple(Reported(it, partial(repairs, analysis, it.finding, trial)) for it in diagnostics(analysis))
    damage = syntax_errors(analysis.document)
    return CheckedFile(source.path, source.text, found, damage)


def fix(source: Source, roots: Sequence[str] = (), edition: Edition = LATEST) -> Fixed:
    """The file with every safe fix made, one at a time: each was tried on the text it is made in."""
    workspace = new_workspace(roots, edition)
    workspace.open(source.path, source.text)
    count = 0
    while count < _MOST_FIXES and (repair := _next_safe(workspace, source.path)) is not None:
        workspace.open(source.path, apply_edits(workspace.document(source.path).text, repair.edits))
        count += 1
    return Fixed(workspace.document(source.path).text, count)


def write_fixed(source: Source, fixed: Fixed) -> None:
    """Replaces the file on disk. Raises OSError."""
    Path(source.path).write_bytes(fixed.text)


def _next_safe(workspace: Workspace, path: str) -> Repair | None:
    return next(_safe_repairs(workspace.analysis(path), workspace, path), None)


def _safe_repairs(analysis: FileAnalysis, workspace: Workspace, path: str) -> Iterator[Repair]:
    trial = partial(workspace.trial, path)
    for finding in analysis.findings:
        for repair in repairs(analysis, finding, trial):
            if repair.applicability is Applicability.SAFE:
                yield repair
