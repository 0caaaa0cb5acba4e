"""`minimojo check` as people and programs call it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from command_line import minimojo

PROGRAM = """\
def take(var text: List[Int]):
    print(len(text))


def main():
    var s: List[Int] = [1]
    take(s^)
    print("😀é", len(s))
    var unused = 1
"""
FINE = "def main():\n    print(1)\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a program with mistakes, one without, and one further down."""
    (tmp_path / "a.mojo").write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "fine.mojo").write_text(FINE, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.🔥").write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "sub" / "readme.md").write_text("# No program\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def findings(*arguments: str) -> list[dict[str, Any]]:
    run = minimojo("check", "--output-format", "json", *arguments)
    found = json.loads(run.stdout)
    assert run.returncode == int(any(it["severity"] == "error" for it in found)), run.stderr
    return found


# --- formats ------------------------------------------------------------------------------------


def test_json_holds_what_the_contract_says(folder: Path) -> None:
    first, second = findings("a.mojo")
    assert first == {
        "file": "a.mojo",
        "range": {"start": {"line": 7, "character": 21}, "end": {"line": 7, "character": 22}},
        "severity": "error",
        "code": "use-after-transfer",
        "message": "use of transferred value `s`",
        "related": first["related"],
        "fixes": first["fixes"],
    }
    assert second["code"] == "unused-assignment"
    assert second["severity"] == "warning"


def test_json_tells_the_story(folder: Path) -> None:
    related = findings("a.mojo")[0]["related"]
    assert [set(it) for it in related] == [{"file", "range", "message"}] * len(related)
    assert {it["file"] for it in related} == {"a.mojo"}
    (transfer,) = [it for it in related if "is transferred here" in it["message"]]
    assert transfer["range"] == {"start": {"line": 6, "character": 10}, "end": {"line": 6, "character": 11}}


def test_json_holds_the_edits_of_fixes(folder: Path) -> None:
    fixes = findings("a.mojo")[0]["fixes"]
    assert fixes
    assert {it["applicability"] for it in fixes} <= {"safe", "unsafe"}
    edits = next(
        it["edits"] for it in fixes if it["title"] == "Pass a copy of `s` (24 bytes and its elements)"
    )
    lines = PROGRAM.splitlines()
    for edit in sorted(edits, key=lambda it: it["range"]["start"]["character"], reverse=True):
        assert set(edit) == {"file", "range", "new_text"}
        assert edit["file"] == "a.mojo"
        start, end = edit["range"]["start"], edit["range"]["end"]
        assert start["line"] == end["line"] == 6
        line = lines[6]
        lines[6] = line[: start["character"]] + edit["new_text"] + line[end["character"] :]
    assert lines[6] == "    take(s.copy())"


def test_json_is_sorted_by_file_and_place(folder: Path) -> None:
    found = findings(".")
    order = [(it["file"], it["range"]["start"]["line"], it["range"]["start"]["character"]) for it in found]
    assert order == sorted(order)
    assert [it["file"] for it in found] == ["a.mojo"] * 2 + [os.path.join("sub", "b.🔥")] * 2  # noqa: PTH118


def test_json_of_nothing_is_an_empty_array(folder: Path) -> None:
    assert findings("fine.mojo") == []


def test_concise_is_a_line_per_finding(folder: Path) -> None:
    run = minimojo("check", "--output-format", "concise", "a.mojo", "fine.mojo")
    assert run.stdout.splitlines() == [
        "a.mojo:8:21: error[use-after-transfer] use of transferred value `s`",
        "a.mojo:9:9: warning[unused-assignment] the value assigned to `unused` is never used",
    ]
    assert run.returncode == 1
    assert run.stderr == ""


def test_full_shows_the_source_and_the_fixes(folder: Path) -> None:
    run = minimojo("check", "a.mojo")
    assert run.returncode == 1
    assert "error[use-after-transfer]: use of transferred value `s`" in run.stdout
    assert "a.mojo:8:21" in run.stdout
    assert '8 │     print("😀é", len(s))' in run.stdout
    assert "= fix: Pass a copy of `s`" in run.stdout
    assert run.stdout.splitlines()[-1] == "found 1 error, 1 warning"
    assert "\x1b" not in run.stdout


def test_full_says_how_much_was_fine(folder: Path) -> None:
    assert minimojo("check", "fine.mojo").stdout == "nothing found in 1 file\n"


# --- status and messages ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["fine.mojo"], 0),
        (["a.mojo"], 1),
        (["fine.mojo", "a.mojo"], 1),
        (["missing.mojo"], 2),
        (["a.mojo", "missing.mojo"], 2),
        (["--output-format", "xml", "fine.mojo"], 2),
        (["--no-such-option", "fine.mojo"], 2),
        ([], 2),
    ],
)
def test_exit_status(folder: Path, arguments: list[str], status: int) -> None:
    run = minimojo("check", *arguments)
    assert run.returncode == status
    assert bool(run.stderr) == (status == 2)
    assert "Traceback" not in run.stderr


def test_warnings_alone_are_no_errors(folder: Path) -> None:
    Path("warned.mojo").write_text("def main():\n    var unused = 1\n", encoding="utf-8")
    run = minimojo("check", "warned.mojo")
    assert run.returncode == 0
    assert "found 1 warning" in run.stdout


