"""The other commands, and what a person sees who knows none of them."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from command_line import COMMAND, environment, minimojo
from minimojo import __version__
from minimojo.rules.pages import page
from minimojo.rules.registry import all_rules

PROGRAM = """\
struct Pet:
    var name: String

    def greet(self):
        print(self.name)


def take(var text: String):
    print(text)


def main(c: Bool):
    var s = String("hi")
    if c:
        take(s^)
    print(c)
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("program.mojo").write_text(PROGRAM, encoding="utf-8")
    return "program.mojo"


# --- output that cannot be written ------------------------------------------------------------------


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize("form", ["full", "json"])
def test_a_full_disk_is_told(program: str, form: str) -> None:
    with Path("/dev/full").open("w") as disk:
        done = subprocess.run(
            [*COMMAND, "check", program, "--output-format", form],
            env=environment(),
            stdout=disk,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, "minimojo: No space left on device\n")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_stream_may_be_closed(program: str, closed: str) -> None:
    line = f"{shlex.join([*COMMAND, 'check', program])} {closed}"
    command = ["/bin/sh", "-c", line]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# --- help -----------------------------------------------------------------------------------------


def test_the_version_is_told() -> None:
    assert minimojo("--version").stdout == f"minimojo {__version__}\n"


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_every_command(option: str) -> None:
    run = minimojo(option)
    assert run.returncode == 0
    assert "Usage: minimojo " in run.stdout
    for command in ("cache", "check", "dump", "explain", "lsp", "migrate", "stats"):
        assert f" {command} " in run.stdout


def test_nothing_at_all_gets_the_help() -> None:
    run = minimojo()
    assert "Usage: minimojo " in run.stdout + run.stderr
    assert run.returncode == 2


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (
            "check",
            [
                "PATH...",
                "--output-format",
                "FORMAT",
                "github",
                "--select",
                "--fix",
                "Exit status",
            ],
        ),
        ("dump", ["<syntax|graph|states>", "FILE[:FUNCTION]"]),
        ("explain", ["[CODE]"]),
        ("lsp", ["standard input"]),
        ("stats", ["PATH...", "--top"]),
    ],
)
def test_every_command_has_help(command: str, told: list[str]) -> None:
    run = minimojo(command, "--help")
    assert run.returncode == 0
    assert f"Usage: minimojo {command}" in run.stdout
    assert [it for it in told if it not in run.stdout] == []


def test_a_wrong_command_gets_a_hint() -> None:
    run = minimojo("chek", "a.mojo")
    assert run.returncode == 2
    assert "Did you mean 'check'?" in run.stderr


# --- explain --------------------------------------------------------------------------------------


def test_explain_prints_the_page_of_a_rule() -> None:
    rule = next(it for it in all_rules() if it.code == "use-after-transfer")
    assert minimojo("explain", "use-after-transfer").stdout == page(rule)


def test_explain_without_a_code_lists_the_rules() -> None:
    run = minimojo("explain")
    assert run.returncode == 0
    assert [line.split()[0] for line in run.stdout.splitlines()] == [rule.code for rule in all_rules()]


def test_explain_of_a_misspelt_code_names_the_right_one() -> None:
    run = minimojo("explain", "use-after-transfr")
    assert run.returncode == 2
    assert (
        run.stderr == "minimojo: there is no rule `use-after-transfr`; did you mean `use-after-transfer`?\n"
    )


def test_explain_of_nonsense_tells_where_the_codes_are() -> None:
    run = minimojo("explain", "\x1b[2J")
    assert run.returncode == 2
    assert "`minimojo explain` lists all rules" in run.stderr
    assert "\x1b" not in run.stderr


# --- dump -----------------------------------------------------------------------------------------


def test_dump_prints_the_syntax_tree(program: str) -> None:
    text = minimojo("dump", "syntax", program).stdout
    assert text.splitlines()[0].startswith("module ")
    assert text.count("function_definition") == 3


def test_dump_prints_the_tree_of_one_function(program: str) -> None:
    text = minimojo("dump", "syntax", f"{program}:Pet.greet").stdout
    assert text.count("function_definition") == 1
    assert "greet" in text


def test_dump_prints_the_graph(program: str) -> None:
    text = minimojo("dump", "graph", program).stdout
    assert [line for line in text.splitlines() if line.startswith("function")] == [
        "function greet at 4:9",
        "function take at 8:5",
        "function main at 12:5",
    ]
    assert "call 'take' call at 15:13: consume s" in text


def test_dump_prints_the_states(program: str) -> None:
    text = minimojo("dump", "states", f"{program}:main").stdout
    assert "function main" in text
    assert "function take" not in text
    assert "# s: transferred" in text


