"""Programs about which an older version says something else: what we say there is what its compiler says."""

from pathlib import Path

import pytest

from minimojo.edition import EDITIONS, LATEST, Edition
from support.annotations import annotations
from support.checking import check
from support.compiler import compiler_of, disagreement, verdict
from support.fixtures import Example, examples

FOLDER = Path(__file__).parent
OLDER = [it for it in EDITIONS.values() if it is not LATEST]
EXAMPLES = [
    pytest.param(edition, example, id=f"{edition.name} {example}")
    for edition in OLDER
    for path in [FOLDER / "programs.md", FOLDER / f"{edition.name}.md"]
    if path.exists()
    for example in examples(path.read_text(encoding="utf-8"), path.stem)
]
each_example = pytest.mark.parametrize(("edition", "example"), EXAMPLES)


@each_example
def test_findings_are_those_that_are_written_there(edition: Edition, example: Example) -> None:
    assert check(example.source, edition).found() == sorted(annotations(example.source))


@each_example
def test_the_newest_version_says_something_else(edition: Edition, example: Example) -> None:
    assert check(example.source).found() != check(example.source, edition).found()


@each_example
def test_the_compiler_says_the_same(edition: Edition, example: Example, verdicts: Path) -> None:
    mojo = compiler_of(edition.name)
    if mojo is None:
        pytest.skip(f"no Mojo {edition.name}: `pip install mojo-compiler` of that version, MINIMOJO_MOJO_...")
    found = disagreement(verdict(example.source, verdicts, mojo=mojo), check(example.source, edition).lines())
    assert found == []
