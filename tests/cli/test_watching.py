"""What goes on while somebody waits: files that change, a bar at a terminal, words that a shell completes."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import COMMAND, environment, minimojo

BAD = """\
def take(var text: List[Int]):
    pass


def main():
    var s: List[Int] = [1]
    take(s^)
    print(len(s))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent")
def test_changes_are_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.mojo").write_text("def main():\n    pass\n", encoding="utf-8")
    command = [*COMMAND, "check", ".", "--watch", "--no-cache"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "nothing found in 1 file\n"
        # The first round is over before somebody listens: write until it is heard.
        lines: list[str] = []
        for count in range(100):
            (tmp_path / "a.mojo").write_text(f"# {count}\n{BAD}", encoding="utf-8")

            if select.select([process.stdout], [], [], 0.5)[0]:
                break
        while not lines or "found 1 error" not in lines[-1]:
            lines.append(process.stdout.readline())
        assert any("use-after-transfer" in line for line in lines)
        _interrupted(process)
        assert process.returncode in (0, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent")
def test_the_configuration_around_is_watched(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.mojo").write_text(BAD, encoding="utf-8")
    command = [*COMMAND, "check", "src", "--watch", "--no-cache", "--output-format", "concise"]
    settings = tmp_path / "minimojo.toml"
    settings.write_text("", encoding="utf-8")
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert "use-after-transfer" in process.stdout.readline()
        for count in range(100):
            text = f'[severity]\nuse-after-transfer = "warning" # {count}'
            settings.write_text(text, encoding="utf-8")
            if select.select([process.stdout], [], [], 0.5)[0]:
                break
        assert "warning[use-after-transfer]" in process.stdout.readline()
        told = _interrupted(process)
        assert process.returncode == 0
        assert set(told.splitlines()) == {"minimojo: waiting for changes"}


@pytest.mark.parametrize("arguments", [["-"], [".", "--fix"], [".", "--diff"]])
def test_some_things_cannot_be_watched(arguments: list[str]) -> None:
    run = minimojo("check", "--watch", *arguments)
    assert run.returncode == 2
    assert "--watch goes with files" in run.stderr


@pytest.mark.parametrize(
    ("words", "completion"),
    [("minimojo mig", "migrate"), ("minimojo check --sel", "--select"), ("minimojo cache ", "clear")],
)
def test_shells_complete_words(words: str, completion: str) -> None:
    asked = {"_MINIMOJO_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    done = subprocess.run(
        COMMAND, env={**environment(), **asked}, capture_output=True, encoding="utf-8", check=False
    )
    assert f"plain,{completion}" in done.stdout.splitlines()


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no terminals")
def test_a_terminal_gets_the_same_findings(tmp_path: Path) -> None:
    (tmp_path / "a.mojo").write_text(BAD, encoding="utf-8")
    ours, theirs = os.openpty()
    command = [*COMMAND, "check", "a.mojo", "--no-cache", "--output-format", "concise"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=theirs, check=False
    )
    os.close(theirs)
    os.close(ours)
    assert done.stdout == b"a.mojo:8:15: error[use-after-transfer] use of transferred value `s`\n"


def _interrupted(process: subprocess.Popen[str]) -> str:
    """What is told until the end after Ctrl-C. Nobody waits for ever where that is ignored, as in a background job."""
    process.send_signal(signal.SIGINT)
    try:
        return process.communicate(timeout=30)[1]
    finally:
        process.kill()
