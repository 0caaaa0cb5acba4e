"""The options that choose rules, and those that say which configuration holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def _codes(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> frozenset[str]:
    codes = frozenset(code for it in given for part in it.split(",") if (code := part.strip()))
    if codes:
        from minimojo.cli.excerpt import printable
        from minimojo.rules.selection import closest, is_selector

        for code in sorted(codes):
            if not is_selector(code):
                near = closest(code)
                hint = f"did you mean `{near}`?" if near else "`minimojo explain` lists all rules"
                raise click.BadParameter(f"there is no rule `{printable(code)}`; {hint}")
    return codes


def _config(_context: click.Context, option: click.Parameter, given: Path | None) -> Path | None:
    if given is None:
        return None
    from minimojo.config.reading import read

    found = read(given)
    if found is None:
        raise click.BadParameter(f"there is no configuration in {given}", param=option)
    if found.problems:
        raise click.BadParameter("; ".join(found.problems), param=option)
    return given


def selection_options(command: Command) -> Command:
    """Adds `--select`, `--ignore`, `--config` and `--isolated`."""
    options = (
        click.option(
            "--select",
            callback=_codes,
            multiple=True,
            metavar="CODES",
            help="Show these rules only, separated by commas; `advice` and `all` name many.",
        ),
        click.option(
            "--ignore",
            callback=_codes,
            multiple=True,
            metavar="CODES",
            help="Leave these rules out, besides those that the project leaves out.",
        ),
        click.option(
            "--config",
            callback=_config,
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="A minimojo.toml or pyproject.toml that holds instead of those of the projects.",
        ),
        click.option("--isolated", is_flag=True, help="Pass over all configurations."),
    )
    for option in reversed(options):
        command = option(command)
    return command
