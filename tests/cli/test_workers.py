"""Workers on other cores end with the process that they work for."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from command_line import COMMAND, environment

PATIENCE = 120
"""Seconds on a slow and busy machine."""

FINDING = "def f(var a: String) -> String:\n    var b = a^\n    print(a)\n    return b^\n"
FILES = 1000
"""Their findings are more than a pipe holds."""


def _descendants(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children")
    found = [int(it) for it in children.read_text().split()] if children.exists() else []
    return [*found, *(below for it in found for below in _descendants(it))]


def _is_alive(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


LINUX_ONLY = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells who works for whom")


@LINUX_ONLY
@pytest.mark.parametrize("more", [[], ["--jobs", "2"]], ids=["prepared", "on demand"])
def test_workers_do_not_outlive_who_waits_for_them(tmp_path: Path, more: list[str]) -> None:
    for number in range(FILES):
        (tmp_path / f"m{number}.mojo").write_text(f"# {'-' * 100}\n{FINDING}")
    command = [*COMMAND, "check", "--no-cache", *more, "--output-format", "json", str(tmp_path)]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
    end = time.monotonic() + PATIENCE
    while len(workers := _descendants(run.pid)) < 2:
        assert run.poll() is None
        assert time.monotonic() < end
        time.sleep(0.01)
    run.kill()
    run.wait()
    try:
        while any(map(_is_alive, workers)):
            assert time.monotonic() < end, "they wait for ever"
            time.sleep(0.05)
    finally:
        for worker in filter(_is_alive, workers):
            os.kill(worker, signal.SIGKILL)


@LINUX_ONLY
def test_who_prepares_for_work_ends_when_there_is_none(tmp_path: Path) -> None:
    """It has the output open: who reads it would wait for it."""
    run = subprocess.run(
        [*COMMAND, "check", str(tmp_path / "missing.mojo")],
        check=False,
        capture_output=True,
        env=environment(),
        timeout=PATIENCE,
    )
    assert run.returncode == 2
    assert not _running(str(tmp_path))


def _running(argument: str) -> list[Path]:
    """The processes that were started with an argument, or forked from one that was."""
    lines = Path("/proc").glob("[0-9]*/cmdline")
    return [it for it in lines if argument.encode() in _content(it)]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # It is over.
        return b""


@LINUX_ONLY
@pytest.mark.parametrize("more", [["--no-cache"], ["--cache-dir", "kept"]], ids=["not kept", "kept"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_names_that_are_no_text_are_handed_on(tmp_path: Path, jobs: str, more: list[str]) -> None:
    """A story leads to the file that is named."""
    folder = os.fsencode(tmp_path)
    for name in (b"odd\xff\xfe.mojo", b"odd\xff\xfd.mojo"):
        Path(os.fsdecode(folder + b"/" + name)).write_text(FINDING)
    for _ in range(2):
        command = [*COMMAND, "check", "--jobs", jobs, *more, "--output-format", "concise", "."]
        run = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, check=False)
        assert run.stdout.count(b"error[use-after-transfer]") == 2
        assert b"Traceback" not in run.stderr
        assert run.returncode == 1
