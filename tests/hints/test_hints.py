"""Programs with every hint written where it is shown, in `⟨...⟩`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from minimojo.ide.hints import all_kinds, hints
from minimojo.text import Span
from minimojo.workspace.workspace import Workspace

_PROGRAM = re.compile(
    r"^## (?P<title>[^\n]+)\n+(?:Kinds: (?P<kinds>[^\n]+)\n+)?```mojo\n(?P<text>.*?)```",
    re.MULTILINE | re.DOTALL,
)
_HINT = re.compile("⟨[^⟩]*⟩")


def _programs() -> list[tuple[str, list[str], str]]:
    pages = sorted((Path(__file__).parent / "programs").glob("*.md"))
    every = [it.name for it in all_kinds()]
    return [
        (it["title"], it["kinds"].split(", ") if it["kinds"] else every, it["text"])
        for page in pages
        for it in _PROGRAM.finditer(page.read_text("utf-8"))
    ]


def shown(code: str, kinds: list[str]) -> str:
    """A program with its hints."""
    workspace = Workspace()
    workspace.open("a.mojo", code.encode())
    analysis = workspace.analysis("a.mojo")
    text = code.encode()
    for it in reversed(hints(analysis, Span(0, len(text)), kinds)):
        text = text[: it.at] + f"⟨{it.label}⟩".encode() + text[it.at :]
    return text.decode()


@pytest.mark.parametrize(("title", "kinds", "text"), [pytest.param(*it, id=it[0]) for it in _programs()])
def test_hints(title: str, kinds: list[str], text: str) -> None:
    assert shown(_HINT.sub("", text), kinds) == text, title


def test_every_kind_has_a_program() -> None:
    assert {kind for _, kinds, _ in _programs() for kind in kinds} == {it.name for it in all_kinds()}
