"""What is kept of earlier checks."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def cache() -> None:
    """See to the results that are kept of earlier checks."""


@cache.command()
@click.option("--cache-dir", type=click.Path(path_type=Path), metavar="DIR", help="Where they are kept.")
def clear(cache_dir: Path | None) -> None:
    """Remove all of them."""
    from minimojo.cli.cache import clear as clear_folder
    from minimojo.cli.cache import user_folder
    from minimojo.cli.telling import tell

    folder = cache_dir or user_folder()
    try:
        was_there = clear_folder(folder)
    except OSError as error:
        tell(f"cannot remove {folder}: {(error.strerror or str(error)).lower()}")
        raise click.exceptions.Exit(2) from None
    click.echo(f"{'removed' if was_there else 'there is nothing in'} {folder}")


COMMAND = cache
