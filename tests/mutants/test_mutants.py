"""Mutants of the programs that the tests use: MiniMojo says what the compiler says, on every line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mutants.analysing import Analyser
from mutants.comparing import compare
from mutants.drawing import draw
from mutants.kinds import KINDS
from mutants.reporting import Summary, told
from mutants.subjects import Subject
from programs import TEXTS
from support.compiler import compiler

MUTANTS = 100
"""Enough to notice that something broke; `python -m mutants` compares as many as wanted, of any code."""
REQUIRED = bool(os.environ.get("MINIMOJO_CI"))

without_compiler = compiler() is None and not REQUIRED


@pytest.mark.skipif(without_compiler, reason="no Mojo compiler: `pip install mojo==1.2.0`")
def test_mutants_get_the_verdicts_of_the_compiler(verdicts: Path, tmp_path: Path) -> None:
    subject = Subject.modules("programs", TEXTS)
    mutants = draw(subject, MUTANTS, "1")
    summary = Summary()
    rows: list[str] = []
    for judged in compare(subject, mutants, Analyser(subject, tmp_path), verdicts):
        summary.add(judged)
        rows += told(mutants.index(judged.mutant), judged)
    assert summary.mutants == len(mutants) == MUTANTS
    assert summary.unjudged < MUTANTS / 20
    assert summary.owned > 0
    assert not rows, "\n".join(rows)


def test_every_kind_finds_places() -> None:
    drawn = {it.mutation.kind for it in draw(Subject.modules("programs", TEXTS), 300, "1")}
    assert len(drawn) == len(KINDS)


def test_a_mutant_is_drawn_again() -> None:
    subject = Subject.modules("programs", TEXTS)
    assert [it.edits for it in draw(subject, 20, "7")] == [it.edits for it in draw(subject, 20, "7")]
