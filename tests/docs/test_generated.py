"""Are the pages that are written from the code current, and has each of them all it should have?"""

import re
from pathlib import Path
from typing import Any

import pytest

from command_line import SERVER, minimojo
from minimojo.rules.pages import SECTIONS, page
from minimojo.rules.registry import all_rules
from minimojo.rules.rule import Rule
from support.fixtures import examples
from support.tools import tool

DOCS = SERVER / "docs"

each_rule = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)


def test_the_pages_of_the_rules_are_current() -> None:
    assert tool("generate_docs").stale() == [], "run `python server/tools/generate_docs.py`"


def test_stale_missing_and_left_over_pages_are_noticed(tmp_path: Path) -> None:
    generator = tool("generate_docs")
    generator.write(tmp_path)
    assert generator.stale(tmp_path) == []
    rules = tmp_path / "rules"
    (rules / "use-after-transfer.md").write_text("old", encoding="utf-8")
    (rules / "implicit-copy.md").unlink()
    (rules / "no-rule.md").write_text("gone", encoding="utf-8")
    (tmp_path / "settings.md").write_text("old", encoding="utf-8")
    stale = [f"rules/{it}.md" for it in ("implicit-copy", "no-rule", "use-after-transfer")]
    assert generator.stale(tmp_path) == [*stale, "settings.md"]
    generator.write(tmp_path)
    assert generator.stale(tmp_path) == []


@each_rule
def test_every_page_has_all_sections(rule: Rule[Any]) -> None:
    assert tuple(re.findall(r"^## (.+)$", page(rule), re.MULTILINE)) == SECTIONS
    assert rule.summary.endswith(".")


@each_rule
def test_every_page_shows_a_rejected_and_an_accepted_program(rule: Rule[Any]) -> None:
    marked = ["^ " in it.source and f"[{rule.code}]" in it.source for it in examples(page(rule), rule.code)]
    assert marked == [True, False]


def test_explain_prints_the_page() -> None:
    run = minimojo("explain", "use-after-transfer")
    assert (run.returncode, run.stdout) == (0, (DOCS / "rules" / "use-after-transfer.md").read_text("utf-8"))


@pytest.mark.parametrize("text", sorted(DOCS.rglob("*.md")), ids=lambda path: path.name)
def test_links_lead_somewhere(text: Path) -> None:
    prose = re.sub(r"^```.*?^```$", "", text.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", re.sub(r"`[^`]*`", "", prose))
    missing = [it for it in targets if not re.match(r"\w+:", it) and not (text.parent / it).exists()]
    assert missing == []
