"""Checks texts: what is found in each, and which fixes work. The analysis is loaded with this module."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from minimojo.cli.dependencies import imported_names
from minimojo.cli.jobs import Job, Outcome
from minimojo.cli.projects import Setting
from minimojo.cli.report import Damage, Found, Needs, Reported, Step, WorkingFix
from minimojo.edition import LATEST, Edition
from minimojo.ide.diagnostics import Diagnostic, diagnostics
from minimojo.syntax.errors import syntax_errors
from minimojo.workspace.files import Disk
from minimojo.workspace.repairs import Repair, repairs_of
from minimojo.workspace.workspace import Workspace


def new_workspace(roots: Sequence[str] = (), edition: Edition = LATEST) -> Workspace:
    """A workspace that reads what files import from disk, and from the import `roots` too."""
    return Workspace(Disk(), roots, edition)


class Workspaces:
    """One workspace for all files that are judged alike: what they import is read once."""

    def __init__(self) -> None:
        self._made: dict[tuple[tuple[str, ...], Edition], Workspace] = {}

    def of(self, setting: Setting) -> Workspace:
        key = (setting.roots, setting.edition)
        if key not in self._made:
            self._made[key] = new_workspace(*key)
        return self._made[key]


class Checker:
    """Checks files one after the other; what they import is read once for all that are judged alike."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs
        self._workspaces: dict[tuple[tuple[str, ...], Edition], Workspace] = {}
        self._asked: list[tuple[str, str]] = []
        self._names: dict[str, frozenset[str]] = {}

    def check(self, job: Job) -> Outcome:
        """The findings of a file."""
        source, setting = job.source, job.setting
        workspace = self.workspace(setting)
        workspace.open(source.path, source.text)
        analysis = workspace.analysis(source.path)
        trial = partial(workspace.trial, source.path)
        told = diagnostics(analysis, setting.selection)
        fixes = (
            repairs_of(analysis, [it.finding for it in told], trial)
            if self._needs is Needs.FIXES
            else [()] * len(told)
        )
        found = tuple(map(reported, told, fixes))
        damage = tuple(Damage(it.span, it.cause) for it in syntax_errors(analysis.document))
        surprising = self._surprising(workspace)
        workspace.close(source.path)
        return Outcome(Found(found, damage), surprising)

    def _surprising(self, workspace: Workspace) -> tuple[str, ...]:
        """Files in which a module was looked for since the last time that no import of them names."""
        surprising = dict[str, None]()
        for name, importer in self._asked:
            if importer not in self._names:
                loaded = workspace.loaded_at(importer)
                self._names[importer] = imported_names(loaded.document.text) if loaded else frozenset()
            if name not in self._names[importer]:
                surprising[importer] = None
        self._asked.clear()
        return tuple(surprising)

    def workspace(self, setting: Setting) -> Workspace:
        """The files that are judged like this."""
        key = (setting.roots, setting.edition)
        if key not in self._workspaces:
            tries = self._needs is Needs.FIXES
            self._workspaces[key] = Workspace(
                Disk(), *key, is_edited=False, is_tried=tries, on_import=self._note_import
            )
        return self._workspaces[key]

    def _note_import(self, name: str, importer: str) -> None:
        self._asked.append((name, importer))


def reported(diagnostic: Diagnostic, working: tuple[Repair, ...]) -> Reported:
    """A finding as it is printed, with the fixes that work."""
    return Reported(
        span=diagnostic.span,
        severity=diagnostic.severity,
        code=diagnostic.code,
        message=diagnostic.message,
        unit=diagnostic.finding.location.unit_key,
        story=tuple(Step(it.path, it.span, it.message) for it in diagnostic.related),
        tags=diagnostic.tags,
        fixes=tuple(WorkingFix(it.title, it.edits, it.applicability.value) for it in working),
    )
