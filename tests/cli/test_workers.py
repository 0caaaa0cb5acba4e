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


def _children(process: int) -> list[int]:
    return [int(it) for it in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def _is_alive(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells who works for whom")
def test_workers_do_not_outlive_who_waits_for_them(tmp_path: Path) -> None:
    for number in range(FILES):
        (tmp_path / f"m{number}.mojo").write_text(f"# {'-' * 100}\n{FINDING}")
    command = [*COMMAND, "check", "--no-cache", "--jobs", "2", "--output-format", "json", str(tmp_path)]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
    end = time.monotonic() + PATIENCE
    while len(workers := _children(run.pid)) < 2:
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
