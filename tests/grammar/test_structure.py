"""Real files have the statements that the official formatter sees, and the same tree when it has reformatted them."""

from __future__ import annotations

import pytest
from mblack import format_str
from mblack.mode import Mode, TargetVersion

from grammar.real_files import COUNT, real_files_or_skip
from grammar.structure import first_difference
from grammar.trees import damage, parse, shape


@pytest.fixture(scope="session")
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    return real_files_or_skip(request.config)


each_file = pytest.mark.parametrize("number", range(COUNT))


def test_all_files_are_there(files: dict[str, bytes]) -> None:
    assert len(files) == COUNT


@each_file
def test_statements_equal_those_of_the_formatter(files: dict[str, bytes], number: int) -> None:
    name, source = list(files.items())[number]
    assert damage(parse(source)) == [], name
    assert first_difference(source) is None, name


@each_file
def test_reformatted_file_has_the_same_tree(files: dict[str, bytes], number: int) -> None:
    name, source = list(files.items())[number]
    formatted = format_str(source.decode(), mode=Mode(target_versions={TargetVersion.MOJO})).encode()
    before, after = shape(parse(source)), shape(parse(formatted))
    different = next((pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]), None)
    assert different is None, name
    assert len(before) == len(after), name
