"""Rewrites files as the present Mojo spells them."""

from __future__ import annotations

from collections.abc import Sequence

from minimojo.cli.checking import new_workspace
from minimojo.cli.jobs import Job
from minimojo.edition import LATEST
from minimojo.ide.migration import Migrated, migrated
from minimojo.workspace.workspace import Workspace

_ROUNDS = 10
"""A bound, in case the files lead one another in a circle."""


class Migrator:
    """Writes the spellings of today in files that may import one another: what a name means in one of them, and
    whether a function raises, is known when the other one can be read.
    """

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._jobs = jobs
        self._workspaces: dict[tuple[str, ...], Workspace] = {}

    def migrated(self) -> list[Migrated]:
        """The files with every old spelling replaced for which a new one is certain."""
        found = [Migrated(it.source.text, 0) for it in self._jobs]
        for _ in range(_ROUNDS):
            newer = [self._further(job, old) for job, old in zip(self._jobs, found, strict=True)]
            if newer == found:
                break
            found = newer
        return found

    def _further(self, job: Job, old: Migrated) -> Migrated:
        path, roots = job.source.path, tuple(job.setting.roots)
        if roots not in self._workspaces:
            self._workspaces[roots] = new_workspace(roots, LATEST)
        workspace = self._workspaces[roots]
        workspace.open(path, old.text)
        new = migrated(workspace, path)
        if new.text == job.source.text:
            workspace.close(path)
        return Migrated(new.text, old.count + new.count)
