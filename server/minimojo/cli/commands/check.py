"""Checks files and tells what is wrong with the ownership of their values."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from minimojo.cli.files import Source, Unreadable, sources
from minimojo.cli.report import CheckedFile, find_format, format_names

ERRORS_FOUND = 1
NOT_DONE = 2


def _known_format(name: str) -> str:
    names = sorted(format_names())
    if name not in names:
        raise typer.BadParameter(f"`{name}` is none of {', '.join(names)}")
    return name


def check(
    paths: Annotated[list[Path], typer.Argument(help="Files, and directories to search for Mojo files.")],
    output_format: Annotated[
        str, typer.Option("--output-format", callback=_known_format, help="full, concise or json.")
    ] = "full",
    fix: Annotated[bool, typer.Option("--fix", help="Make all safe fixes first.")] = False,
) -> None:
    """Check files. Exit status: 0 no error found, 1 errors found, 2 something could not be checked."""
    outcome = _Outcome()
    find_format(output_format).write(_checked(paths, outcome, fix=fix), sys.stdout)
    sys.stdout.flush()
    raise typer.Exit(outcome.status)


class _Outcome:
    """What the exit status depends on."""

    def __init__(self) -> None:
        self.errors = False
        self.failed = False

    @property
    def status(self) -> int:
        return NOT_DONE if self.failed else ERRORS_FOUND if self.errors else 0


def _checked(paths: list[Path], outcome: _Outcome, *, fix: bool) -> Iterator[CheckedFile]:
    from minimojo.cli.checking import check as check_file
    from minimojo.cli.checking import new_workspace
    from minimojo.rules.model import Severity

    workspace = new_workspace()
    for source in sources(paths):
        if isinstance(source, Unreadable):
            outcome.failed = True
            typer.echo(f"minimojo: cannot read {source.path}: {source.reason}", err=True)
            continue
        file = check_file(_fixed(source, outcome) if fix else source, workspace)
        outcome.errors |= any(it.diagnostic.severity is Severity.ERROR for it in file.findings)
        yield file


def _fixed(source: Source, outcome: _Outcome) -> Source:
    from minimojo.cli.checking import fix, write_fixed

    fixed = fix(source)
    if not fixed.count:
        return source
    try:
        write_fixed(source, fixed)
    except OSError as error:
        outcome.failed = True
        typer.echo(
            f"minimojo: cannot write {source.path}: {(error.strerror or str(error)).lower()}", err=True
        )
        return source
    typer.echo(f"minimojo: {fixed.count} fixed in {source.path}", err=True)
    return Source(source.path, fixed.text)


COMMAND = check
