"""Starts the language server."""

from __future__ import annotations


def lsp() -> None:
    """Serve an editor on standard input and output."""
    from minimojo.lsp.server import serve

    serve()


COMMAND = lsp
