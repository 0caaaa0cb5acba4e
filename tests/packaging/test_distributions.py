"""`python -m build` gives a source distribution and a wheel that work from an empty environment."""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "server" / "examples"

pytestmark = pytest.mark.xdist_group("packaging")


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from what git would give to somebody else."""
    source = tmp_path_factory.mktemp("source")
    files = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, files.stdout.decode().split("\0")):
        if name.startswith(("server/", "grammar/")) or "/" not in name:
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, source / name)
    built = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--outdir", built, source)
    return built


def _run(*command: str | Path, expected: int = 0) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    run = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False, env=environment
    )
    assert run.returncode == expected, run.stdout + run.stderr
    return run.stdout


@pytest.mark.parametrize("pattern", ["*.whl", "*.tar.gz"], ids=["wheel", "source"])
def test_a_distribution_works_in_an_empty_environment(
    distributions: Path, tmp_path: Path, pattern: str
) -> None:
    (distribution,) = distributions.glob(pattern)
    _run(sys.executable, "-m", "venv", tmp_path / "venv")
    programs = tmp_path / "venv" / "bin"
    _run(programs / "pip", "install", "--quiet", "--disable-pip-version-check", distribution)
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    report = _run(programs / "minimojo", "check", tmp_path / "examples", expected=1)
    assert "error[use-after-transfer]" in report
    assert "ownership" in _run(programs / "minimojo", "--help")
    assert "minimojo" in _run(programs / "minimojo", "--version")
    _run(programs / "python", "-c", "import tree_sitter_minimojo as grammar; grammar.language()")


def test_the_wheel_serves_all_newer_pythons(distributions: Path) -> None:
    (wheel,) = distributions.glob("*.whl")
    assert "-cp311-abi3-" in wheel.name


def test_the_source_distribution_holds_the_grammar(distributions: Path) -> None:
    (archive,) = distributions.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.split("/", 1)[-1] for name in opened.getnames()}
    assert {f"grammar/tree-sitter-minimojo/src/{name}" for name in ("parser.c", "scanner.c")} <= names
