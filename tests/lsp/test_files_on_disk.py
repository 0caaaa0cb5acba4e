"""Files that others import come and go, in the editor and outside of it."""

import asyncio
from pathlib import Path

import pytest
from lsprotocol import types

from lsp.editor import PATIENCE, Client, Document, capabilities, opened, started

pytestmark = pytest.mark.asyncio

LIBRARY = "def take(var text: String):\n    print(text)\n"

PROGRAM = """\
from library import take


def main():
    var s = String("hi")
    take(s^)
    print(s)
"""


async def _program(client: Client, folder: Path) -> Document:
    """A program that imports a file which is not there yet: nothing is said about what it may do."""
    document = opened(client, PROGRAM, (folder / "program.mojo").as_uri())
    assert await document.codes() == []
    (folder / "library.mojo").write_text(LIBRARY, encoding="utf-8")
    return document


async def _codes(client: Client, document: Document, times: int) -> list[object]:
    await client.published_times(document.uri, times)
    return [it.code for it in client.published[document.uri][-1].diagnostics]


async def test_a_file_that_is_saved_is_found(client: Client, tmp_path: Path) -> None:
    await started(client)
    document = await _program(client, tmp_path)
    client.text_document_did_save(types.DidSaveTextDocumentParams(document.identifier))
    assert await _codes(client, document, 2) == ["use-after-transfer"]


async def test_a_file_that_appears_is_found(client: Client, tmp_path: Path) -> None:
    await started(client)
    document = await _program(client, tmp_path)
    event = types.FileEvent((tmp_path / "library.mojo").as_uri(), types.FileChangeType.Created)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    assert await _codes(client, document, 2) == ["use-after-transfer"]
    (tmp_path / "library.mojo").unlink()
    event = types.FileEvent(event.uri, types.FileChangeType.Deleted)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    assert await _codes(client, document, 3) == []


async def test_a_client_that_can_is_asked_to_watch(client: Client) -> None:
    asked: asyncio.Future[list[types.Registration]] = asyncio.get_running_loop().create_future()

    @client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams) -> None:
        asked.set_result(list(params.registrations))

    can = capabilities()
    assert can.workspace is not None
    can.workspace.did_change_watched_files = types.DidChangeWatchedFilesClientCapabilities(
        dynamic_registration=True
    )
    await started(client, can)
    async with asyncio.timeout(PATIENCE):
        registered = await asked
    assert [it.method for it in registered] == [types.WORKSPACE_DID_CHANGE_WATCHED_FILES]
