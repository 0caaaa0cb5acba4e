"""Rewrites files as the present Mojo spells them, round after round until nothing changes."""

from __future__ import annotations

from minimojo.cli.checking import new_workspace
from minimojo.cli.fixing import Fixed
from minimojo.cli.jobs import Job
from minimojo.edition import LATEST
from minimojo.ide.migration import modernized
from minimojo.text import apply_edits

_ROUNDS = 20
"""A bound, in case two spellings turn into one another."""


def migrate(job: Job) -> Fixed:
    """A file with every old spelling replaced for which a new one is certain."""
    path = job.source.path
    workspace = new_workspace(job.setting.roots, LATEST)
    workspace.open(path, job.source.text)
    count = 0
    for _ in range(_ROUNDS):
        edits = modernized(workspace.analysis(path))
        if not edits:
            break
        count += len(edits)
        workspace.open(path, apply_edits(workspace.document(path).text, edits))
    return Fixed(workspace.document(path).text, count)
