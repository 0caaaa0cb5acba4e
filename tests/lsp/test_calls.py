"""Call hierarchies over several files, as clients get them."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from lsprotocol import types

from lsp.editor import Client, Document, opened, started

pytestmark = pytest.mark.asyncio

SHAPES = """\
struct Circle(Movable):
    var radius: Int

    def __init__(out self, var radius: Int):
        self.radius = radius

    def grow(mut self, by: Int):
        self.radius += by


def unit() -> Circle:
    return Circle(1)
"""

PROGRAM = """\
from shapes import Circle, unit

comptime One = measure(1)


def measure(n: Int) -> Int:
    def twice(var m: Int) -> Int:
        return measure(m) * 2

    return twice(n)


def main():
    var c = Circle(3)
    c.grow(1)
    c.grow(by=measure(2))
    print(unit().radius)
"""


async def _prepared(document: Document, around: str, name: str) -> types.CallHierarchyItem:
    found = await document.client.text_document_prepare_call_hierarchy_async(
        types.CallHierarchyPrepareParams(document.identifier, document.at(around, name))
    )
    [item] = found or []
    return item


async def _in(client: Client, item: types.CallHierarchyItem) -> list[str]:
    found = await client.call_hierarchy_incoming_calls_async(types.CallHierarchyIncomingCallsParams(item))
    return sorted(_told(it.from_, it.from_ranges) for it in found or [])


async def _out(client: Client, item: types.CallHierarchyItem) -> list[str]:
    found = await client.call_hierarchy_outgoing_calls_async(types.CallHierarchyOutgoingCallsParams(item))
    return sorted(_told(it.to, it.from_ranges) for it in found or [])


def _told(it: types.CallHierarchyItem, ranges: object) -> str:
    lines = [place.start.line + 1 for place in ranges]  # type: ignore[attr-defined]
    return f"{Path(unquote(it.uri)).name} {it.name}{it.detail or ''} {lines}"


async def test_calls(client: Client, tmp_path: Path) -> None:
    (tmp_path / "shapes.mojo").write_text(SHAPES, encoding="utf-8")
    root = types.WorkspaceFolder(uri=tmp_path.as_uri(), name="project")
    await started(client, folders=[root])
    document = opened(client, PROGRAM, (tmp_path / "program.mojo").as_uri())

    grow = await _prepared(document, "c.grow(1)", "grow")
    assert (grow.name, grow.detail) == ("grow", "(mut self, imm by)")
    assert grow.range.end.line == 7
    assert await _in(client, grow) == ["program.mojo main() [15, 16]"]

    circle = await _prepared(document, "Circle(3)", "Circle")
    assert circle.detail == "(var radius)"
    assert await _in(client, circle) == ["program.mojo main() [14]", "shapes.mojo unit() [12]"]

    measure = await _prepared(document, "def measure", "measure")
    assert await _in(client, measure) == [
        "program.mojo main() [16]",
        "program.mojo measure(imm n) [8]",
        "program.mojo program.mojo [3]",
    ]
    assert await _out(client, measure) == [
        "program.mojo measure(imm n) [8]",
        "program.mojo twice(var m) [10]",
    ]
    assert await _out(client, await _prepared(document, "twice(n)", "twice")) == [
        "program.mojo measure(imm n) [8]"
    ]

    called = await _out(client, await _prepared(document, "def main", "main"))
    assert [it.partition("(")[0] for it in called] == [
        "prelude.mojo print",
        "program.mojo measure",
        "shapes.mojo Circle",
        "shapes.mojo grow",
        "shapes.mojo unit",
    ]

    shapes = opened(client, SHAPES, (tmp_path / "shapes.mojo").as_uri())
    made = await _prepared(shapes, "def __init__", "__init__")
    assert await _in(client, made) == ["program.mojo main() [14]", "shapes.mojo unit() [12]"]
    assert await _out(client, made) == []

    document.replace(("    c.grow(1)\n", "    c.grow(1\n"))
    assert any("grow" in it for it in await _out(client, await _prepared(document, "def main", "main")))
