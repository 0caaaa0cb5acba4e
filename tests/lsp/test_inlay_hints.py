"""Inlay hints as a client receives them."""

import pytest
from lsprotocol import types

from lsp.editor import Client, Document, opened, started

pytestmark = pytest.mark.asyncio

PROGRAM = """\
def take(var text: String):
    print(text)


def main():
    var s = String("é") + "x"
    print(s)
    take(s^)
"""


async def _shown(client: Client, document: Document) -> list[str]:
    whole = types.Range(types.Position(0, 0), types.Position(99, 0))
    found = await client.text_document_inlay_hint_async(
        types.InlayHintParams(types.TextDocumentIdentifier(document.uri), whole)
    )
    return [f"{it.position.line + 1}:{it.position.character} {it.label}" for it in found or []]


async def test_hints_in_a_range(client: Client) -> None:
    await started(client)
    document = opened(client, PROGRAM)
    assert await _shown(client, document) == ["2:15 text ends", "6:9 : String", "8:9 var"]
    document.replace(("take(s^)", "print(s)"))
    assert await _shown(client, document) == ["2:15 text ends", "6:9 : String", "8:12 s ends"]


@pytest.mark.parametrize(
    ("setting", "left"), [(False, 0), (True, 3), ({"ends": False}, 2), ({"types": False, "ends": False}, 1)]
)
async def test_kinds_are_switched_by_settings(client: Client, setting: object, left: int) -> None:
    await started(client, options={"inlayHints": setting})
    document = opened(client, PROGRAM)
    assert len(await _shown(client, document)) == left


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("some", "`inlayHints` must be true, false, or an object"),
        ({"ends": "yes"}, "or an object that says so for each of conventions, copies, ends"),
        ({"end": True}, "`inlayHints`: there is no kind `end`; there are `conventions`, `copies`, `ends`"),
    ],
)
async def test_a_wrong_setting_is_told(client: Client, setting: object, told: str) -> None:
    await started(client, options={"inlayHints": setting})
    [message] = client.messages
    assert told in message.message
