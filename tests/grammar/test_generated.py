"""The committed parser is the one that the pinned tree-sitter CLI makes of the grammar."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GRAMMAR = ROOT / "grammar" / "tree-sitter-minimojo"
GENERATED = [
    "parser.c",
    "grammar.json",
    "node-types.json",
    "tree_sitter/parser.h",
    "tree_sitter/alloc.h",
    "tree_sitter/array.h",
]
CLI_VERSION = "0.27.1"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of freshly generated sources."""
    program = _program()
    if program is None:
        message = (
            f"needs tree-sitter {CLI_VERSION}: cargo install tree-sitter-cli --version {CLI_VERSION} --locked"
        )
        if os.environ.get("MINIMOJO_CI"):
            pytest.fail(message)
        pytest.skip(message)
    folder = tmp_path_factory.mktemp("grammar")
    for name in ("grammar.js", "tree-sitter.json"):
        shutil.copy(GRAMMAR / name, folder / name)
    done = subprocess.run([program, "generate"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == "", "the generator warns"
    return folder / "src"


@pytest.mark.parametrize("name", GENERATED)
def test_generated_source_is_current(generated: Path, name: str) -> None:
    committed = (GRAMMAR / "src" / name).read_text(encoding="utf-8")
    assert (generated / name).read_text(encoding="utf-8") == committed, "run `tree-sitter generate`"


def test_installer_pins_the_same_version() -> None:
    script = (ROOT / "tests" / "run").read_text(encoding="utf-8")
    assert re.findall(r"^tree_sitter_cli=(.*)$", script, re.MULTILINE) == [CLI_VERSION]


def _program() -> str | None:
    """The pinned version, from PATH or where cargo installs."""
    for program in (
        shutil.which("tree-sitter"),
        shutil.which("tree-sitter", path=Path.home() / ".cargo" / "bin"),
    ):
        if program is None:
            continue
        version = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
        if version.split()[1:2] == [CLI_VERSION]:
            return program
    return None
