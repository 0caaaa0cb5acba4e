"""Tells how much is known about files: types of expressions, callees of calls, and what the rest lacks."""

from __future__ import annotations

from pathlib import Path

import click

from minimojo.cli.files import Source, Unreadable, sources
from minimojo.cli.mojo_version import mojo_version_option
from minimojo.cli.roots import import_root_option, import_roots
from minimojo.edition import LATEST, Edition


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@import_root_option
@mojo_version_option
@click.option(
    "--top",
    type=click.IntRange(min=0),
    metavar="N",
    default=10,
    show_default=True,
    help="How many causes to show of each kind.",
)
def stats(paths: tuple[Path, ...], roots: tuple[Path, ...], edition: Edition | None, top: int) -> None:
    """Show the share of expressions with a known type and of calls with a known callee.

    PATH is a file, or a directory to search for Mojo files.
    """
    from minimojo.cli.statistics import gathered, report

    read = list(sources(paths))
    unreadable = [it for it in read if isinstance(it, Unreadable)]
    for it in unreadable:
        click.echo(f"minimojo: cannot read {it.path}: {it.reason}", err=True)
    files = [it for it in read if isinstance(it, Source)]
    for line in report(gathered(files, import_roots(roots, paths), edition or LATEST), top):
        click.echo(line)
    raise click.exceptions.Exit(2 if unreadable else 0)


COMMAND = stats
