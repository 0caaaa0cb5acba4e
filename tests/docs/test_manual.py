"""The manual's page on ownership: its programs, and what it says in words, as the compiler has it."""

import re
from pathlib import Path

import pytest

from command_line import SERVER
from support.compiler import compiler, printed, verdict
from support.fixtures import TESTS, Example, examples_in

PROGRAMS = [it for it in examples_in("docs") if it.name.startswith("manual/")]
TABLE = SERVER / "docs" / "manual-ownership.md"
each_program = pytest.mark.parametrize("program", PROGRAMS, ids=str)
with_compiler = pytest.mark.skipif(compiler() is None, reason="no Mojo compiler: `pip install mojo==1.2.0`")


@with_compiler
@each_program
def test_the_compiler_says_what_is_written_there(program: Example, verdicts: Path) -> None:
    """What MiniMojo finds in them, and that it agrees, is checked with all other examples."""
    assert [it.text for it in program.compiler] == [printed(verdict(program.source, verdicts))]


def test_the_table_has_a_row_for_every_program() -> None:
    text = (TESTS / "docs" / "manual.md").read_text(encoding="utf-8")
    headers = {_anchor(it) for it in re.findall(r"^## (.+)$", text, re.MULTILINE)}
    linked = set(
        re.findall(r"\(\.\./\.\./tests/docs/manual\.md#([^)]+)\)", TABLE.read_text(encoding="utf-8"))
    )
    assert linked == headers
    assert len(headers) == len(PROGRAMS)


def _anchor(header: str) -> str:
    return re.sub(r"[^\w\- ]", "", header.lower()).replace(" ", "-")
