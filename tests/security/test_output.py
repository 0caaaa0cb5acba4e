"""Whoever names files and writes sources cannot make a terminal, a CI system or an editor do anything."""

import io
import json
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from minimojo.cli.checking import Checker
from minimojo.cli.excerpt import lines_for, printable
from minimojo.cli.files import Source
from minimojo.cli.fixing import diff
from minimojo.cli.jobs import Job
from minimojo.cli.projects import Setting
from minimojo.cli.report import CheckedFile, Needs, find_format, format_names
from minimojo.ide.hover.assembly import hover
from minimojo.rules.selection import Selection
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.workspace import Workspace

CLEAR, TITLE, BELL, TURN = "\x1b[2J", "\x1b]0;owned\x07", "\x07", "\u202e"
NAME = f"`{CLEAR}{TITLE}{TURN}[x](http://evil.example)`"
PATH = f"a{CLEAR}\n::set-env name=PATH::evil\r::add-path::evil,line=1{TURN}.mojo"
PROGRAM = f"""\
def take(var x: String):
    pass

def main():
    var {NAME} = String("a")  # {CLEAR}{TITLE}{TURN}
    take({NAME}^)
    print({NAME})
"""
COMMAND = re.compile(r"^\s*(::|##\[)", re.MULTILINE)


@pytest.fixture(scope="module")
def checked() -> CheckedFile:
    source = Source(PATH, PROGRAM.encode())
    setting = Setting(selection=Selection(frozenset(["all"]), frozenset(), {}))
    outcome = Checker(Needs.FIXES).check(Job(source, setting))
    assert "use-after-transfer" in {it.code for it in outcome.found.findings}
    assert any("evil.example" in it.message for it in outcome.found.findings)
    return CheckedFile(PATH, source.text, outcome.found)


def written(file: CheckedFile, name: str) -> str:
    stream = io.StringIO()
    find_format(name).write([file], stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", sorted(format_names()))
def test_no_format_writes_what_a_terminal_obeys(checked: CheckedFile, name: str) -> None:
    text = written(checked, name).replace("\n", "")
    assert text == printable(text)


@pytest.mark.parametrize("name", sorted(format_names()))
def test_only_the_format_for_them_writes_workflow_commands(checked: CheckedFile, name: str) -> None:
    lines = [line for line in written(checked, name).splitlines() if COMMAND.search(line)]
    if name == "github":
        assert lines
        assert all(re.match(r"::(error|warning|notice) file=[^:,]*,line=\d+,", it) for it in lines)
    else:
        assert lines == []


def test_sarif_holds_no_link_of_a_source(checked: CheckedFile) -> None:
    shown = [*_messages(json.loads(written(checked, "sarif"))["runs"][0]["results"])]
    assert any("evil.example" in it for it in shown)
    assert not any(re.search(r"(?<!\\)\[[^\]]*\]\(", it) for it in shown)


def _messages(part: object) -> Iterator[str]:
    """What is said, in whatever part of a log."""
    if isinstance(part, dict):
        yield from (it["text"] for name, it in part.items() if name in ("message", "description"))
    for it in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _messages(it)


def test_junit_is_xml_whatever_a_file_is_called() -> None:
    file = CheckedFile('a\x00\ufffe\uffff<&">.mojo', b"", Checker(Needs.FINDINGS).check(_job(b"")).found)
    assert len(ET.fromstring(written(file, "junit"))) == 1  # noqa: S314 - it is our own


def _job(text: bytes) -> Job:
    return Job(Source("a.mojo", text), Setting())


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_diff_is_exact_for_programs_and_harmless_for_terminals() -> None:
    changed = diff(Source(PATH, PROGRAM.encode()), PROGRAM.replace("pass", "return").encode())
    assert lines_for(io.StringIO(), changed) == changed
    shown = lines_for(_Terminal(), changed)
    assert shown.count("\n") == changed.count("\n")
    assert all(line == printable(line) for line in shown.split("\n"))


def test_hovers_load_no_pictures_and_keep_names_in_code() -> None:
    """Clients of the protocol run no `command:` links and no HTML of a server that they were not told to trust;
    pictures are loaded without a question."""
    text = (
        "def f(`![x](http://evil.example/a.png)`: Int):\n"
        '    """Do. ![x](http://evil.example/a.png)"""\n'
        "    print(`![x](http://evil.example/a.png)`)\n"
    )
    workspace = Workspace()
    workspace.open("a.mojo", text.encode())
    for word in ("f(", "`!", "print"):
        found = hover(Atlas(workspace), "a.mojo", text.index(word))
        assert found is not None
        outside_of_code = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", found.markdown, flags=re.DOTALL)
        assert "![" not in outside_of_code
