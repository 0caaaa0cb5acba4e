"""What MiniMojo says about a mutant: the files are open in one workspace, and only what changes is analysed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from minimojo.ide.diagnostics import diagnostics
from minimojo.text import TextEdit
from minimojo.workspace.files import Disk
from minimojo.workspace.workspace import Workspace
from mutants.subjects import Subject


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A finding; `line` counts from 1."""

    line: int
    code: str
    severity: str


class Analyser:
    """A subject, open in a workspace; `folder` is where its files are put."""

    def __init__(self, subject: Subject, folder: Path) -> None:
        self._subject = subject
        self._folder = folder.resolve()
        subject.write(self._folder, {})
        self._workspace = Workspace(Disk(), map(str, subject.roots))
        for name, text in subject.files.items():
            self._workspace.open(self._path(name), text)

    def findings(
        self, edits: Mapping[str, Iterable[TextEdit]], asked: Iterable[str]
    ) -> dict[str, frozenset[Found]]:
        """The findings in some files, after edits that do not overlap."""
        for name, changes in edits.items():
            self._workspace.edit(self._path(name), sorted(changes, reverse=True))
        found = {name: self._findings(name) for name in asked}
        for name in edits:
            self._workspace.open(self._path(name), self._subject.files[name])
        return found

    def _findings(self, name: str) -> frozenset[Found]:
        known = self._workspace.analysis(self._path(name))
        return frozenset(
            Found(known.lines.line_of(it.span.start) + 1, it.code, it.severity.value)
            for it in diagnostics(known)
        )

    def _path(self, name: str) -> str:
        return str(self._folder / name)
