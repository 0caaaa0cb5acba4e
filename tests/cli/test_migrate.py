"""`minimojo migrate`: programs of older releases, and what the present one is given. The compiler judges both."""

import re
import subprocess
from pathlib import Path

import pytest

from command_line import minimojo
from support.compiler import compiler, verdict

FOLDER = Path(__file__).parent / "migrations"
PROGRAMS = sorted(FOLDER.glob("*.old.mojo"))
each = pytest.mark.parametrize("old", PROGRAMS, ids=lambda it: it.name)


def migrated(folder: Path, old: Path) -> str:
    file = folder / "program.mojo"
    file.write_bytes(old.read_bytes())
    run = minimojo("migrate", "--write", file)
    assert run.returncode == 0, run.stderr
    return file.read_text(encoding="utf-8")


@each
def test_programs_become_what_is_written_there(tmp_path: Path, old: Path) -> None:
    expected = old.with_name(old.name.replace(".old.", ".new."))
    assert migrated(tmp_path, old) == expected.read_text(encoding="utf-8")


@each
@pytest.mark.skipif(compiler() is None, reason="no Mojo compiler: `pip install mojo==1.2.0`")
def test_the_compiler_accepts_what_comes_out(old: Path, verdicts: Path) -> None:
    new = old.with_name(old.name.replace(".old.", ".new."))
    said = verdict(new.read_text(encoding="utf-8"), verdicts)
    assert [it for it in said if it.severity == "error"] == []


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "old.mojo").write_bytes(
        b"fn f(owned x: String):\r\n    alias n = 1\r\n    print(x, n)\r\n"
    )
    (tmp_path / "src" / "new.mojo").write_bytes(b"def g():\n    pass\n")
    (tmp_path / "src" / "torn.mojo").write_bytes(b"fn h(inout x: Int):\n    x = (1\n\nfn i(\n\nalias n = 1\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_diff_is_shown_first(folder: Path) -> None:
    before = {it: it.read_bytes() for it in sorted(Path("src").iterdir())}
    run = minimojo("migrate", "src")
    assert run.returncode == 1
    assert re.findall(r"^--- (.*)$", run.stdout, re.MULTILINE) == ["src/old.mojo", "src/torn.mojo"]
    assert {it: it.read_bytes() for it in sorted(Path("src").iterdir())} == before


def test_what_is_shown_is_what_is_written(folder: Path) -> None:
    diff = minimojo("migrate", "src/torn.mojo").stdout
    copy = Path("copy.mojo")
    copy.write_bytes(Path("src/torn.mojo").read_bytes())
    subprocess.run(["patch", "copy.mojo"], input=diff.encode(), check=True, capture_output=True)
    assert minimojo("migrate", "--write", "src").stderr.endswith("in 2 files\n")
    assert Path("src/torn.mojo").read_bytes() == copy.read_bytes()
    assert Path("src/old.mojo").read_bytes() == (
        b"def f(var x: String):\r\n    comptime n = 1\r\n    print(x, n)\r\n"
    )
    again = minimojo("migrate", "src")
    assert (again.returncode, again.stdout) == (0, "")


def test_what_cannot_be_read_is_told(folder: Path) -> None:
    run = minimojo("migrate", "src", "missing.mojo")
    assert run.returncode == 2
    assert "cannot read missing.mojo" in run.stderr


def test_members_in_what_is_broken_are_written_once(folder: Path) -> None:
    Path("src/torn.mojo").write_bytes(
        b"import sys\n\ndef f():\n    if sys.is_x86) or sys.os_is_linux():\n        pass\n"
    )
    minimojo("migrate", "--write", "src")
    assert Path("src/torn.mojo").read_text().count("CompilationTarget") <= 2
    assert minimojo("migrate", "src").stdout == ""


def test_memory_of_the_stack_is_a_pointer_whatever_its_elements_are(folder: Path) -> None:
    Path("src/old.mojo").write_text(
        "from std.memory import stack_allocation\n"
        "from elsewhere import Address\n\n\n"
        "def f(numbers: List[Int]):\n"
        "    var address = stack_allocation[1, Address]()\n"
        "    address[0] = Address()\n"
        "    var other = stack_allocation[1, Address]()\n"
        "    other = address\n"
        "    print(address[0], other[0], numbers[0])\n"
    )
    minimojo("migrate", "--write", "src/old.mojo")
    written = Path("src/old.mojo").read_text()
    assert "    address[unsafe_offset=0] = Address()\n" in written
    assert "    print(address[unsafe_offset=0], other[0], numbers[0])\n" in written


def test_a_tuple_of_types_that_is_not_closed_is_left_alone(folder: Path) -> None:
    Path("old.mojo").write_text("{}:(_,[", encoding="utf-8")
    run = minimojo("migrate", "old.mojo")
    assert (run.returncode, run.stdout) == (0, "")


def test_comments_are_kept(folder: Path) -> None:
    asked = (
        b'def f[n: Int]():\n    constrained[\n        n > 3,  # see above\n        "n is small",\n    ]()\n'
    )
    Path("src/old.mojo").write_bytes(asked)
    minimojo("migrate", "--write", "src")
    assert Path("src/old.mojo").read_bytes() == asked
