"""What a configuration or an import list holds takes no more time than its length is worth, and is told of."""

import random
import subprocess
from pathlib import Path

import pytest

from minimojo.cli.dependencies import imported_names
from minimojo.config.patterns import Patterns
from minimojo.config.reading import configuration_of

LONG = 50_000


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a=" + "[" * LONG, "maximum recursion depth exceeded"),
        (".".join("a" * 100) + "=1", "a key has too many parts"),
        ('x = {"a" . ' + " . ".join("b" * 100) + " = 1}", "a key has too many parts"),
        ("# " + "x" * (1 << 18), "the file is too large"),
        ("\0", "Invalid statement"),
    ],
    ids=["nesting", "key", "spaced key", "size", "NUL"],
)
def test_a_configuration_that_nobody_means_is_told_of(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "minimojo.toml").write_text(text, encoding="utf-8")
    (told,) = configuration_of(tmp_path, tmp_path).problems
    assert problem in told


def test_of_many_unknown_settings_a_few_are_told(tmp_path: Path) -> None:
    (tmp_path / "minimojo.toml").write_text("".join(f"k{it} = 1\n" for it in range(10_000)), encoding="utf-8")
    problems = configuration_of(tmp_path, tmp_path).problems
    assert len(problems) == 21
    assert "and 9980 more like this" in problems[-1]


def test_a_configuration_executes_nothing(tmp_path: Path) -> None:
    """It names rules, folders and a version; there is no setting that names a program."""
    (tmp_path / "minimojo.toml").write_text(
        'command = "touch x"\npython = "x"\nselect = ["__import__(\'os\')"]\n', encoding="utf-8"
    )
    problems = configuration_of(tmp_path, tmp_path).problems
    assert [it.partition("minimojo.toml: ")[2].partition(";")[0] for it in problems] == [
        "there is no setting `command`",
        "there is no setting `python`",
        "`select`: there is no rule `__import__('os')`",
    ]


@pytest.mark.parametrize("root", [r"\\host\share", "//host/share", r"\\?\UNC\host\share", r"/\host"])
def test_an_import_root_on_another_computer_is_left_out(tmp_path: Path, root: str) -> None:
    (tmp_path / "minimojo.toml").write_text(f"import-roots = ['lib', '{root}']\n", encoding="utf-8")
    reading = configuration_of(tmp_path, tmp_path)
    assert reading.located.config.import_roots == ("lib",)
    assert [it.partition("toml: ")[2] for it in reading.problems] == [
        f"`import-roots`: `{root}` is on another computer"
    ]


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("a*" * 40 + "b", "a" * 250),
        ("*a" * 40 + "*b", "a" * 250),
        ("**/a/" * 40 + "b", "a/" * 100 + "c"),
        ("**/*a*a*a*a/" * 10 + "b", ("a" * 30 + "/") * 30 + "c"),
        ("[a-z]*" * 40 + "!", "a" * 250),
        ("?*" * 60 + "!", "a" * 250),
    ],
)
def test_no_pattern_tries_all_ways(pattern: str, path: str) -> None:
    """A matcher that goes back and forth would not come to an end in a lifetime."""
    assert not Patterns([pattern]).match(path)


_PARTS = ["a", "b", "*", "**/", "/", "?", "[ab]", "[!a]", "[a-b]", ".mojo", "ab", "*"]
_NAMES = ["a", "b", "ab", "a.mojo", "ba", "abc", "aab", "abab", "x y"]


def test_patterns_mean_what_they_mean_to_git(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    draw = random.Random(7)
    for _ in range(150):
        lines = [_drawn_pattern(draw) for _ in range(draw.randint(1, 3))]
        paths = ["/".join(draw.choices(_NAMES, k=draw.randint(1, 4))) for _ in range(10)]
        ours = {it for it in paths if Patterns(lines).match(it)}
        assert ours == _ignored_by_git(tmp_path, lines, paths), lines


def _drawn_pattern(draw: random.Random) -> str:
    text = "".join(draw.choices(_PARTS, k=draw.randint(1, 6)))
    while "***" in text or "//" in text:  # What git makes of these it does not say.
        text = text.replace("***", "*").replace("//", "/")
    if "**/" in text.replace("/**/", "/").removeprefix("**/"):
        text = text.replace("**/", "*/")
    return draw.choice(["", "", "!", "/"]) + text.lstrip("/")


def _ignored_by_git(folder: Path, lines: list[str], paths: list[str]) -> set[str]:
    (folder / ".gitignore").write_text("\n".join(lines) + "\n", encoding="utf-8")
    run = subprocess.run(
        ["git", "check-ignore", "-z", "--no-index", "--stdin"],
        cwd=folder,
        input="\0".join(paths) + "\0",
        capture_output=True,
        text=True,
        check=False,
    )
    return {*run.stdout.split("\0")[:-1]}


def test_import_lists_are_looked_through_once() -> None:
    assert imported_names(b"from a import (\n" * LONG) == {"a"}
    assert len(imported_names(b"import " + b".".join([b"a"] * LONG))) == 40
    assert imported_names(b"import " + b"." * LONG) == frozenset()
    assert imported_names(b"from a import (b,\n c)\nfrom .d import e; import f.g, h") == {
        *("a", "a.b", "a.c", ".d", ".d.e"),
        *("e", "f", "f.g", "h"),
    }
