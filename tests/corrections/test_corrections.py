"""Programs with a name that stands for nothing before and after a correction, and names for which nothing is offered;
the compiler is asked about both."""

import re
from pathlib import Path

import pytest

from minimojo.ide.corrections import Correction, all_correctors, corrections
from minimojo.names.undeclared import undeclared_at
from minimojo.text import apply_edits
from minimojo.types import library_of
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.naming import parts_of
from minimojo.workspace.workspace import Workspace
from support.compiler import compiler, verdict
from support.fixtures import Example, examples_in

_CASE = re.compile(
    r"^## (?P<title>[^\n]+)\n+(?P<kind>Choose|Nothing): (?P<choice>[^\n]+)\n+```mojo\n(?P<before>.*?)```\n"
    r"(?:```after\n(?P<after>.*?)```)?",
    re.MULTILINE | re.DOTALL,
)
_PAGES = sorted(Path(__file__).parent.glob("*.md"))
CASES = [
    pytest.param(found, id=f"{page.stem}-{found['title']}")
    for page in _PAGES
    for found in _CASE.finditer(page.read_text("utf-8"))
]
ACCEPTED = [
    it
    for it in examples_in("rules")
    if " error[" not in it.source and "in which a name does not exist" not in str(it)
]
PATH = "program.mojo"
_UNKNOWN = r"(unknown declaration|no attribute|no declaration|does not contain) '%s'"


def _name(case: re.Match[str]) -> str:
    return case["choice"].split("`")[1]


def _offered(source: str, name: str) -> list[Correction]:
    """What is offered where a name is written last."""
    workspace = Workspace()
    workspace.open(PATH, source.encode())
    *_, last = re.finditer(rf"\b{name}\b", source)
    return list(corrections(Atlas(workspace), PATH, len(source[: last.start()].encode())))


@pytest.mark.parametrize("case", CASES)
def test_correction(case: re.Match[str]) -> None:
    offered = _offered(case["before"], _name(case))
    if case["kind"] == "Nothing":
        assert not offered
        return
    [correction] = [it for it in offered if it.title == case["choice"]]
    assert apply_edits(case["before"].encode(), correction.edits).decode() == case["after"]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.skipif(compiler() is None, reason="no Mojo compiler: `pip install mojo==1.2.0`")
def test_the_compiler_does_not_know_the_name_before_and_has_no_error_after(
    case: re.Match[str], verdicts: Path
) -> None:
    errors = [it for it in verdict(case["before"], verdicts) if it.severity == "error"]
    name = _name(case)
    is_unknown = [bool(re.search(_UNKNOWN % name, it.text)) for it in errors]
    if case["kind"] == "Nothing":
        assert not any(is_unknown) or any("unable to locate module" in it.text for it in errors)
        return
    assert any(is_unknown)
    assert not [it for it in verdict(case["after"], verdicts) if it.severity == "error"]


@pytest.mark.parametrize(
    ("program", "titles"),
    [
        ("from helpers import duobled", ["Change `duobled` to `doubled`"]),
        ("from helpers import doubled, halve", ["Change `halve` to `halved`"]),
        ("import helpers\n\n\ndef main():\n    print(helpers.duobled(2))", ["Change `duobled` to `doubled`"]),
        ("from helpers import doubled", []),
        ("from elsewhere import duobled", []),
        ("from std.math import sqr", []),  # The table of the library may lack it.
    ],
)
def test_names_that_another_file_does_not_have(program: str, titles: list[str]) -> None:
    workspace = Workspace()
    workspace.open(
        "helpers.mojo", b"def doubled(value: Int) -> Int:\n    return value * 2\n\n\ncomptime halved = 3\n"
    )
    workspace.open(PATH, program.encode())
    end = len(program.removesuffix("(2))"))
    assert [it.title for it in corrections(Atlas(workspace), PATH, end)] == titles


@pytest.mark.parametrize("example", ACCEPTED, ids=str)
def test_all_names_of_accepted_programs_stand_for_something(example: Example) -> None:
    workspace = Workspace()
    workspace.open(PATH, example.source.encode())
    for part in parts_of(workspace.module(PATH)):
        probe = workspace.probe(PATH, (), part.start)
        assert probe is not None
        with library_of(probe.environment):
            found = [undeclared_at(probe.resolver, at) for at in range(-1, len(probe.resolver.unit.source))]
        assert not list(filter(None, found))


def test_every_kind_has_a_page() -> None:
    names = {it.find.__module__.rpartition(".")[2] for it in all_correctors()}
    assert {page.stem for page in _PAGES} == names
