"""Which Mojo the files are written for."""

from __future__ import annotations

import click

from minimojo.edition import EDITIONS, LATEST, Edition


def _edition(_context: click.Context, _option: click.Parameter, name: str | None) -> Edition | None:
    return None if name is None else EDITIONS[name]


mojo_version_option = click.option(
    "--mojo-version",
    "edition",
    type=click.Choice(list(EDITIONS)),
    metavar="VERSION",
    callback=_edition,
    help=f"The Mojo that the files are written for: {', '.join(EDITIONS)}. "
    f"[default: what the project says, or {LATEST.name}]",
)
