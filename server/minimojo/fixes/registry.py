"""Which fixes are there? Every module of `minimojo.fixes.repairs` is one; no list names them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from minimojo.fixes import repairs
from minimojo.fixes.model import AnyFix, DeclarationFix, Proposal
from minimojo.rules.model import Finding
from minimojo.rules.rule import Evidence


@cache
def all_fixes() -> tuple[AnyFix, ...]:
    modules = (import_module(f"{repairs.__name__}.{it.name}") for it in iter_modules(repairs.__path__))
    return tuple(module.FIX for module in modules)


def proposals(cx: Evidence | None, finding: Finding) -> Iterator[Proposal]:
    """Everything that may make a finding go away, in no particular order.

    `cx` is what a finding about a body is founded on, None for one about a declaration.
    """
    for fix in all_fixes():
        if not isinstance(finding.data, fix.records):
            continue
        if isinstance(fix, DeclarationFix):
            yield from fix.propose(finding.location.unit_key, finding.data)
        elif cx is not None:
            yield from fix.propose(cx, finding.data)
