"""Checks again whenever a file changes that may matter."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minimojo.cli.checks import Check
from minimojo.cli.request import Request
from minimojo.cli.telling import tell
from minimojo.config.reading import NAMES
from minimojo.workspace.files import SUFFIXES, is_looked_into

if TYPE_CHECKING:
    from watchfiles import Change


def watch(request: Request) -> int:
    """Checks until it is interrupted; the status of the last time."""
    from watchfiles import watch as changes

    run = Check(request)
    try:
        _report(run)
        folders = sorted({str(it) for it in (*_folders(request), *_around(run))})
        for _ in changes(*folders, watch_filter=_matters):
            if sys.stdout.isatty():
                click.clear()
            run = Check(request)
            _report(run)
    except KeyboardInterrupt:
        return run.status
    return run.status


def _report(run: Check) -> None:
    run.report(sys.stdout)
    sys.stdout.flush()
    tell("waiting for changes")


def _around(run: Check) -> Iterator[Path]:
    """The working folder where it is the project of what was checked, and the roots that this names."""
    here = Path.cwd()
    for located in run.configurations:
        if located.folder is not None and located.folder.absolute() == here:
            yield here
        if located.folder is not None:
            yield from (it for root in located.config.import_roots if (it := located.folder / root).is_dir())


def _folders(request: Request) -> Iterator[Path]:
    for path in (*request.paths, *request.roots):
        folder = path if path.is_dir() else path.parent
        if folder.is_dir():
            yield folder
    if request.config is not None:
        yield request.config.parent


def _matters(_change: Change, path: str) -> bool:
    file = Path(path)
    if not file.name.endswith((*SUFFIXES, *NAMES)):
        return False
    here = Path.cwd()
    below = file.relative_to(here) if file.is_relative_to(here) else file
    return all(is_looked_into(it) for it in below.parent.parts if it != "/")