def test_what_cannot_be_read_is_told_and_the_rest_is_checked(folder: Path) -> None:
    run = minimojo("check", "--output-format", "json", "missing.mojo", "sub", "/dev/null")
    assert run.returncode == 2
    assert "minimojo: cannot read missing.mojo: no such file or directory" in run.stderr
    assert "minimojo: cannot read /dev/null: not a regular file" in run.stderr
    assert {it["file"] for it in json.loads(run.stdout)} == {"sub/b.🔥"}


def test_a_folder_without_mojo_files_is_told(folder: Path) -> None:
    Path("empty").mkdir()
    run = minimojo("check", "empty")
    assert run.returncode == 0
    assert run.stderr == "minimojo: there are no Mojo files in empty\n"
    assert run.stdout == "nothing checked\n"


def test_folders_are_searched_once_and_without_hidden_ones(folder: Path) -> None:
    for name in (".git", ".venv", "node_modules"):
        Path(name).mkdir()
        Path(name, "c.mojo").write_text(PROGRAM, encoding="utf-8")
    Path("again.mojo").symlink_to("a.mojo")
    Path("sub", "up").symlink_to("..")
    found = findings(".", "sub", "a.mojo")
    assert [it["file"] for it in found] == ["a.mojo"] * 2 + ["sub/b.🔥"] * 2


def test_a_file_that_is_named_is_checked_whatever_its_suffix(folder: Path) -> None:
    Path("program.txt").write_text(PROGRAM, encoding="utf-8")
    assert len(findings("program.txt")) == 2


def test_a_syntax_error_is_told_and_the_rest_is_checked(folder: Path) -> None:
    Path("broken.mojo").write_text(f"{PROGRAM}\n\ndef noise(\n", encoding="utf-8")
    run = minimojo("check", "--output-format", "concise", "broken.mojo")
    assert run.returncode == 1
    assert "use-after-transfer" in run.stdout
    assert run.stderr.startswith("minimojo: broken.mojo:12:11: syntax error, `)` is missing")


@pytest.mark.parametrize("data", [b"\xff\xfe\0\x01" * 1000, bytes(range(256)), b"\0", b"\r\r\r", b""])
def test_binary_files_are_got_over(folder: Path, data: bytes) -> None:
    Path("junk.mojo").write_bytes(data)
    run = minimojo("check", "--output-format", "json", "junk.mojo")
    assert run.returncode == 0
    assert json.loads(run.stdout) == []
    assert "Traceback" not in run.stderr


def test_control_characters_do_not_reach_the_terminal(folder: Path) -> None:
    name = "evil\x1b[31m.mojo"
    Path(name).write_text(PROGRAM.replace("hi", "\x1b[2J") + "\x1b]0;title\x07", encoding="utf-8")
    run = minimojo("check", name)
    assert "\x1b" not in run.stdout + run.stderr


# --- fixing ---------------------------------------------------------------------------------------


def test_safe_fixes_are_made_in_the_file(folder: Path) -> None:
    program = "def main():\n    var n = 1\n    var m = n^\n    print(m)\n"
    Path("fixable.mojo").write_text(program, encoding="utf-8")
    run = minimojo("check", "--fix", "fixable.mojo")
    assert run.returncode == 0
    assert run.stderr == "minimojo: 1 fixed in fixable.mojo\n"
    assert Path("fixable.mojo").read_text(encoding="utf-8") == program.replace("n^", "n")
    assert minimojo("check", "--fix", "fixable.mojo").stderr == ""


def test_unsafe_fixes_are_not_made(folder: Path) -> None:
    run = minimojo("check", "--fix", "a.mojo")
    assert run.returncode == 1
    assert "take(s^)" in Path("a.mojo").read_text(encoding="utf-8")


def test_older_versions_are_asked_for(folder: Path) -> None:
    Path("old.mojo").write_text("def main():\n    var text = String()\n    print(text^)\n", encoding="utf-8")
    assert "redundant-transfer" in minimojo("check", "old.mojo").stdout
    assert "redundant-transfer" not in minimojo("check", "--mojo-version", "1.1", "old.mojo").stdout
    assert minimojo("check", "--mojo-version", "0.7", "old.mojo").returncode == 2


def test_imports_are_followed(folder: Path) -> None:
    Path("library.mojo").write_text("def take(var text: String):\n    print(text)\n", encoding="utf-8")
    body = 'def main():\n    var s = String("a")\n    take(s^)\n    print(s)\n'
    Path("importer.mojo").write_text(f"from library import take\n\n\n{body}", encoding="utf-8")
    assert [it["code"] for it in findings("importer.mojo")] == ["use-after-transfer"]
    for order in (["importer.mojo", "library.mojo"], ["library.mojo", "importer.mojo"]):
        assert [it["file"] for it in findings(*order)] == ["importer.mojo"]


def test_imports_are_looked_for_where_it_is_said(folder: Path) -> None:
    (folder / "elsewhere" / "library").mkdir(parents=True)
    library = PROGRAM[: PROGRAM.index("def main")]
    (folder / "elsewhere" / "library" / "__init__.mojo").write_text(library, encoding="utf-8")
    program = "from library import take\n\n\n" + PROGRAM[PROGRAM.index("def main") :]
    Path("sub/uses.mojo").write_text(program, encoding="utf-8")
    assert "use-after-transfer" not in minimojo("check", "sub/uses.mojo").stdout
    assert "use-after-transfer" in minimojo("check", "-I", "elsewhere", "sub/uses.mojo").stdout
    assert "use-after-transfer" in minimojo("check", "sub/uses.mojo", "elsewhere").stdout
    states = minimojo("dump", "graph", "sub/uses.mojo:main", "--import-root", "elsewhere")
    assert "consume s" in states.stdout
