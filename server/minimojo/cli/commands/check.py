"""Checks files and tells what is wrong with the ownership of their values."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from minimojo.cli.files import Barren, Source, Unreadable, sources
from minimojo.cli.mojo_version import mojo_version_option
from minimojo.cli.report import CheckedFile, find_format, format_names
from minimojo.cli.roots import import_root_option, import_roots
from minimojo.edition import Edition

ERRORS_FOUND = 1
NOT_DONE = 2


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@import_root_option
@mojo_version_option
@click.option(
    "--output-format",
    type=click.Choice(sorted(format_names())),
    metavar="FORMAT",
    default="full",
    show_default=True,
    help=f"How to print findings: {', '.join(sorted(format_names()))}.",
)
@click.option("--fix", is_flag=True, help="Make all safe fixes in the files first.")
def check(
    paths: tuple[Path, ...], roots: tuple[Path, ...], edition: Edition, output_format: str, *, fix: bool
) -> None:
    """Find mistakes in the ownership of values.

    PATH is a file, or a directory to search for Mojo files.

    Exit status: 0 no error found, 1 errors found, 2 something could not be checked.
    """
    outcome = _Outcome()
    found = _checked(paths, import_roots(roots, paths), edition, outcome, fix=fix)
    find_format(output_format).write(found, sys.stdout)
    sys.stdout.flush()
    raise click.exceptions.Exit(outcome.status)


class _Outcome:
    """What the exit status depends on."""

    def __init__(self) -> None:
        self.errors = False
        self.failed = False

    @property
    def status(self) -> int:
        return NOT_DONE if self.failed else ERRORS_FOUND if self.errors else 0


def _checked(
    paths: tuple[Path, ...], roots: list[str], edition: Edition, outcome: _Outcome, *, fix: bool
) -> Iterator[CheckedFile]:
    from minimojo.cli.checking import check as check_file
    from minimojo.cli.checking import new_workspace
    from minimojo.rules.model import Severity

    workspace = new_workspace(roots, edition)
    for source in sources(paths):
        if isinstance(source, Unreadable):
            outcome.failed = True
            _tell(f"cannot read {source.path}: {source.reason}")
            continue
        if isinstance(source, Barren):
            _tell(f"there are no Mojo files in {source.path}")
            continue
        file = check_file(_fixed(source, roots, edition, outcome) if fix else source, workspace)
        outcome.errors |= any(it.diagnostic.severity is Severity.ERROR for it in file.findings)
        if file.damage:
            first = file.damage[0]
            more = f" and {len(file.damage) - 1} more" if len(file.damage) > 1 else ""
            _tell(
                f"{file.place(first.span.start)}: syntax error{more}, {first.cause}: checked as far as possible"
            )
        yield file
        workspace.close(source.path)


def _fixed(source: Source, roots: list[str], edition: Edition, outcome: _Outcome) -> Source:
    from minimojo.cli.checking import fix, write_fixed

    fixed = fix(source, roots, edition)
    if not fixed.count:
        return source
    try:
        write_fixed(source, fixed)
    except OSError as error:
        outcome.failed = True
        _tell(f"cannot write {source.path}: {(error.strerror or str(error)).lower()}")
        return source
    _tell(f"{fixed.count} fixed in {source.path}")
    return Source(source.path, fixed.text)


def _tell(text: str) -> None:
    """Says something that is no finding."""
    from minimojo.cli.excerpt import printable

    click.echo(f"minimojo: {printable(text)}", err=True)


COMMAND = check
