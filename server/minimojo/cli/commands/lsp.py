"""Starts the language server."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option(
    "--log-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what goes wrong, and what happens, to this file, too.",
)
def lsp(log_file: Path | None) -> None:
    """Serve an editor on standard input and output."""
    import gc

    gc.set_threshold(10_000, 10, 10)  # What importing leaves behind would stay in memory for good.
    from minimojo.lsp.server import serve

    raise click.exceptions.Exit(serve(log_file))


COMMAND = lsp
