"""Is every rule and every quick fix shown by fixtures? (What they say is checked in `test_examples`.)"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest

from minimojo.fixes import repairs
from minimojo.fixes.model import AnyFix, DeclarationFix
from minimojo.ide.diagnostics import Diagnostic
from minimojo.rules.registry import all_rules
from minimojo.rules.rule import Rule
from support.checking import Checked, check
from support.fixtures import TESTS, Example, examples, examples_in, is_titled

FIXES = [it.name for it in iter_modules(repairs.__path__)]
each_rule = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
each_fix = pytest.mark.parametrize("name", FIXES)


def _programs(folder: str, name: str) -> list[Example]:
    path = TESTS / folder / f"{name}.md"
    assert path.exists(), f"write {path.relative_to(TESTS.parent)}"
    return list(examples(path.read_text(encoding="utf-8"), name))


@each_rule
def test_every_rule_has_rejected_and_accepted_programs(rule: Rule[Any]) -> None:
    found = [
        {it.code for it in check(program.source, about=program.about).diagnostics}
        for program in _programs("rules", rule.code)
    ]
    assert any(rule.code in codes for codes in found), "no program is rejected"
    assert any(not codes for codes in found), "no program is accepted"


@each_fix
def test_every_fix_repairs_a_program(name: str) -> None:
    programs = _programs("fixes", name.replace("_", "-"))
    assert any(program.fixed for program in programs)
    fix: AnyFix = import_module(f"{repairs.__name__}.{name}").FIX
    for program in programs:
        checked = check(program.source, about=program.about)
        titles = {title for it in checked.diagnostics for title in _titles(fix, checked, it)}
        for block in program.fixed:
            assert any(is_titled(title, block) for title in titles), (
                f"{program}: {block.argument} of {titles}"
            )


def _titles(fix: AnyFix, checked: Checked, diagnostic: Diagnostic) -> list[str]:
    finding = diagnostic.finding
    if not isinstance(finding.data, fix.records):
        return []
    if isinstance(fix, DeclarationFix):
        return [it.title for it in fix.propose(finding.location.unit_key, finding.data)]
    cx = checked.analysis.evidence_for(finding)
    return [] if cx is None else [it.title for it in fix.propose(cx, finding.data)]


def test_hovers_are_shown_of_everything_that_has_one() -> None:
    shown = " ".join(block.argument for program in examples_in("hover") for block in program.hovers)
    for kind in ("variable", "argument", "field", "caret", "call"):
        assert kind in shown, f"no hover of a {kind}"
