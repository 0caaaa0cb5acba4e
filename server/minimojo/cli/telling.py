"""What a command says that is no result: on standard error, with its name before it."""

from __future__ import annotations

import click


def tell(text: str) -> None:
    from minimojo.cli.excerpt import printable

    click.echo(f"minimojo: {printable(text)}", err=True)
