"""Starts the language server."""

from __future__ import annotations

import typer


def lsp() -> None:
    """Serve an editor on standard input and output."""
    from minimojo.lsp.server import serve

    raise typer.Exit(serve())


COMMAND = lsp
