"""Every program of the fixtures and of the rules' pages: findings, hovers, fixes, and the compiler's verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from minimojo.cli.checking import reported
from minimojo.cli.formats.full import FORMAT as FULL
from minimojo.cli.report import CheckedFile, Found
from minimojo.rules.pages import page
from minimojo.rules.registry import all_rules
from minimojo.workspace.repairs import Repair
from support.annotations import annotations, without_annotations
from support.checking import PATH, Checked, check
from support.compiler import compiler, disagreement, verdict
from support.fixtures import Example, examples, examples_in, is_titled


def _check(example: Example, source: str | None = None) -> Checked:
    return check(example.source if source is None else source, about=example.about)


def _pages() -> Iterable[Example]:
    for rule in all_rules():
        yield from examples(page(rule), f"page of {rule.code}")


EXAMPLES = [
    *_pages(),
    *(it for folder in ("rules", "fixes", "hover", "docs") for it in examples_in(folder)),
]
each_example = pytest.mark.parametrize("example", EXAMPLES, ids=str)
with_compiler = pytest.mark.skipif(compiler() is None, reason="no Mojo compiler: `pip install mojo==1.2.0`")


@each_example
def test_findings_are_those_that_are_written_there(example: Example) -> None:
    expected = sorted(it for it in annotations(example.source) if not it.text.startswith("hover "))
    assert _check(example).found() == expected


@each_example
def test_hovers_are_those_that_are_written_there(example: Example) -> None:
    checked = _check(example)
    places = [it for it in annotations(example.source) if it.text.startswith("hover ")]
    assert [f"hover {block.argument}" for block in example.hovers] == [it.text for it in places]
    for place, block in zip(places, example.hovers, strict=True):
        hover = checked.hover_at(place.line, place.end - 1)
        assert hover is not None, f"nothing is shown at {place}"
        assert checked.annotation(hover.span, place.text) == place
        assert hover.markdown + "\n" == block.text


@each_example
def test_fixed_programs_are_those_that_are_written_there(example: Example) -> None:
    checked = _check(example)
    offered = [repair for _, repair in checked.repairs()]
    for block in example.fixed:
        matching = [repair for repair in offered if is_titled(repair.title, block)]
        assert matching, f"no fix `{block.argument}` among {[repair.title for repair in offered]}"
        assert without_annotations(checked.after(matching[0])) == block.text


@each_example
def test_the_terminal_shows_what_is_written_there(example: Example) -> None:
    if not example.full:
        return
    clean = without_annotations(example.source)
    assert example.full[0].text == _printed(example, clean)


def _printed(example: Example, source: str) -> str:
    from io import StringIO

    checked = _check(example, source)
    by_finding: dict[int, list[Repair]] = {}
    for diagnostic, repair in checked.repairs():
        by_finding.setdefault(id(diagnostic.finding), []).append(repair)
    found = Found(
        tuple(reported(it, tuple(by_finding.get(id(it.finding), ()))) for it in checked.diagnostics)
    )
    stream = StringIO()
    FULL.write([CheckedFile(PATH, source.encode(), found)], stream)
    return stream.getvalue()


@each_example
def test_offered_fixes_remove_their_finding_and_add_none(example: Example) -> None:
    checked = _check(example)
    before = _census(checked)
    for diagnostic, repair in checked.repairs():
        after = _census(_check(example, checked.after(repair)))
        assert after[diagnostic.code, diagnostic.message] < before[diagnostic.code, diagnostic.message]
        assert not after - before, f"{repair.title} adds {after - before}"


def _census(checked: Checked) -> Counter[tuple[str, str]]:
    return Counter((it.code, it.message) for it in checked.diagnostics)


@with_compiler
@each_example
def test_the_compiler_says_the_same(example: Example, verdicts: Path) -> None:
    assert disagreement(verdict(example.source, verdicts), _check(example).lines()) == []


@with_compiler
@pytest.mark.parametrize("example", [*_pages(), *examples_in("fixes")], ids=str)
def test_the_compiler_says_the_same_after_each_fix(example: Example, verdicts: Path) -> None:
    checked = _check(example)
    for _, repair in checked.repairs():
        fixed = checked.after(repair)
        assert disagreement(verdict(fixed, verdicts), check(fixed).lines()) == [], repair.title


@with_compiler
@each_example
def test_the_compiler_says_the_same_after_all_preferred_fixes(example: Example, verdicts: Path) -> None:
    checked = _check(example)
    fixed = checked.after_all([repair for _, repair in checked.repairs() if repair.preferred])
    assert disagreement(verdict(fixed, verdicts), check(fixed).lines()) == []
