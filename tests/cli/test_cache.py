"""Results of earlier checks: used while nothing has changed that they depend on, and never believed blindly."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from command_line import minimojo
from minimojo.cli import cache as caching
from minimojo.cli.cache import Cache
from minimojo.cli.dependencies import imported_names
from minimojo.cli.graph import components
from minimojo.cli.report import Found, Reported
from minimojo.rules.model import Severity
from minimojo.text import Span

USER = "from {module} import take\n\n\ndef main():\n    var s: List[Int] = [1]\n    take(s^)\n    print(len(s))\n"
TAKER = "def take(var text: List[Int]):\n    pass\n"
READER = "def take(text: List[Int]):\n    pass\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`a` gets `take` from `b`, which gets it from `c`; `d` knows nobody, `e` and `f` know one another."""
    files = {
        "a.mojo": USER.format(module="b"),
        "b.mojo": "from c import take\n",
        "c.mojo": TAKER,
        "d.mojo": "def main():\n    var unused = 1\n",
        "e.mojo": "from f import g\n\n\ndef h():\n    g()\n",
        "f.mojo": "from e import h\n\n\ndef g():\n    h()\n",
    }
    (tmp_path / "src").mkdir()
    for name, text in files.items():
        (tmp_path / "src" / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(*arguments: str) -> str:
    run = minimojo("check", "src", "--output-format", "concise", "--cache-dir", "kept", *arguments)
    assert "Traceback" not in run.stderr
    return run.stdout


def base() -> sqlite3.Connection:
    return sqlite3.connect("kept/checks-1.sqlite")


def forge() -> None:
    """Makes every result recognizable."""
    told = Reported(span=Span(0, 1), severity=Severity.ERROR, code="forged", message="forged", unit="")
    with base() as it:
        it.execute("UPDATE results SET value = ?", (msgspec.msgpack.encode(Found((told,))),))


def forged(*arguments: str) -> str:
    """The files whose result was taken from the cache."""
    lines = checked(*arguments).splitlines()
    return "".join(sorted(line[4] for line in lines if "forged" in line))


def written(name: str, text: str) -> Callable[[], None]:
    def write() -> None:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return write


# --- what is used -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "arguments", "kept"),
    [
        (lambda: None, [], "abcdef"),
        (written("src/d.mojo", "def main():\n    pass\n"), [], "abcef"),
        (written("src/c.mojo", READER), [], "def"),
        (written("src/b.mojo", "from c import take # again\n"), [], "cdef"),
        (written("src/e.mojo", "from f import g\n"), [], "abcd"),
        (written("src/b/__init__.mojo", READER), [], "bcdef"),
        (lambda: Path("src/c.mojo").unlink(), [], "def"),
        (written("src/__init__.mojo", ""), [], ""),
        (written("minimojo.toml", 'ignore = ["unused-assignment"]\n'), [], ""),
        (written("minimojo.toml", "exclude = ['nothing']\n"), [], "abcdef"),
        (lambda: None, ["--mojo-version", "1.1"], ""),
        (lambda: None, ["--ignore", "unused-variable"], ""),
        (lambda: None, ["--output-format", "json"], ""),
        (lambda: None, ["--no-cache"], ""),
        (lambda: None, ["-I", "src"], "abcdef"),
        (lambda: None, ["-I", "."], ""),
    ],
)
def test_results_hold_while_nothing_changes(
    folder: Path, change: Callable[[], None], arguments: list[str], kept: str
) -> None:
    checked()
    forge()
    change()
    assert forged(*arguments) == kept


def test_the_outcome_is_the_same_with_and_without(folder: Path) -> None:
    first = checked()
    assert "a.mojo:7:15: error[use-after-transfer]" in first
    assert checked() == first == checked("--no-cache")
    written("src/c.mojo", READER)()
    assert "use-after-transfer" not in checked()


def test_what_is_outside_counts(folder: Path) -> None:
    (folder / "lib").mkdir()
    (folder / "lib" / "far.mojo").write_text(TAKER, encoding="utf-8")
    written("src/a.mojo", USER.format(module="far"))()
    assert "use-after-transfer" in checked("-I", "lib")
    (folder / "lib" / "far.mojo").write_text(READER, encoding="utf-8")
    assert "use-after-transfer" not in checked("-I", "lib")


