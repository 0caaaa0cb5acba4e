"""The pages of the rules, as `minimojo explain` prints them and the documentation shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from minimojo.rules.rule import Rule

SECTIONS = ("What it does", "Why", "Example", "Fix", "When the compiler reports it")
"""Every page has these, in this order."""


def page(rule: Rule[Any]) -> str:
    """Markdown: the code as the title, then the docstring of the rule's module and its phase."""
    severity = rule.severity.value
    body = (rule.documentation or "").strip()
    summary, _, rest = body.partition("\n")
    return f"# {rule.code} ({severity})\n\n{summary}\n{rest}\n\n## When the compiler reports it\n{rule.phase.told}\n"


def overview(rules: Iterable[Rule[Any]]) -> str:
    """Markdown: a table of all rules, each with a link to its page beside it."""
    rows = (f"| [{rule.code}]({rule.code}.md) | {rule.severity.value} | {rule.summary} |" for rule in rules)
    return "\n".join((_HEAD, *rows, "", _FOOT))


_HEAD = """\
# Rules

Every finding carries the code of a rule. Its page says what the rule reports and why, shows a program that
is rejected and one that is accepted, and tells what to do; `minimojo explain CODE` prints the same page, and
editors open it from the finding.

| code | severity | in one line |
|---|---|---|"""

_FOOT = """\
An *error* stands for an error of the Mojo compiler, a *warning* for a warning of it, on the same line (a few
deprecated spellings are warnings of `obsolete-syntax`). Where a type or a callee is not known, no rule that
depends on it speaks.

This page and those it leads to are written by `server/tools/generate_docs.py`, from the code of the rules.
The programs on them are tests: the marks below a line say exactly what MiniMojo finds there, and the compiler
is asked whether it agrees.
"""
