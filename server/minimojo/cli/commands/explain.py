"""Prints the page of a rule."""

from __future__ import annotations

import sys
from difflib import get_close_matches

import click


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Explain a rule: what it reports, why, an example, the fix.

    CODE is what findings show in brackets. Without it: all rules, a line each.
    """
    from minimojo.rules.pages import page
    from minimojo.rules.registry import all_rules, find_rule

    if code is None:
        width = max(len(it.code) for it in all_rules())
        for it in all_rules():
            click.echo(f"{it.code:{width}}  {it.severity.value:8}  {it.summary}")
        return
    rule = find_rule(code)
    if rule is None:
        click.echo(f"minimojo: {_unknown(code, [it.code for it in all_rules()])}", err=True)
        raise click.exceptions.Exit(2)
    text = page(rule)
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(text))
    else:
        click.echo(text, nl=False)


def _unknown(code: str, known: list[str]) -> str:
    from minimojo.cli.excerpt import printable

    near = get_close_matches(code, known, n=1)
    hint = f"did you mean `{near[0]}`?" if near else "`minimojo explain` lists all rules"
    return f"there is no rule `{printable(code)}`; {hint}"


COMMAND = explain
