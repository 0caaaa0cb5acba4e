"""Advice on memory is right where programs are run: with the compiler and its address sanitizer."""

from __future__ import annotations

from pathlib import Path

import pytest

from advice.cases import drawn_cases
from advice.running import NoSanitizerError, outcomes
from support.compiler import compiler

with_compiler = pytest.mark.skipif(compiler() is None, reason="no Mojo compiler: `pip install mojo==1.2.0`")


@with_compiler
def test_what_is_told_goes_wrong(tmp_path: Path) -> None:
    try:
        found = outcomes(drawn_cases(60, "3"), tmp_path)
    except NoSanitizerError as error:
        pytest.skip(str(error))
    assert any(it.is_told for it in found)
    assert [it.case for it in found if it.is_told and not it.is_wrong] == []
