"""Prints the page of a rule."""

from __future__ import annotations

import sys
from typing import Annotated

import typer


def explain(code: Annotated[str, typer.Argument(help="A code, as findings show it in brackets.")]) -> None:
    """Explain a rule: what it does, why, an example that is rejected, one that is accepted, the fix."""
    from minimojo.rules.pages import page
    from minimojo.rules.registry import all_rules, find_rule

    rule = find_rule(code)
    if rule is None:
        known = ", ".join(it.code for it in all_rules())
        typer.echo(f"minimojo: there is no rule `{code}`; the rules are {known}", err=True)
        raise typer.Exit(2)
    text = page(rule)
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(text))
    else:
        typer.echo(text, nl=False)


COMMAND = explain
