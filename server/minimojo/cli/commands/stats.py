"""Tells how much is known about files: types of expressions, callees of calls, and what the rest lacks."""

from __future__ import annotations

from pathlib import Path

import click

from minimojo.cli.excerpt import printable
from minimojo.cli.files import Barren, Foreign, Source, Unreadable, sources
from minimojo.cli.mojo_version import mojo_version_option
from minimojo.cli.roots import import_root_option, import_roots
from minimojo.edition import Edition


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
    from minimojo.cli.projects import Choices, Projects
    from minimojo.cli.statistics import gathered, report
    from minimojo.cli.telling import tell

    problems: list[str] = []
    projects = Projects(Choices(roots=tuple(import_roots(roots, paths)), edition=edition), problems.append)
    files: list[Source] = []
    for it in sources(paths, projects.is_excluded):
        match it:
            case Source():
                files.append(it)
            case Unreadable(path, reason):
                problems.append(f"cannot read {path}: {reason}")
            case Barren() | Foreign():
                pass
    surveyed = gathered(files, projects.setting)
    for problem in problems:
        tell(problem)
    for line in report(surveyed, top):
        click.echo(printable(line))
    raise click.exceptions.Exit(2 if problems else 0)


COMMAND = stats
