"""Which findings are shown, and how grave they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from minimojo.rules.model import Finding, Severity

ADVICE = "advice"
"""Names all rules about code that the compiler accepts: their severity is a hint."""

ALL = "all"


class Selection(Struct, frozen=True):
    """`select` are the codes that are shown, `ignore` those of them that are not; both may name `advice` or `all`.

    `severity` gives codes another severity than that of their findings, None to leave them out.
    """

    select: frozenset[str] = frozenset((ALL,))
    ignore: frozenset[str] = frozenset()
    severity: Mapping[str, Severity | None] = {}

    def judge(self, code: str, severity: Severity) -> Severity | None:
        """The severity with which a finding is shown; None if it is not."""
        names = _names(code)
        is_selected = code in self.select or (bool(names & self.select) and not names & self.ignore)
        if not is_selected or code in self.ignore:
            return None
        return self.severity.get(code, severity)

    def of(self, findings: Iterable[Finding]) -> list[Finding]:
        """Those that are shown."""
        return [it for it in findings if self.judge(it.code, it.severity) is not None]


EVERYTHING = Selection()
WITHOUT_ADVICE = Selection(ignore=frozenset((ADVICE,)))


def is_selector(name: str) -> bool:
    """Whether a name stands for a rule or for several."""
    from minimojo.rules.registry import (
        find_rule,
    )  # It loads the analysis, which a cached answer goes without.

    return name in (ALL, ADVICE) or find_rule(name) is not None


def closest(name: str) -> str | None:
    """The selector that a misspelled name is most like."""
    from difflib import get_close_matches

    from minimojo.rules.registry import all_rules

    known = [*(rule.code for rule in all_rules()), ADVICE, ALL]
    return next(iter(get_close_matches(name, known, 1)), None)


def _names(code: str) -> frozenset[str]:
    """The groups that a rule is in."""
    from minimojo.rules.registry import find_rule

    rule = find_rule(code)
    is_advice = rule is not None and rule.severity is Severity.HINT
    return frozenset((ALL, ADVICE) if is_advice else (ALL,))
