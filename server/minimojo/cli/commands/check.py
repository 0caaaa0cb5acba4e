"""Checks files and tells what is wrong with the ownership of their values."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from minimojo.cli.mojo_version import mojo_version_option
from minimojo.cli.report import format_names
from minimojo.cli.request import Request, Treatment
from minimojo.cli.roots import import_root_option
from minimojo.cli.selecting import selection_options


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@selection_options
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
@click.option(
    "--unsafe-fixes", is_flag=True, help="With --fix or --diff: fixes, too, that change what is done."
)
@click.option("--diff", is_flag=True, help="Print what --fix would change, and change nothing.")
@click.option(
    "--stdin-filename",
    metavar="NAME",
    help="What the file is called whose text is read from standard input, with `-` as PATH.",
)
@click.option(
    "--force-exclude", is_flag=True, help="Pass over excluded files that are named themselves, too."
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes check. [default: a process per core, if that pays]",
)
@click.option(
    "--cache-dir",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where results are kept. [default: a folder of the user's]",
)
@click.option("--no-cache", is_flag=True, help="Neither use nor keep results.")
@click.option("--watch", is_flag=True, help="Check again whenever something changes.")
def check(paths: tuple[Path, ...], **given: Any) -> None:
    """Find mistakes in the ownership of values.

    PATH is a file, a directory to search for Mojo files, or - for standard input.

    Exit status: 0 no error found, 1 errors found (or, with --diff, something to change), 2 something could
    not be checked.
    """
    from minimojo.cli.checks import Check

    is_watching = given.pop("watch")
    request = _request(paths, given)
    if is_watching:
        _watch(request)
    run = Check(request)
    if request.treatment is Treatment.DIFF:
        run.show_diff(sys.stdout)
    else:
        run.report(sys.stdout)
    sys.stdout.flush()
    raise click.exceptions.Exit(run.status)


def _watch(request: Request) -> NoReturn:
    if request.is_standard_input or request.treatment is not Treatment.LOOK:
        raise click.UsageError("--watch goes with files, and neither with --fix nor with --diff.")
    from minimojo.cli.watching import watch

    raise click.exceptions.Exit(watch(request))


def _request(paths: tuple[Path, ...], given: dict[str, Any]) -> Request:
    if given["isolated"] and given["config"]:
        raise click.UsageError("--isolated and --config exclude one another.")
    if given["unsafe_fixes"] and not (given["fix"] or given["diff"]):
        raise click.UsageError("--unsafe-fixes needs --fix or --diff.")
    if Path("-") in paths and len(paths) > 1:
        raise click.UsageError("Standard input is checked alone.")
    if given["stdin_filename"] and paths != (Path("-"),):
        raise click.UsageError("--stdin-filename needs - as the only PATH.")
    is_diff, is_fix = given.pop("diff"), given.pop("fix")
    treatment = Treatment.DIFF if is_diff else Treatment.FIX if is_fix else Treatment.LOOK
    return Request(paths=paths, treatment=treatment, **given)


COMMAND = check
