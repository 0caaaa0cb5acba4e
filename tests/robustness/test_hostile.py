"""Whatever the bytes are: a result in bounded time, no exception, and no function whose analysis failed."""

import json
import time
from pathlib import Path

import pytest

from command_line import minimojo
from minimojo.workspace.workspace import Workspace
from robustness.hostile import everything

PATIENCE = 30.0
"""Seconds for one file on a slow and busy machine; what is not linear takes minutes."""

SOURCES = everything()


@pytest.mark.parametrize("text", SOURCES.values(), ids=SOURCES.keys())
def test_every_file_gets_a_result(text: bytes) -> None:
    begin = time.perf_counter()
    workspace = Workspace()
    workspace.open("hostile.mojo", text)
    analysis = workspace.analysis("hostile.mojo")
    assert [result.failure for result in analysis.results.values() if result.failure] == []
    for finding in analysis.findings:
        span = analysis.place(finding.location)
        assert 0 <= span.start <= span.end <= len(text)
    assert time.perf_counter() - begin < PATIENCE


def test_the_command_line_gets_over_all_of_them(tmp_path: Path) -> None:
    for number, text in enumerate(SOURCES.values()):
        (tmp_path / f"{number}.mojo").write_bytes(text)
    run = minimojo("check", "--output-format", "json", tmp_path)
    told = run.stderr.splitlines()
    assert [it for it in told if not (it.startswith("minimojo: ") and "syntax error" in it)] == []
    assert run.returncode in (0, 1)
    json.loads(run.stdout)
