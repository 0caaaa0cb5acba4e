"""Programs with what is told about their structure: each block behind a program is one question's answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from minimojo.ide.costs import told
from minimojo.ide.folding import folds
from minimojo.ide.outline import Entry, outline_of
from minimojo.ide.skimming import skimmed
from minimojo.ide.tokens.model import MODIFIERS, TYPES
from minimojo.ide.tokens.painting import Painter
from minimojo.syntax.extents import around, extents
from minimojo.text import Encoding, Position, Span
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.workspace import Workspace

_SECTION = re.compile(r"^## (?P<title>.+?)\n(?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_ASKED = re.compile(rb"^# at: (.+)", re.MULTILINE)
PATH = "main.mojo"


def _outline(workspace: Workspace) -> Iterator[str]:
    document = workspace.document(PATH)
    yield from _entries(workspace, outline_of(document, workspace.module(PATH)), "")


def _entries(workspace: Workspace, entries: Iterable[Entry], indent: str) -> Iterator[str]:
    lines = workspace.lines(PATH)
    for it in entries:
        first, last = lines.line_of(it.span.start) + 1, lines.line_of(it.span.end) + 1
        assert it.span.covers(it.name_span)
        assert lines.text_of(it.name_span).strip("`") == it.name
        tag = " (deprecated)" if it.deprecated else ""
        yield f"{indent}{first}-{last} {it.kind.value} {it.name}: {it.detail}{tag}"
        yield from _entries(workspace, it.inner, indent + "  ")


def _skimmed(workspace: Workspace) -> Iterator[str]:
    lines = workspace.lines(PATH)
    for it in skimmed(workspace.document(PATH).text):
        where = f" in {it.container}" if it.container else ""
        yield f"{lines.line_of(it.span.start) + 1} {it.kind.value} {it.name}{where}"


def _folds(workspace: Workspace) -> Iterator[str]:
    lines = workspace.lines(PATH)
    for it in folds(extents(workspace.document(PATH)), lines):
        first, last = lines.position(it.span.start), lines.position(it.span.end)
        shown = lines.text_of(Span(lines.line_span(first.line).start, it.span.start)).strip()
        yield f"{first.line + 1}-{last.line + 1} {it.shape.value}: {shown}"


def _selections(workspace: Workspace) -> Iterator[str]:
    """What is around the word that a comment says: `# at: word`."""
    text, lines = workspace.document(PATH).text, workspace.lines(PATH)
    for asked in _ASKED.finditer(text):
        found = around(workspace.document(PATH), text.index(asked[1]))
        for inner, outer in pairwise(found):
            assert outer.covers(inner)
            assert outer != inner
        yield asked[1].decode()
        yield from (f"  {_short(lines.text_of(it))}" for it in found)


def _tokens(workspace: Workspace) -> Iterator[str]:
    """A line for each line with tokens."""
    painter = Painter(Encoding.UTF8)
    list(painter.paint(Atlas(workspace), PATH))
    lines = workspace.lines(PATH)
    numbers = painter.numbers(workspace.module(PATH), lines)
    line = column = 0
    told = list[str]()
    for at in range(0, len(numbers), 5):
        down, right, length, kind, bits = numbers[at : at + 5]
        if down and told:
            yield f"{line + 1} {', '.join(told)}"
            told.clear()
        line, column = line + down, right + (0 if down else column)
        start = lines.offset(Position(line, column), Encoding.UTF8)
        modifiers = (name for number, name in enumerate(MODIFIERS) if bits >> number & 1)
        told.append(" ".join((lines.text_of(Span(start, start + length)), TYPES[kind], *modifiers)))
    if told:
        yield f"{line + 1} {', '.join(told)}"


def _costs(workspace: Workspace) -> Iterator[str]:
    analysis = workspace.analysis(PATH)
    for key in analysis.results:
        yield f"{key}: {told(analysis.evidence(key))}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) < 60 else f"{words[:28]} … {words[-28:]}"


ANSWERS: dict[str, Callable[[Workspace], Iterator[str]]] = {
    "outline": _outline,
    "skimmed": _skimmed,
    "folds": _folds,
    "selections": _selections,
    "tokens": _tokens,
    "costs": _costs,
}


def _cases() -> Iterator[tuple[str, str, str, str]]:
    for page in sorted((Path(__file__).parent / "programs").glob("*.md")):
        for section in _SECTION.finditer(page.read_text("utf-8")):
            program = ""
            for block in BLOCK.finditer(section["text"]):
                if block["kind"] == "mojo":
                    program = block["text"]
                else:
                    yield f"{section['title']} ({block['kind']})", program, block["kind"], block["text"]


@pytest.mark.parametrize(("program", "kind", "told"), [pytest.param(*it[1:], id=it[0]) for it in _cases()])
def test_structure(program: str, kind: str, told: str) -> None:
    workspace = Workspace()
    workspace.open(PATH, program.encode())
    assert "".join(f"{line}\n" for line in ANSWERS[kind](workspace)) == told


@pytest.mark.parametrize("program", [pytest.param(it[1], id=it[0]) for it in _cases()])
def test_every_beginning_of_a_program_is_answered(program: str) -> None:
    for end in range(0, len(program), 7):
        workspace = Workspace()
        workspace.open(PATH, program[:end].encode())
        for answer in ANSWERS.values():
            list(answer(workspace))
