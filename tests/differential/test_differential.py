"""Random functions: MiniMojo says what the compiler says, on every line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from differential.comparing import compare
from differential.functions import draw
from differential.programs import rows
from support.compiler import compiler

FUNCTIONS = 60
"""Enough to notice that something broke; `python -m differential` compares as many as wanted."""
REQUIRED = bool(os.environ.get("MINIMOJO_CI"))

without_compiler = compiler() is None and not REQUIRED


@pytest.mark.skipif(without_compiler, reason="no Mojo compiler: `pip install mojo==1.2.0`")
@pytest.mark.parametrize("seed", ["1"])
def test_random_functions_get_the_verdicts_of_the_compiler(seed: str, verdicts: Path) -> None:
    found = compare([draw(seed, number) for number in range(FUNCTIONS)], verdicts)
    assert found.messages["use-after-transfer"] > 0
    assert len(found.unjudged) < FUNCTIONS / 20
    told = [
        "\n".join([*rows(it.function.lines), *(f"# {words}" for words in it.words)])
        for it in found.disagreements
    ]
    assert not told, "\n\n".join([f"seed {seed}: {len(told)} of {FUNCTIONS} functions", *told[:5]])
