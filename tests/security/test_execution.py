"""Nothing in a folder is executed because it is checked there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import environment
from security.workspaces import SPOILT, Scene, scene

_TRAPS = (
    "multiprocessing",
    "msgspec",
    "minimojo",
    "sqlite3",
    "tomllib",
    "encodings",
    "json",
    "sitecustomize",
)
_TRAP = "import pathlib\n(pathlib.Path(__file__).parent / 'executed').touch()\n"

_CHECK = """\
import multiprocessing, sys
from types import SimpleNamespace
from minimojo.cli import workers
from minimojo.cli.files import Source
from minimojo.cli.jobs import Job
from minimojo.cli.projects import Setting
from minimojo.cli.report import Needs

if __name__ == "__main__":
    workers.sys = SimpleNamespace(platform="darwin")  # Where workers are started, and not forked.
    jobs = [Job(Source(path, open(path, "rb").read()), Setting()) for path in sys.argv[1:]]
    print(sorted(number for number, _ in workers.checked_by(2, jobs, Needs.FINDINGS)))
"""


@pytest.fixture
def place(tmp_path: Path) -> Scene:
    return scene(tmp_path)


def test_workers_take_no_module_of_the_working_folder(place: Scene, tmp_path: Path) -> None:
    """A Python that is started with `-c`, as workers are where they are not forked, looks there first."""
    for name in _TRAPS:
        place.write(f"{name}.py", _TRAP)
    files = [place.write(f"{name}.mojo", SPOILT).name for name in ("one", "two")]
    program = tmp_path / "program" / "check.py"
    program.parent.mkdir()
    program.write_text(_CHECK, encoding="utf-8")
    kept = {name: value for name, value in environment().items() if name != "PYTHONSAFEPATH"}
    paths = [str(Path(it).absolute()) for it in kept["PYTHONPATH"].split(os.pathsep)]
    run = subprocess.run(
        [sys.executable, program, *files],
        cwd=place.workspace,
        env={**kept, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.stdout == "[0, 1]\n", run.stderr
    assert not (place.workspace / "executed").exists()
