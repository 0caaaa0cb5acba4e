"""The pages of the rules, as `minimojo explain` prints them and the documentation shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from minimojo.rules.model import Severity
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
    known = tuple(rules)
    advice = tuple(it for it in known if it.severity is Severity.HINT)
    verdicts = (it for it in known if it.severity is not Severity.HINT)
    return "\n".join((_HEAD, *map(_row, verdicts), "", _ADVICE, *map(_row, advice), "", _FOOT))


def _row(rule: Rule[Any]) -> str:
    return f"| [{rule.code}]({rule.code}.md) | {rule.severity.value} | {rule.summary} |"


_HEAD = """\
# Rules

Every finding carries the code of a rule. Its page says what the rule reports and why, shows a program that
it speaks about and one about which it is silent, and tells what to do; `minimojo explain CODE` prints the
same page, and editors open it from the finding.

| code | severity | in one line |
|---|---|---|"""

_ADVICE = """\
## Advice

These are about code that the compiler accepts. Editors show them as hints; `minimojo check` shows them where they are
asked for: `--select advice`, or the code of one, or a `select` of the [configuration](../settings.md) that names them.

| code | severity | in one line |
|---|---|---|"""

_FOOT = """\
## What they stand for

An *error* stands for an error of the Mojo compiler, a *warning* for a warning of it, on the same line (a few
deprecated spellings are warnings of `obsolete-syntax`). Where a type or a callee is not known, no rule that
depends on it speaks. A *hint* is advice.

This page and those it leads to are written by `server/tools/generate_docs.py`, from the code of the rules.
The programs on them are tests: the marks below a line say exactly what MiniMojo finds there, and the compiler
is asked whether it agrees.
"""
