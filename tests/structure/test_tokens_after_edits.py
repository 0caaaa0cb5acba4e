"""Tokens that are kept from one edit to the next are those that a fresh look finds."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from minimojo.ide.tokens.painting import Painter, difference
from minimojo.text import Encoding, Span, TextEdit
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.workspace import Workspace
from structure.test_structure import BLOCK

_PATH = "main.mojo"
_TYPED = ("", ")", "(", "\n", "def ", '"""', ".", "🔥", "struct X", ":", "    ", "^", "#")


def _program() -> str:
    page = (Path(__file__).parent / "programs" / "tokens.md").read_text("utf-8")
    return "\n\n".join(block["text"] for block in BLOCK.finditer(page) if block["kind"] == "mojo")


def _painted(workspace: Workspace, painter: Painter) -> list[int]:
    list(painter.paint(Atlas(workspace), _PATH))
    return painter.numbers(workspace.module(_PATH), workspace.lines(_PATH))


@pytest.mark.parametrize("seed", range(3))
def test_kept_tokens_are_those_of_a_fresh_look(seed: int) -> None:
    random = Random(seed)
    workspace, painter = Workspace(), Painter(Encoding.UTF16)
    workspace.open(_PATH, _program().encode())
    before = _painted(workspace, painter)
    for _ in range(25):
        start = random.randrange(len(workspace.document(_PATH).text))
        end = start + random.choice((0, 0, 1, 3, 20))
        workspace.edit(_PATH, [TextEdit(Span(start, end), random.choice(_TYPED))])
        after = _painted(workspace, painter)
        assert after == _painted(workspace, Painter(Encoding.UTF16))
        found = difference(before, after)
        start, gone, new = found or (0, 0, [])
        assert before[:start] + new + before[start + gone :] == after
        before = after
        _check_order(after)


def _check_order(numbers: list[int]) -> None:
    """Tokens follow one another without overlap."""
    end = (0, 0)
    line = column = 0
    for at in range(0, len(numbers), 5):
        down, right, length, _, _ = numbers[at : at + 5]
        assert min(down, right) >= 0 < length
        line, column = line + down, right + (0 if down else column)
        assert (line, column) >= end
        end = (line, column + length)


def test_only_the_edited_function_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from minimojo.ide.tokens import painting

    found = painting.tokens_of
    looked = list[str]()

    def counted(part: object, *given: object) -> object:
        looked.append(getattr(part, "key", ""))
        return found(part, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(painting, "tokens_of", counted)
    workspace, painter = Workspace(), Painter(Encoding.UTF16)
    text = "".join(f"def f{n}(a: Int):\n    print(a)\n\n\n" for n in range(5))
    workspace.open(_PATH, text.encode())
    _painted(workspace, painter)
    looked.clear()
    at = text.index("print", text.index("def f2"))
    workspace.edit(_PATH, [TextEdit(Span(at, at), "print(a + 1)\n    ")])
    _painted(workspace, painter)
    assert looked == ["f2"]


@pytest.mark.parametrize("seed", range(3))
def test_kept_names_are_those_of_a_fresh_look(seed: int) -> None:
    random = Random(seed)
    workspace = Workspace()
    workspace.open(_PATH, _program().encode())
    for _ in range(15):
        start = random.randrange(len(workspace.document(_PATH).text))
        end = start + random.choice((0, 0, 1, 3, 20))
        workspace.edit(_PATH, [TextEdit(Span(start, end), random.choice(_TYPED))])
        fresh = Workspace()
        fresh.open(_PATH, workspace.document(_PATH).text)
        assert list(Atlas(workspace).names(_PATH)) == list(Atlas(fresh).names(_PATH))


def test_names_of_a_method_follow_the_fields_of_its_type() -> None:
    workspace = Workspace()
    workspace.open(_PATH, b"struct P:\n    var x: Int\n\n    def m(self):\n        print(self.x)\n")
    list(Atlas(workspace).names(_PATH))
    workspace.edit(_PATH, [TextEdit(Span(8, 8), "ath")])  # The field is three bytes further on now.
    [field] = [it.symbols for it in Atlas(workspace).names(_PATH) if it.span == Span(21, 22)]
    used = [it.symbols for it in Atlas(workspace).names(_PATH) if it.span.start > 60]
    assert field in used
