"""Work is per function: an edit costs the function it is in, and those that depend on what it changed."""

from collections.abc import Hashable
from pathlib import Path

import pytest

from minimojo.text import Span, TextEdit
from minimojo.workspace.files import Disk
from minimojo.workspace.project import Loaded, Project
from minimojo.workspace.workspace import Workspace

LIBRARY = """\
def finish(var text: String):
    print(text)


def unrelated(var text: String):
    print(text)
"""

PROGRAM = """\
from library import finish

comptime LIMIT = 3


@fieldwise_init
struct Pet(Movable):
    var name: String

    def greet(self):
        print(self.name)

    def rename(mut self, var name: String):
        self.name = name^


trait Named:
    def name(self) -> String:
        ...


def take(var pet: Pet):
    pet.greet()


def lend(pet: Pet):
    pet.greet()


def calls_take():
    take(Pet("a"))


def calls_both():
    var pet = Pet("b")
    lend(pet)
    take(pet^)


def counts(n: Int) -> Bool:
    return n < LIMIT


def calls_library():
    finish("text")


def calls_nobody():
    var text = String("c")
    print(text)
"""

FUNCTIONS = (
    "Pet.greet",
    "Pet.rename",
    "Named.name",
    "take",
    "lend",
    "calls_take",
    "calls_both",
    "counts",
    "calls_library",
    "calls_nobody",
)


def opened() -> Workspace:
    workspace = Workspace()
    workspace.open("library.mojo", LIBRARY.encode())
    workspace.open("program.mojo", PROGRAM.encode())
    return workspace


def replaced(workspace: Workspace, old: str, new: str, path: str = "program.mojo") -> set[str]:
    """What had to be analysed of the program after an edit of a text that occurs once."""
    text = workspace.document(path).text
    assert text.count(old.encode()) == 1
    start = text.index(old.encode())
    workspace.edit(path, [TextEdit(Span(start, start + len(old.encode())), new)])
    computed = workspace.analysis("program.mojo").computed
    assert len(computed) == len(set(computed))
    return set(computed)


def test_everything_is_analysed_once() -> None:
    workspace = opened()
    assert workspace.analysis("program.mojo").computed == FUNCTIONS
    assert workspace.analysis("program.mojo") is workspace.analysis("program.mojo")


@pytest.mark.parametrize(
    ("old", "new", "functions"),
    [
        ('String("c")', 'String("d")', {"calls_nobody"}),
        (
            "def take(var pet: Pet):\n    pet.greet()",
            "def take(var pet: Pet):\n    print(pet.name)",
            {"take"},
        ),
        ("print(self.name)", "print(self.name, self.name)", {"Pet.greet"}),
        ("    lend(pet)\n", "    lend(pet\n", {"calls_both"}),
        ("return n < LIMIT", "return n < LIMIT and", {"counts"}),
    ],
)
def test_an_edit_in_a_body_costs_that_function(old: str, new: str, functions: set[str]) -> None:
    workspace = opened()
    workspace.analysis("program.mojo")
    assert replaced(workspace, old, new) == functions
    assert replaced(workspace, new, old) == functions


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n\n\ndef take", "\n\n\n# a remark\n\n\ndef take"),
        ("comptime LIMIT = 3\n\n\n", "comptime LIMIT = 3\n\n\n\n\n"),
        ("\n\ntrait Named", "\n\n\n\n\ntrait Named"),
    ],
)
def test_what_only_moves_costs_nothing(old: str, new: str) -> None:
    workspace = opened()
    workspace.analysis("program.mojo")
    assert replaced(workspace, old, new) == set()


@pytest.mark.parametrize(
    ("old", "new", "functions"),
    [
        ("def take(var pet", "def take(pet", {"take", "calls_take", "calls_both"}),
        ("def lend(pet", "def lend(mut pet", {"lend", "calls_both"}),
        ("LIMIT = 3", "LIMIT = 4", {"counts"}),
        ("def take(", "def took(", {"take", "took", "calls_take", "calls_both"}),
    ],
)
def test_a_changed_declaration_costs_those_who_use_it(old: str, new: str, functions: set[str]) -> None:
    workspace = opened()
    workspace.analysis("program.mojo")
    assert replaced(workspace, old, new) == functions & set(workspace.analysis("program.mojo").units)
    assert replaced(workspace, new, old) == functions & set(workspace.analysis("program.mojo").units)