@pytest.mark.parametrize(
    ("aspect", "target", "told"),
    [
        ("graph", "missing.mojo", "cannot read missing.mojo: no such file or directory"),
        ("graph", ".", ". is a directory"),
        ("graph", "program.mojo:nobody", "no function `nobody` in program.mojo; its functions are Pet.greet"),
        ("states", "empty.mojo", "there are no functions in empty.mojo"),
        ("syntax", "a\x1bb.mojo", "cannot read a"),
        ("nothing", "program.mojo", "'nothing'"),
    ],
)
def test_dump_tells_what_it_cannot_do(program: str, aspect: str, target: str, told: str) -> None:
    Path("empty.mojo").write_bytes(b"")
    run = minimojo("dump", aspect, target)
    assert run.returncode == 2
    assert told in run.stderr
    assert "Traceback" not in run.stderr


def test_dump_takes_broken_files(program: str) -> None:
    Path("broken.mojo").write_bytes(b"def f(:\n  \xff\0 ][\n\ndef main():\n    print(1)\n")
    for aspect in ("syntax", "graph", "states"):
        run = minimojo("dump", aspect, "broken.mojo")
        assert "Traceback" not in run.stderr
        assert "\0" not in run.stdout


# --- stats ----------------------------------------------------------------------------------------


def test_stats_tell_how_much_is_known(program: str) -> None:
    run = minimojo("stats", program)
    assert run.returncode == 0
    assert program in run.stdout
    assert "%" in run.stdout


def test_stats_look_at_compile_time_parts(tmp_path: Path) -> None:
    file = tmp_path / "parts.mojo"
    file.write_text(
        "def f[n: Int](x: Int):\n"
        "    comptime assert n > 2\n"
        "    comptime if n - 1 > 2 and True:\n"
        "        print(nothing(x, n * 2))\n"
        "    comptime for i in range(n):\n"
        "        print(i)\n"
    )
    assert "name `nothing`" in minimojo("stats", str(file)).stdout
    assert "not looked at" not in minimojo("stats", str(file)).stdout


@pytest.fixture
def configured(tmp_path: Path) -> Path:
    """A program of Mojo 1.0 whose project says so, and which imports from a folder that its project names."""
    (tmp_path / "minimojo.toml").write_text(
        'mojo-version = "1.0"\nimport-roots = ["vendor"]\nexclude = ["left/"]\n'
    )
    for folder in ("vendor", "src", "left"):
        (tmp_path / folder).mkdir()
    (tmp_path / "vendor" / "pets.mojo").write_text("def named() -> String:\n    return String()\n")
    (tmp_path / "left" / "out.mojo").write_text("def out():\n    pass\n")
    (tmp_path / "src" / "main.mojo").write_text(
        "from pets import named\n\n\ndef main():\n    found = named()\n    print(found)\n"
    )
    return tmp_path


def test_stats_know_the_configuration_of_a_project(configured: Path) -> None:
    run = minimojo("stats", configured)
    assert run.stderr == ""
    assert "100.00%  100.00%  all 2 files" in run.stdout


def test_dump_knows_the_configuration_of_a_project(configured: Path) -> None:
    graph = minimojo("dump", "graph", configured / "src" / "main.mojo").stdout
    assert re.search(r"found.*String", graph)
    assert "gave up" not in graph


@pytest.mark.parametrize("command", [["stats"], ["dump", "graph"]])
def test_what_is_wrong_with_a_configuration_is_told(configured: Path, command: list[str]) -> None:
    (configured / "minimojo.toml").write_text("mojo-version = 7\n")
    run = minimojo(*command, configured / "src" / "main.mojo")
    assert run.returncode == 2
    assert "mojo-version" in run.stderr


def test_the_source_of_the_library_means_itself(tmp_path: Path) -> None:
    """In a package `std` with a prelude, neither imports nor literals mean the library that is known."""
    files = {
        "__init__.mojo": "",
        "prelude/__init__.mojo": "from std.number import Int, IntLiteral, Bool\n",
        "number.mojo": "struct IntLiteral: pass\nstruct Bool: pass\nstruct Int:\n    def twice(self) -> Bool: ...\n",
        "use/__init__.mojo": "",
        "use/here.mojo": "from std.number import Int as Number\n\n\ndef f(n: Number):\n    var b = n.twice()\n    b\n",
    }
    for name, text in files.items():
        file = tmp_path / "std" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    run = minimojo("stats", str(tmp_path / "std" / "use" / "here.mojo"))
    assert "100.00%  100.00%  all 1 files" in run.stdout


def test_stats_of_what_is_not_there() -> None:
    run = minimojo("stats", "missing.mojo")
    assert run.returncode == 2
    assert "cannot read missing.mojo" in run.stderr


def test_a_syntax_tree_is_shown_down_to_some_depth(tmp_path: Path) -> None:
    file = tmp_path / "long.mojo"
    file.write_text("def main():\n    print(" + "1 + " * 50_000 + "1)\n", encoding="utf-8")
    run = minimojo("dump", "syntax", str(file))
    assert run.returncode == 0
    assert sum(it.endswith(" …") for it in run.stdout.splitlines()) == 1
    assert len(run.stdout) < 4_000_000
