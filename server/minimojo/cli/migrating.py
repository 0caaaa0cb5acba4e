"""Rewrites files as the present Mojo spells them."""

from __future__ import annotations

from minimojo.cli.checking import new_workspace
from minimojo.cli.jobs import Job
from minimojo.edition import LATEST
from minimojo.ide.migration import Migrated, migrated


def migrate(job: Job) -> Migrated:
    """A file with every old spelling replaced for which a new one is certain."""
    path = job.source.path
    workspace = new_workspace(job.setting.roots, LATEST)
    workspace.open(path, job.source.text)
    return migrated(workspace, path)
