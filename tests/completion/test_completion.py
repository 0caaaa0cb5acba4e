"""What is offered while a program is written, and what is said about it."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from minimojo.ide.completion import Completion, about, completion
from minimojo.syntax.unfinished import spot_at
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.workspace import Workspace

_PAGE = Path(__file__).with_name("places.md").read_text("utf-8")
_PROGRAM = re.findall(r"```mojo\n(.*?)```", _PAGE, re.DOTALL)[0]
_ROWS = re.findall(r"^\| (.*?) \| ([-+1].*?) \|$", _PAGE, re.MULTILINE)
_MARK = re.compile(r"(1\.|[-+]) (\S+)")


def _atlas(written: str, **files: str) -> tuple[Atlas, int]:
    before, after = _PROGRAM.replace("«here»", written.replace("⏎", "\n")).split("¦")
    workspace = Workspace()
    workspace.open("a.mojo", (before + after).encode())
    for name, text in files.items():
        workspace.open(f"{name}.mojo", text.encode())
    return Atlas(workspace), len(before.encode())


def _asked(written: str, **files: str) -> Completion:
    atlas, at = _atlas(written, **files)
    return completion(atlas, "a.mojo", at)


@pytest.mark.parametrize(("written", "offered"), _ROWS)
def test_completion(written: str, offered: str) -> None:
    labels = [it.label for it in _asked(written).items]
    for mark, label in _MARK.findall(offered):
        assert (label in labels) is (mark != "-"), (label, labels)
        if mark == "1.":
            assert labels[0] == label
    assert len(labels) == len(set(labels))


def test_the_word_under_the_cursor_is_replaced() -> None:
    found = _asked("print(p.sh¦ift(1))")
    assert found.span.end - found.span.start == len("shift")
    assert found.is_called


def test_another_name_of_an_argument_keeps_its_sign() -> None:
    for written, inserted in (("p.shift(b¦=1)", "by"), ("p.shift(b¦)", "")):
        assert {it.label: it for it in _asked(written).items}["by="].insert == inserted


@pytest.mark.parametrize("written", ["se¦", "mut se¦", "out ¦", "ref [_] se¦"])
def test_the_first_argument_of_a_method_is_self(written: str) -> None:
    for head, is_method in (("struct A:\n    def f[n: Int](", True), ("def f(", False)):
        text = f"{head}{written}):\n        pass\n"
        workspace = Workspace()
        workspace.open("a.mojo", text.replace("¦", "").encode())
        found = completion(Atlas(workspace), "a.mojo", text.index("¦"))
        assert ("self" in [it.label for it in found.items]) is is_method


def test_methods_tell_their_conventions() -> None:
    found = {it.label: it for it in _asked("p.¦").items}
    assert found["shift"].detail == "(mut self, by, twice)"


def test_more_is_told_about_an_item() -> None:
    atlas, at = _atlas("p.¦")
    items = {it.label: it for it in completion(atlas, "a.mojo", at).items}
    pointer = items["shift"].pointer
    assert pointer is not None
    told = about(atlas, "a.mojo", pointer)
    assert told is not None
    assert told.code == "def shift(mut self, by: Int, *, twice: Bool = False) -> Int"
    assert told.doc == "Moves it."


def test_more_is_told_about_names_of_the_library() -> None:
    atlas, at = _atlas("¦")
    items = {it.label: it for it in completion(atlas, "a.mojo", at).items}
    pointer = items["print"].pointer
    assert pointer is not None
    told = about(atlas, "a.mojo", pointer)
    assert told is not None
    assert told.code.startswith("def print")


def test_modules_of_the_project_and_their_names() -> None:
    shapes = "struct Circle:\n    pass\n\n\ndef grow(mut by: Circle):\n    pass\n"
    assert "shapes" in [it.label for it in _asked("from ¦", shapes=shapes).items]
    assert [it.label for it in _asked("from shapes import ¦", shapes=shapes).items] == ["Circle", "grow"]
    workspace = Workspace()
    workspace.open("shapes.mojo", shapes.encode())
    text = b"import shapes\n\n\ndef f():\n    shapes."
    workspace.open("a.mojo", text)
    found = completion(Atlas(workspace), "a.mojo", len(text))
    assert [it.label for it in found.items] == ["Circle", "grow"]


def test_what_a_type_inherits_is_offered_beside_what_is_not_known() -> None:
    text = "from gone import Foo\n\n\ntrait Base(Copyable, Foo):\n    pass\n\n\nstruct Own(Base):\n    var x: Int\n\n\n"
    text += "def f(own: Own):\n    own."
    workspace = Workspace()
    workspace.open("a.mojo", text.encode())
    labels = [it.label for it in completion(Atlas(workspace), "a.mojo", len(text)).items]
    assert [it for it in labels if not it.startswith("__")] == ["x", "copy"]


def test_a_module_offers_what_it_imports_from_what_is_not_there() -> None:
    workspace = Workspace()
    workspace.open("shapes.mojo", b"from gone import Foo\n\n\ndef grow():\n    pass\n")
    text = b"import shapes\n\n\ndef f():\n    shapes."
    workspace.open("a.mojo", text)
    assert [it.label for it in completion(Atlas(workspace), "a.mojo", len(text)).items] == ["grow", "Foo"]


def test_modules_that_import_all_of_each_other_offer_the_names_of_both() -> None:
    workspace = Workspace()
    workspace.open("one.mojo", b"from two import *\n\n\ndef first():\n    pass\n")
    workspace.open("two.mojo", b"from one import *\n\n\ndef second():\n    pass\n")
    text = b"from one import "
    workspace.open("a.mojo", text)
    found = completion(Atlas(workspace), "a.mojo", len(text))
    assert [it.label for it in found.items] == ["first", "second"]


def test_any_place_of_unfinished_code_has_an_answer() -> None:
    text = _PROGRAM.replace("«here»", "take(p, [Point(1, p.").encode()
    for at in range(0, len(text), 11):
        for source in (text[:at], text):
            workspace = Workspace()
            workspace.open("a.mojo", source)
            completion(Atlas(workspace), "a.mojo", at)


def test_a_word_without_end_takes_no_longer_than_its_text() -> None:
    text = b"def main():\n    var x = " + b"9" * 400_000 + b"\n    print(x)\n"
    begin = time.process_time()
    assert spot_at(text, len(text) - 2).prefix == "x"
    assert spot_at(text, 200_000).word.start == text.index(b"9")
    assert time.process_time() - begin < 2  # Four minutes when each digit was tried as a beginning.
