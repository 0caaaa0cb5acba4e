"""Columns in every unit that clients count in, with characters before them of which units differ."""

import pytest
from lsprotocol import types

from lsp.editor import Client, Document, Kind, capabilities, opened, started

pytestmark = pytest.mark.asyncio
in_every_unit = pytest.mark.parametrize("unit", [Kind.Utf8, Kind.Utf16, Kind.Utf32])

PROGRAM = """\
def take(var text: String):
    print(text)


def main():
    var s = String("hi")
    take(s^)
    print("😀é", s)
"""


async def begun(client: Client, unit: Kind) -> Document:
    await started(client, capabilities([unit]))
    return opened(client, PROGRAM, unit=unit)


@in_every_unit
async def test_a_finding_stands_where_it_is(client: Client, unit: Kind) -> None:
    document = await begun(client, unit)
    (found,) = await document.findings()
    column = {Kind.Utf8: 20, Kind.Utf16: 17, Kind.Utf32: 16}[unit]
    assert found.range == types.Range(types.Position(7, column), types.Position(7, column + 1))
    assert document.shown(found.range) == "s"


@in_every_unit
async def test_hovers_are_asked_for_and_answered_there(client: Client, unit: Kind) -> None:
    document = await begun(client, unit)
    at = document.at('"😀é", s)', "s)")
    hover = await document.hover(at)
    assert hover is not None
    assert hover.range is not None
    assert hover.range.start == at
    assert document.shown(hover.range) == "s"


@in_every_unit
async def test_changes_are_made_there(client: Client, unit: Kind) -> None:
    document = await begun(client, unit)
    await document.findings()
    document.replace(('"😀é"', '"é😀😀"'), (", s)", ', "😀", s)'))
    (found,) = await document.findings()
    assert document.shown(found.range) == "s"
    document.replace((', "😀", s)', ', "😀")'))
    assert await document.findings() == []


@in_every_unit
async def test_edits_of_fixes_are_made_there(client: Client, unit: Kind) -> None:
    await started(client, capabilities([unit]))
    text = 'def main():\n    var s = List[Int]()\n    print("😀é"); var t = s; print(s, t)\n'
    document = opened(client, text, unit=unit)
    (found,) = await document.findings()
    (action, *_) = await document.actions(found.range)
    assert action.edit is not None
    assert action.edit.changes is not None
    document.apply(action.edit.changes[document.uri])
    assert 'print("😀é"); var t = s.copy(); print(s, t)' in document.text
    assert await document.findings() == []