def test_a_changed_type_costs_those_who_use_it() -> None:
    workspace = opened()
    workspace.analysis("program.mojo")
    users = {"Pet.greet", "Pet.rename", "take", "lend", "calls_take", "calls_both"}
    assert replaced(workspace, "    var name: String\n", "    var name: String\n    var age: Int\n") == users


def test_a_new_function_costs_those_who_call_it_already() -> None:
    workspace = opened()
    replaced(workspace, "print(text)\n", "later(text^)\n")
    assert replaced(
        workspace, "\n\n\ndef lend", "\n\n\ndef later(var text: String):\n    print(text)\n\n\ndef lend"
    ) == {
        "later",
        "calls_nobody",
    }


def test_a_changed_declaration_of_another_file_costs_those_who_use_it() -> None:
    workspace = opened()
    workspace.analysis("program.mojo")
    assert replaced(workspace, "unrelated(var text", "unrelated(text", "library.mojo") == set()
    assert (
        replaced(
            workspace,
            "finish(var text: String):\n    print",
            "finish(var text: String):\n    pass; print",
            "library.mojo",
        )
        == set()
    )
    assert replaced(workspace, "finish(var text", "finish(text", "library.mojo") == {"calls_library"}


def test_a_hover_costs_the_function_it_is_in() -> None:
    workspace = opened()
    known = workspace.around("program.mojo", PROGRAM.index("lend(pet)"))
    assert known.computed == ("calls_both",)
    assert set(known.results) == {"calls_both"}


def test_trying_a_fix_costs_what_the_fix_changes_and_leaves_no_trace() -> None:
    workspace = opened()
    before = workspace.analysis("program.mojo")
    start = PROGRAM.index("lend(pet)")
    tried = workspace.trial("program.mojo", [TextEdit(Span(start, start + len("lend(pet)")), "pass")])
    assert tried.computed == ("calls_both",)
    assert workspace.analysis("program.mojo") is before
    assert replaced(workspace, 'String("c")', 'String("d")') == {"calls_nobody"}


class _Counted(Disk):
    """Counts how often the disk is asked for a file."""

    asked = 0

    def stamp(self, key: str) -> Hashable | None:
        self.asked += 1
        return super().stamp(key)


@pytest.mark.parametrize("count", [2, 40])
def test_trying_a_fix_in_a_body_looks_at_no_other_file(
    count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a trial costs as much as there are files, and a check of them all the square of that."""
    for number in range(count):
        (tmp_path / f"m{number}.mojo").write_text(f"def f{number}(var text: String):\n    print(text)\n")
    imports = "".join(f"from m{number} import f{number}\n" for number in range(count))
    calls = "".join(f"    f{number}(String())\n" for number in range(count))
    last = "    var text = String()\n    f0(text^)\n    print(text)\n"
    text = f"{imports}\n\ndef first():\n{calls}\n\ndef last():\n{last}"
    path = str(tmp_path / "main.mojo")
    files = _Counted()
    workspace = Workspace(files, is_edited=False)
    workspace.open(path, text.encode())
    assert [it.code for it in workspace.analysis(path).findings] == ["use-after-transfer"]

    looked_at: set[str] = set()
    at = Project.at

    def counted(project: Project, key: str) -> Loaded | None:
        looked_at.add(key)
        return at(project, key)

    monkeypatch.setattr(Project, "at", counted)
    files.asked = 0
    place = text.index("^")
    assert not workspace.trial(path, [TextEdit(Span(place, place + 1), ".copy()")]).findings
    assert files.asked == 0
    assert len(looked_at) <= 2


def test_trying_another_convention_shows_what_it_does_to_callers() -> None:
    workspace = opened()
    start = PROGRAM.index("def lend(pet") + len("def lend(")
    before = workspace.analysis("program.mojo").findings
    tried = workspace.trial("program.mojo", [TextEdit(Span(start, start), "var ")]).findings
    assert "implicit-copy" in {it.code for it in tried} - {it.code for it in before}
    assert workspace.analysis("program.mojo").findings == before


def test_who_tries_nothing_finds_the_same_and_cannot_try() -> None:
    """What answers depend on is not recorded then: a trial would take over what no longer holds."""
    traced, untraced = (Workspace(is_edited=False, is_tried=it) for it in (True, False))
    for workspace in (traced, untraced):
        workspace.open("library.mojo", LIBRARY.encode())
        workspace.open("program.mojo", PROGRAM.encode())
    findings = untraced.analysis("program.mojo").findings
    assert findings == traced.analysis("program.mojo").findings
    with pytest.raises(ValueError, match="depend"):
        untraced.trial("program.mojo", [TextEdit(Span(0, 0), "\n")])
