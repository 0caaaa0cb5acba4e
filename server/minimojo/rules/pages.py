"""The page of a rule, as `minimojo explain` prints it and the documentation shows it."""

from __future__ import annotations

from typing import Any

from minimojo.rules.rule import Rule

SECTIONS = ("What it does", "Why", "Example", "Fix")
"""Every page has these, in this order."""


def page(rule: Rule[Any]) -> str:
    """Markdown: the code as the title, then the docstring of the rule's module."""
    severity = rule.severity.value
    body = (rule.documentation or "").strip()
    summary, _, rest = body.partition("\n")
    return f"# {rule.code} ({severity})\n\n{summary}\n{rest}\n"
