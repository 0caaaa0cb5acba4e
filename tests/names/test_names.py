"""Programs in which names that stand for the same thing carry the same number."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from msgspec import Struct

from minimojo.text import Span
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.steps import finished
from minimojo.workspace.workspace import Workspace

_PROGRAM = re.compile(r"^## (?P<title>.+?)\n+```mojo\n(?P<text>.*?)```", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^# file: (\S+)\n", re.MULTILINE)
_MARK = re.compile("‹(?P<number>\\d+):(?P<name>[^›]+)›")

Place = tuple[str, Span]


class Program(Struct, frozen=True):
    """The files of a program without marks, and the places of each number."""

    files: dict[str, bytes]
    places: dict[int, frozenset[Place]]


def _programs() -> list[tuple[str, str]]:
    pages = sorted((Path(__file__).parent / "programs").glob("*.md"))
    return [(it["title"], it["text"]) for page in pages for it in _PROGRAM.finditer(page.read_text("utf-8"))]


def _read(text: str) -> Program:
    parts = _FILE.split(text)
    given = dict(zip(parts[1::2], parts[2::2], strict=True)) if len(parts) > 1 else {"main.mojo": text}
    files: dict[str, bytes] = {}
    places = defaultdict[int, set[Place]](set)
    for path, content in given.items():
        plain, at = b"", 0
        for mark in _MARK.finditer(content):
            plain += content[at : mark.start()].encode()
            name = mark["name"].encode()
            places[int(mark["number"])].add((path, Span(len(plain), len(plain) + len(name))))
            plain, at = plain + name, mark.end()
        files[path] = plain + content[at:].encode()
    return Program(files, {number: frozenset(found) for number, found in places.items()})


@pytest.mark.parametrize(("title", "text"), [pytest.param(*it, id=it[0]) for it in _programs()])
def test_equal_numbers_are_one_thing(title: str, text: str) -> None:
    program = _read(text)
    atlas = _opened(program)
    for number, places in program.places.items():
        for path, span in places:
            assert _same(atlas, path, span, program) == places, (title, number, path, span)


@pytest.mark.parametrize(("title", "text"), [pytest.param(*it, id=it[0]) for it in _programs()])
def test_what_is_found_without_types_is_everything(title: str, text: str) -> None:
    program = _read(text)
    known = _opened(program)
    names = [(path, it) for path in program.files for it in known.names(path)]
    for symbol in {symbol for _, it in names for symbol in it.symbols if symbol.file}:
        places = {(path, it.span) for path, it in names if symbol in it.symbols}
        found = finished(_opened(program).mentions(symbol))
        assert {(it.place.path, it.place.span) for it in found} == places, (title, symbol)


def _opened(program: Program) -> Atlas:
    workspace = Workspace()
    for path, content in program.files.items():
        workspace.open(path, content)
    return Atlas(workspace)


def _same(atlas: Atlas, path: str, span: Span, program: Program) -> set[Place]:
    """Everything that names what stands at a place, by whatever name."""
    found = atlas.name_at(path, span.start)
    assert found is not None, f"nothing at {span} of {path}"
    return {
        (mention.place.path, mention.place.span)
        for symbol in found.symbols
        for file in program.files
        for mention in atlas.mentions_in(file, symbol)
    }
