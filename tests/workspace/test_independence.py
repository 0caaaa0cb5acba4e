"""A broken function never silences another, wherever it stands."""

from collections import Counter
from pathlib import Path

import pytest

from minimojo.rules.model import Location
from support.annotations import annotations, without_annotations
from support.checking import Checked, check
from support.compiler import compiler, disagreement, verdict
from support.fixtures import Example, examples

HERE = Path(__file__).parent


def _programs(name: str) -> list[Example]:
    return list(examples((HERE / f"{name}.md").read_text(encoding="utf-8"), name))


ERRORS = _programs("ownership_errors")
UNRELATED = _programs("unrelated_errors")
each_error = pytest.mark.parametrize("error", ERRORS, ids=str)


@each_error
def test_alone_each_error_is_found(error: Example) -> None:
    assert check(error.source).found() == sorted(annotations(error.source))


@pytest.mark.skipif(compiler() is None, reason="no Mojo compiler: `pip install mojo==1.2.0`")
@each_error
def test_the_compiler_knows_each_error(error: Example, tmp_path: Path) -> None:
    source = without_annotations(error.source)
    assert disagreement(verdict(source, tmp_path), check(source).lines()) == []


@pytest.mark.parametrize("unrelated", UNRELATED, ids=str)
@pytest.mark.parametrize("place", ["before", "behind"])
@each_error
def test_each_error_is_found_beside_an_unrelated_one(error: Example, unrelated: Example, place: str) -> None:
    alone = without_annotations(error.source)
    parts = [unrelated.source, alone] if place == "before" else [alone, unrelated.source]
    missing = _told(check(alone)) - _told(check("\n\n".join(parts)))
    assert not missing


def _told(checked: Checked) -> Counter[tuple[object, ...]]:
    """The findings, each with the texts that it is about; where they stand differs, and so does what the
    compiler would hide them behind."""
    text = checked.analysis.text
    return Counter(
        (
            it.code,
            it.message,
            text[it.span.start : it.span.end],
            *[(step.message, _text(checked, step.location)) for step in it.finding.story],
        )
        for it in checked.diagnostics
    )


def _text(checked: Checked, location: Location) -> bytes:
    span = checked.analysis.place(location)
    return checked.analysis.text[span.start : span.end]