# --- what is not believed ---------------------------------------------------------------------------


@pytest.mark.parametrize("junk", [b"", b"junk" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_makes_room(folder: Path, junk: bytes) -> None:
    first = checked()
    Path("kept/checks-1.sqlite").write_bytes(junk)
    assert checked() == first
    forge()
    assert forged() == "abcdef"


@pytest.mark.parametrize("value", [b"", b"\x92\x90\x91", b"\xc1", b"\x91" * 100_000, "text", None, 1])
def test_a_result_that_makes_no_sense_is_found_anew(folder: Path, value: object) -> None:
    first = checked()
    with base() as it:
        it.execute("UPDATE results SET value = ?, used = 'never'", (value,))
    assert checked() == first


def test_a_database_of_somebody_else_is_left_alone(folder: Path) -> None:
    Path("kept").mkdir()
    with base() as it:
        it.execute("CREATE TABLE results (mine TEXT)")
    assert "use-after-transfer" in checked()
    assert base().execute("SELECT count(*) FROM results").fetchone() == (0,)


def test_a_cache_that_cannot_be_is_told(folder: Path) -> None:
    Path("kept").write_text("a file", encoding="utf-8")
    run = minimojo("check", "src", "--cache-dir", "kept/deeper")
    assert run.returncode == 1
    assert "minimojo: there is no cache in kept/deeper" in run.stderr


def test_little_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "_LARGEST", 2_000)
    cache = Cache(tmp_path)
    told = Reported(span=Span(0, 1), severity=Severity.ERROR, code="x", message="m" * 100, unit="")
    keys = [cache.key(number) for number in range(100)]
    for key in keys:
        cache.store({key: Found((told,))})
    assert 5 <= len(cache.find(keys)) <= 20


def test_it_can_be_cleared(folder: Path) -> None:
    checked()
    assert minimojo("cache", "clear", "--cache-dir", "kept").stdout == "removed kept\n"
    assert not Path("kept").exists()
    assert minimojo("cache", "clear", "--cache-dir", "kept").stdout == "there is nothing in kept\n"


# --- several cores ----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["concise", "json", "full"])
def test_workers_find_the_same_in_the_same_order(folder: Path, form: str) -> None:
    alone = minimojo("check", "src", "--output-format", form, "--no-cache", "--jobs", "1")
    for count in ("2", "5", "50"):
        run = minimojo("check", "src", "--output-format", form, "--no-cache", "--jobs", count)
        assert (run.stdout, run.stderr, run.returncode) == (alone.stdout, alone.stderr, alone.returncode)


# --- what depends on what ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import a", {"a"}),
        ("import a.b as c, d", {"a", "a.b", "as", "c", "d"}),
        ("from a import b", {"a", "a.b", "b"}),
        ("from . import b", {".", ".b", "b"}),
        ("from ..a.b import (\n    c,  # why\n    d as e,\n)", {"..a.b", "..a.b.c", "..a.b.why", "..a.b.d"}),
        ("from a import *", {"a"}),
        ("def f():\n    from a \\\n        import b", {"a", "a.b"}),
        ("x = 1; import a", {"a"}),
        ("from `a` import b", {"a", "a.b"}),
    ],
)
def test_all_names_of_imports_are_seen(text: str, names: set[str]) -> None:
    assert names <= imported_names(text.encode())
    assert imported_names(text.replace("\n", "\r\n").encode()) == imported_names(text.encode())


def test_files_that_import_one_another_belong_together() -> None:
    graph = {"a": "bc", "b": "a", "c": "de", "d": "", "e": "c", "f": "f"}
    groups = [set(it) for it in components("af", lambda node: graph[node])]
    assert groups == [{"d"}, {"c", "e"}, {"a", "b"}, {"f"}]


def test_long_chains_of_imports_are_followed() -> None:
    size = 20_000
    groups = list(components(["0"], lambda node: [str(int(node) + 1)] if int(node) < size else []))
    assert len(groups) == size + 1
