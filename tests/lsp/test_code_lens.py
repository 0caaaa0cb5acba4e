"""Code lenses: what functions copy and give away, told when it is seen, and only if somebody wants to see it."""

import pytest
from lsprotocol import types

from lsp.editor import Client, opened, started

pytestmark = pytest.mark.asyncio

PROGRAM = """\
def take(var text: String):
    pass


def twice(var text: String):
    take(text)
    take(text)
"""


async def test_lenses_are_resolved(client: Client) -> None:
    await started(client)
    document = opened(client, PROGRAM)
    found = await client.text_document_code_lens_async(types.CodeLensParams(document.identifier)) or []
    assert [(document.shown(it.range), it.command) for it in found] == [("take", None), ("twice", None)]
    resolved = await client.code_lens_resolve_async(found[1])
    assert resolved.command is not None
    assert resolved.command.title == "1 copy"
    document.replace(("    take(text)\n    take(text)\n", "    take(text)\n    take(text^)\n"))
    resolved = await client.code_lens_resolve_async(found[1])
    assert resolved.command is not None
    assert resolved.command.title == "1 copy, 1 transfer"


async def test_lenses_can_be_switched_off(client: Client) -> None:
    await started(client, options={"codeLens": False})
    document = opened(client, PROGRAM)
    assert not await client.text_document_code_lens_async(types.CodeLensParams(document.identifier))
