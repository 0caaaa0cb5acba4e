"""Programs before and after a change, and changes that are not offered; the compiler is asked about the results."""

import re
from pathlib import Path

import pytest

from minimojo.ide.refactorings import Change, all_refactorings, refactorings
from minimojo.text import apply_edits
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.files import Disk
from minimojo.workspace.workspace import Workspace
from support.checking import check
from support.compiler import compiler, disagreement, verdict

_CASE = re.compile(
    r"^## (?P<title>[^\n]+)\n+Choose: (?P<only>nothing but )?(?P<choice>[^\n]+)\n+```mojo\n(?P<before>.*?)```\n"
    r"(?:```after\n(?P<after>.*?)```)?",
    re.MULTILINE | re.DOTALL,
)
CASES = [
    pytest.param(found, id=found["title"])
    for page in sorted(Path(__file__).parent.glob("*.md"))
    for found in _CASE.finditer(page.read_text("utf-8"))
]
PATH = "program.mojo"


def _offered(source: str, choice: str) -> list[Change]:
    """What is offered at the argument that a choice names."""
    workspace = Workspace()
    workspace.open(PATH, source.encode())
    name = choice.split("`")[1]
    at = re.search(rf"(?<=[(, ]){name}(?=: )", source)
    assert at is not None
    return [change for _, change in refactorings(Atlas(workspace), PATH, len(source[: at.start()].encode()))]


@pytest.mark.parametrize("case", CASES)
def test_change(case: re.Match[str]) -> None:
    offered = _offered(case["before"], case["choice"])
    if case["only"]:
        assert not [it.title for it in offered if not it.title.startswith(case["choice"])]
        return
    [change] = [it for it in offered if it.title.startswith(case["choice"])]
    assert set(change.edits) == {PATH}
    assert apply_edits(case["before"].encode(), change.edits[PATH]).decode() == case["after"]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.skipif(compiler() is None, reason="no Mojo compiler: `pip install mojo==1.2.0`")
def test_the_compiler_accepts_the_result(case: re.Match[str], verdicts: Path) -> None:
    for source in filter(None, (case["before"], case["after"])):
        messages = verdict(source, verdicts)
        assert not [it for it in messages if it.severity == "error"]
        assert disagreement(messages, check(source).lines()) == []


def test_call_sites_in_other_files_change_too() -> None:
    workspace = Workspace()
    workspace.open("lib.mojo", b"def take(text: List[Int]):\n    print(len(text))\n")
    program = b"from lib import take\n\n\ndef main():\n    var a: List[Int] = [1]\n    take(a)\n"
    workspace.open("main.mojo", program)
    changes = [change for _, change in refactorings(Atlas(workspace), "lib.mojo", 9)]
    [change] = [it for it in changes if "`var`" in it.title]
    assert change.title == "Take `text` by `var`: 1 call site, 1 transferred"
    assert apply_edits(program, change.edits["main.mojo"]).endswith(b"take(a^)\n")


def test_what_other_files_cannot_follow_is_not_offered(tmp_path: Path) -> None:
    library = b"def take(text: List[Int]):\n    print(len(text))\n"
    program = b"""\
from lib import take


def each(lists: List[List[Int]]):
    for ref one in lists:
        take(one)
    take(text=lists[0])
    take([1])
    take(lists[0] + [len(lists)])
"""
    (tmp_path / "lib.mojo").write_bytes(library)
    (tmp_path / "program.mojo").write_bytes(program)
    workspace = Workspace(Disk(), folders=(str(tmp_path),))
    path = str(tmp_path / "lib.mojo")
    workspace.open(path, library)
    changes = [change for _, change in refactorings(Atlas(workspace), path, 9)]
    assert [it.title for it in changes] == ["Take `text` by `var`: 4 call sites, 2 copied"]
    [changed] = [edits for path, edits in changes[0].edits.items() if path.endswith("program.mojo")]
    assert apply_edits(program, changed).endswith(
        b"        take(one.copy())\n    take(text=lists[0].copy())\n    take([1])\n    take(lists[0] + [len(lists)])\n"
    )


def test_what_a_trait_promises_is_not_offered() -> None:
    source = """\
trait Shown:
    def show(self, text: List[Int]):
        ...


struct Screen(Shown):
    def __init__(out self):
        pass

    def show(self, text: List[Int]):
        pass

    def hide(self, text: List[Int]):
        pass
"""
    workspace = Workspace()
    workspace.open(PATH, source.encode())
    offered = [
        len(list(refactorings(Atlas(workspace), PATH, it.start())))
        for it in re.finditer(r"(?<=self, )text", source)
    ]
    assert offered == [0, 0, 2]


def test_every_refactoring_has_cases() -> None:
    assert len(list(Path(__file__).parent.glob("*.md"))) == len(all_refactorings())
