"""Which rules speak: the command line, then the project. Which files are looked at, and for which Mojo."""

from pathlib import Path

import pytest

from command_line import minimojo

PROGRAM = """\
def main():
    var n = 1
    var m = n^
    var text = String()
    print(m, text^)
    var unused = 1
"""
ERRORLESS = ["redundant-transfer", "redundant-transfer", "unused-assignment"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.mojo").write_text(PROGRAM, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codes(*arguments: str, status: int = 0) -> list[str]:
    run = minimojo("check", "--output-format", "concise", *arguments)
    assert run.returncode == status, run.stderr
    return sorted(line.partition("[")[2].partition("]")[0] for line in run.stdout.splitlines())


@pytest.mark.parametrize(
    ("configuration", "arguments", "expected"),
    [
        ("", [], ERRORLESS),
        ("", ["--select", "unused-assignment"], ["unused-assignment"]),
        ("", ["--select", "unused-assignment, use-after-transfer"], ["unused-assignment"]),
        ("", ["--select", "unused-assignment", "--select", "redundant-transfer"], ERRORLESS),
        ("", ["--ignore", "redundant-transfer"], ["unused-assignment"]),
        ("", ["--select", "all", "--ignore", "redundant-transfer,unused-assignment"], []),
        ('ignore = ["redundant-transfer"]', [], ["unused-assignment"]),
        ('ignore = ["redundant-transfer"]', ["--isolated"], ERRORLESS),
        ('ignore = ["redundant-transfer"]', ["--ignore", "unused-assignment"], []),
        ('ignore = ["redundant-transfer"]', ["--select", "redundant-transfer"], ["redundant-transfer"] * 2),
        ('severity = {redundant-transfer = "off"}', [], ["unused-assignment"]),
        (
            'severity = {redundant-transfer = "off"}',
            ["--select", "redundant-transfer"],
            ["redundant-transfer"] * 2,
        ),
        ('mojo-version = "1.1"', [], ["redundant-transfer", "unused-assignment"]),
        ('mojo-version = "1.1"', ["--mojo-version", "1.2"], ERRORLESS),
        ('exclude = ["*.mojo"]', ["."], []),
        ('exclude = ["*.mojo"]', ["a.mojo"], ERRORLESS),
        ('exclude = ["*.mojo"]', ["--force-exclude", "a.mojo"], []),
    ],
)
def test_rules_are_chosen(
    folder: Path, configuration: str, arguments: list[str], expected: list[str]
) -> None:
    Path("minimojo.toml").write_text(configuration, encoding="utf-8")
    named = any(it in (".", "a.mojo") for it in arguments)
    assert codes(*arguments, *([] if named else ["a.mojo"])) == expected


def test_a_severity_decides_the_status(folder: Path) -> None:
    Path("minimojo.toml").write_text('severity = {unused-assignment = "error"}', encoding="utf-8")
    assert codes("a.mojo", status=1) == ERRORLESS


def test_every_folder_has_the_nearest_configuration(folder: Path) -> None:
    Path("minimojo.toml").write_text('select = ["unused-assignment"]', encoding="utf-8")
    for name, toml in (("one", 'select = ["redundant-transfer"]'), ("two", "")):
        (folder / name / "deep").mkdir(parents=True)
        (folder / name / "deep" / "b.mojo").write_text(PROGRAM, encoding="utf-8")
        if toml:
            (folder / name / "pyproject.toml").write_text(f"[tool.minimojo]\n{toml}\n", encoding="utf-8")
    run = minimojo("check", "--output-format", "concise", ".")
    found = {
        (line.partition(":")[0], line.partition("[")[2].partition("]")[0]) for line in run.stdout.splitlines()
    }
    assert found == {
        ("a.mojo", "unused-assignment"),
        ("one/deep/b.mojo", "redundant-transfer"),
        ("two/deep/b.mojo", "unused-assignment"),
    }


def test_a_configuration_may_be_named(folder: Path) -> None:
    Path("other.toml").write_text('[tool.minimojo]\nselect = ["unused-assignment"]\n', encoding="utf-8")
    Path("minimojo.toml").write_text('select = ["redundant-transfer"]', encoding="utf-8")
    assert codes("--config", "other.toml", "a.mojo") == ["unused-assignment"]


def test_folders_are_excluded_as_in_a_gitignore(folder: Path) -> None:
    Path("minimojo.toml").write_text('exclude = ["/build/", "gen_*.mojo"]', encoding="utf-8")
    for name in ("build/x.mojo", "src/build/y.mojo", "src/gen_z.mojo"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("def main():\n    var unused = 1\n", encoding="utf-8")
    run = minimojo("check", "--output-format", "concise", ".", "--select", "unused-assignment")
    assert [line.partition(":")[0] for line in run.stdout.splitlines()] == ["a.mojo", "src/build/y.mojo"]


def test_imports_are_looked_for_where_the_project_says(folder: Path) -> None:
    (folder / "lib").mkdir()
    (folder / "lib" / "library.mojo").write_text(
        "def take(var text: List[Int]):\n    pass\n", encoding="utf-8"
    )
    (folder / "sub").mkdir()
    program = "from library import take\n\n\ndef main():\n    var s: List[Int] = [1]\n    take(s^)\n    print(len(s))\n"
    (folder / "sub" / "b.mojo").write_text(program, encoding="utf-8")
    assert codes("sub") == []
    Path("minimojo.toml").write_text('import-roots = ["lib"]', encoding="utf-8")
    assert codes("sub", status=1) == ["use-after-transfer"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["--select", "use-after-transfr", "a.mojo"],
            "did you mean `use-after-transfer`?",
        ),
        (["--ignore", "a,\x1b[2J", "a.mojo"], "`minimojo explain` lists all rules"),
        (["--config", "missing.toml", "a.mojo"], "there is no configuration in missing.toml"),
        (["--config", "wrong.toml", "a.mojo"], "there is no setting `selct`; is `select` meant?"),
        (["--config", "wrong.toml", "--isolated", "a.mojo"], "--config"),
        (["--unsafe-fixes", "a.mojo"], "--unsafe-fixes needs --fix or --diff."),
        (["-", "a.mojo"], "Standard input is checked alone."),
        (["--stdin-filename", "a.mojo", "a.mojo"], "--stdin-filename needs - as the only PATH."),
    ],
)
def test_what_makes_no_sense_is_told(folder: Path, arguments: list[str], told: str) -> None:
    Path("wrong.toml").write_text("[tool.minimojo]\nselct = []\n", encoding="utf-8")
    run = minimojo("check", *arguments)
    assert run.returncode == 2
    assert told in " ".join(run.stderr.split())
    assert "\x1b" not in run.stderr
    assert run.stdout == ""


def test_a_wrong_configuration_is_told_and_the_rest_of_it_holds(folder: Path) -> None:
    Path("minimojo.toml").write_text('selct = []\nignore = ["redundant-transfer"]\n', encoding="utf-8")
    run = minimojo("check", "--output-format", "concise", ".", "a.mojo")
    assert run.returncode == 2
    assert run.stderr.count("there is no setting `selct`; is `select` meant?") == 1
    assert "redundant-transfer" not in run.stdout
    assert "unused-assignment" in run.stdout
