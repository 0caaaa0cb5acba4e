"""Starts the language server."""

from __future__ import annotations

import click


@click.command()
def lsp() -> None:
    """Serve an editor on standard input and output."""
    from minimojo.lsp.server import serve

    raise click.exceptions.Exit(serve())


COMMAND = lsp
