"""Rewrites old spellings."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from minimojo.cli.roots import import_root_option


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@import_root_option
@click.option("--write", is_flag=True, help="Change the files instead of showing what would change.")
def migrate(paths: tuple[Path, ...], roots: tuple[Path, ...], *, write: bool) -> None:
    """Write old spellings (`fn`, `owned`, `alias`, ...) as Mojo 1.2 does.

    PATH is a file, or a directory to search for Mojo files. What would change is printed as a diff; --write
    makes it so. What cannot be told for certain is left for `minimojo check --select obsolete-syntax`.

    Exit status: 0 done, 1 something would change, 2 a file could not be read or written.
    """
    from minimojo.cli.migration import Migration

    run = Migration(paths, roots)
    if write:
        run.write()
    else:
        run.show(sys.stdout)
    sys.stdout.flush()
    raise click.exceptions.Exit(run.status)


COMMAND = migrate
