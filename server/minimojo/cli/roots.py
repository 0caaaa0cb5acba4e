"""Where imports are looked for besides the places that need no telling."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

import_root_option = click.option(
    "--import-root",
    "-I",
    "roots",
    type=click.Path(path_type=Path),
    metavar="DIR",
    multiple=True,
    help="A directory in which imports are looked for, too; can be given several times.",
)
"""The option, spelled as the compiler's."""


def import_roots(given: Iterable[Path], paths: Iterable[Path]) -> list[str]:
    """The directories of the option, then those that are looked through anyway."""
    return [str(path) for path in (*given, *(path for path in paths if path.is_dir()))]
