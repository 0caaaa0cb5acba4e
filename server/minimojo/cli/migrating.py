"""Rewrites files as the present Mojo spells them."""

from __future__ import annotations

from collections.abc import Sequence

from minimojo.cli.jobs import Job
from minimojo.ide.migration import ROUNDS_OF_FILES, Migrated, fresh_workspace, migrated_further
from minimojo.workspace.files import Disk
from minimojo.workspace.workspace import Workspace


class Migrator:
    """Writes the spellings of today in files that may import one another, again until none of them changes."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._jobs = jobs
        self._workspaces: dict[tuple[str, ...], Workspace] = {}

    def migrated(self) -> list[Migrated]:
        """The files with every old spelling replaced for which a new one is certain."""
        found = [Migrated(it.source.text, 0) for it in self._jobs]
        for _ in range(ROUNDS_OF_FILES):
            newer = [self._further(job, old) for job, old in zip(self._jobs, found, strict=True)]
            if newer == found:
                break
            found = newer
        return found

    def _further(self, job: Job, old: Migrated) -> Migrated:
        path, roots = job.source.path, tuple(job.setting.roots)
        if roots not in self._workspaces:
            self._workspaces[roots] = fresh_workspace(Disk(), roots)
        return migrated_further(self._workspaces[roots], path, job.source.text, old)
