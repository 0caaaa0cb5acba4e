"""Which findings does a function, or the declarations of a file, give?"""

from __future__ import annotations

from collections.abc import Iterable

from minimojo.hir.problems import DeclarationProblem
from minimojo.rules.model import Finding
from minimojo.rules.registry import all_rules
from minimojo.rules.rule import Evidence


def body_findings(evidence: Evidence) -> tuple[Finding, ...]:
    """All findings about one function, in source order.

    Code that the compiler copies (`finally` suites, CL-18) yields equal findings; one is kept.
    """
    found = [rule.finding(evidence, record) for rule in all_rules() for record in rule.find(evidence)]
    return _ordered(found) if found else ()


def declaration_findings(
    key: str, problems: tuple[DeclarationProblem, ...], source: bytes
) -> tuple[Finding, ...]:
    """All findings about the declaration of the unit or header `key`, whose text is `source`."""
    found = (rule.declaration_findings(key, problems, source) for rule in all_rules())
    return _ordered(finding for of_rule in found for finding in of_rule)


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    kept = {(finding.location, finding.code, finding.message): finding for finding in findings}
    return tuple(kept[key] for key in sorted(kept))
