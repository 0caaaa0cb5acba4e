"""Tells how much is known about files: types of expressions, callees of calls, and what the rest lacks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from minimojo.cli.files import Source, Unreadable, sources
from minimojo.cli.roots import ImportRoots, import_roots


def stats(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Files, and directories to search for Mojo files."),
    ],
    roots: ImportRoots,
    top: Annotated[
        int, typer.Option("--top", metavar="N", min=0, help="How many causes to show of each kind.")
    ] = 10,
) -> None:
    """Show the share of expressions with a known type and of calls with a known callee."""
    from minimojo.cli.statistics import gathered, report

    read = list(sources(paths))
    unreadable = [it for it in read if isinstance(it, Unreadable)]
    for it in unreadable:
        typer.echo(f"minimojo: cannot read {it.path}: {it.reason}", err=True)
    files = [it for it in read if isinstance(it, Source)]
    for line in report(gathered(files, import_roots(roots, paths)), top):
        typer.echo(line)
    raise typer.Exit(2 if unreadable else 0)


COMMAND = stats
