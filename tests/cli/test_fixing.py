"""Fixes from the command line: made, shown, or printed for who asks on standard input."""

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from command_line import COMMAND, environment, minimojo
from minimojo.cli.files import Source
from minimojo.cli.fixing import Fixer
from minimojo.cli.jobs import Job
from minimojo.cli.projects import Setting
from minimojo.workspace.files import Disk

SAFE = "def main():\n    var n = 1\n    var m = n^\n    print(m)\n"
SAFE_FIXED = SAFE.replace("n^", "n")
UNSAFE = "def main():\n    var a = [1]\n    var b = a\n    print(len(a), len(b))\n"
UNSAFE_FIXED = UNSAFE.replace("b = a\n", "b = a.copy()\n")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "safe.mojo").write_bytes(SAFE.encode())
    (tmp_path / "unsafe.mojo").write_bytes(UNSAFE.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def texts() -> tuple[str, str]:
    return Path("safe.mojo").read_bytes().decode(), Path("unsafe.mojo").read_bytes().decode()


def fed(text: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [*COMMAND, "check", *arguments]
    return subprocess.run(command, input=text.encode(), capture_output=True, env=environment(), check=False)


def test_unsafe_fixes_are_made_if_asked_for(folder: Path) -> None:
    assert minimojo("check", "--fix", ".").returncode == 1
    assert texts() == (SAFE_FIXED, UNSAFE)
    assert minimojo("check", "--fix", "--unsafe-fixes", ".").returncode == 0
    assert texts() == (SAFE_FIXED, UNSAFE_FIXED)


def test_files_without_functions_are_fixed(folder: Path) -> None:
    Path("constants.mojo").write_text("alias N = 1\n", encoding="utf-8")
    assert minimojo("check", "--fix", "constants.mojo").returncode == 0
    assert Path("constants.mojo").read_text(encoding="utf-8") == "comptime N = 1\n"


def test_what_is_not_selected_is_not_fixed(folder: Path) -> None:
    minimojo("check", "--fix", "--ignore", "redundant-transfer", ".")
    assert texts() == (SAFE, UNSAFE)


@pytest.mark.parametrize(
    ("arguments", "changed"), [([], ["safe.mojo"]), (["--unsafe-fixes"], ["safe.mojo", "unsafe.mojo"])]
)
def test_a_diff_changes_nothing_and_can_be_applied(
    folder: Path, arguments: list[str], changed: list[str]
) -> None:
    run = minimojo("check", "--diff", *arguments, ".")
    assert run.returncode == 1
    assert texts() == (SAFE, UNSAFE)
    assert [it[4:] for it in run.stdout.splitlines() if it.startswith("--- ")] == changed
    subprocess.run(["patch", "-p0"], input=run.stdout.encode(), check=True, capture_output=True)
    assert minimojo("check", "--diff", *arguments, ".").returncode == 0


def test_a_diff_says_where_a_last_line_does_not_end(folder: Path) -> None:
    Path("safe.mojo").write_bytes(SAFE.replace("\n    print(m)\n", "\n    _ = m^").encode())
    run = minimojo("check", "--diff", "safe.mojo", "--select", "all")
    assert "\\ No newline at end of file" in run.stdout


LIBRARY = """\
struct Account:
    var owner: String

    def __init__(out self, owner: String):
        self.owner = owner


def rename(account: Account, name: String):
    account.owner = name
"""
USER = """\
from library import Account, rename


def again(account: Account):
    rename(account, "x")
"""


def test_fixes_are_judged_by_what_was_fixed_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("library.mojo").write_text(LIBRARY, encoding="utf-8")
    Path("user.mojo").write_text(USER, encoding="utf-8")
    shown = minimojo("check", "--diff", "--unsafe-fixes", ".").stdout
    assert [it for it in shown.splitlines() if it.startswith("+")] == [
        "+++ library.mojo",
        "+def rename(mut account: Account, name: String):",
    ]
    assert minimojo("check", "--fix", "--unsafe-fixes", ".").returncode == 0
    assert "def again(mut account: Account)" in Path("user.mojo").read_text(encoding="utf-8")


def test_what_files_import_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [tmp_path / f"m{number}.mojo" for number in range(20)]
    for file, other in zip(files, [*files[1:], files[0]], strict=True):
        own = SAFE.replace("main", file.stem).replace("n^", f"n^\n    {other.stem}()")
        file.write_text(f"from {other.stem} import {other.stem}\n\n\n{own}", encoding="utf-8")
    reads = Counter[str]()
    read = Disk.read

    def counted(disk: Disk, key: str) -> bytes | None:
        reads[key] += 1
        return read(disk, key)

    monkeypatch.setattr(Disk, "read", counted)
    fixer = Fixer()
    for file in files:
        fixed = fixer.fix(Job(Source(str(file), file.read_bytes()), Setting()))
        assert fixed.count == 1
    assert len(reads) == len(files)
    assert max(reads.values()) <= 3


def test_standard_input_is_checked_under_its_name(folder: Path) -> None:
    Path("library.mojo").write_text("def take(var text: List[Int]):\n    pass\n", encoding="utf-8")
    program = "from library import take\n\n\ndef main():\n    var s: List[Int] = [1]\n    take(s^)\n    print(len(s))\n"
    run = fed(program, "-", "--stdin-filename", "new.mojo", "--output-format", "concise")
    assert run.returncode == 1
    assert run.stdout == b"new.mojo:7:15: error[use-after-transfer] use of transferred value `s`\n"


def test_standard_input_is_fixed_on_standard_output(folder: Path) -> None:
    run = fed(SAFE.replace("\n", "\r\n"), "-", "--fix", "--stdin-filename", "safe.mojo")
    assert run.stdout.decode() == SAFE_FIXED.replace("\n", "\r\n")
    assert run.returncode == 0
    assert texts() == (SAFE, UNSAFE)


def test_standard_input_may_be_closed(folder: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{' '.join(COMMAND)} check - <&-"],
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (2, b"minimojo: cannot read standard input: it is closed\n")
