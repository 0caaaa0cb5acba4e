"""From `initialize` to `exit`."""

import asyncio
from pathlib import Path

import pytest
from lsprotocol import types

from lsp.editor import PATIENCE, Client, Kind, capabilities, opened, started

pytestmark = pytest.mark.asyncio

PROGRAM = """\
def take(var text: String):
    print(text)


def main():
    var s = String("hi")
    take(s^)
    print(s)
"""


async def test_the_server_tells_what_it_can_do(client: Client) -> None:
    result = await started(client)
    assert result.server_info is not None
    assert result.server_info.name == "minimojo"
    can = result.capabilities
    assert isinstance(can.text_document_sync, types.TextDocumentSyncOptions)
    assert can.text_document_sync.open_close
    assert can.text_document_sync.change is types.TextDocumentSyncKind.Incremental
    assert can.text_document_sync.save
    assert can.hover_provider
    assert isinstance(can.code_action_provider, types.CodeActionOptions)
    assert types.CodeActionKind.QuickFix in (can.code_action_provider.code_action_kinds or ())
    assert can.position_encoding == Kind.Utf16


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        ([Kind.Utf8], Kind.Utf8),
        ([Kind.Utf16], Kind.Utf16),
        ([Kind.Utf32], Kind.Utf32),
        ([Kind.Utf32, Kind.Utf16], Kind.Utf32),
        ([], Kind.Utf16),
        (None, Kind.Utf16),
    ],
)
async def test_columns_are_counted_as_the_client_likes_best(
    client: Client, offered: list[Kind] | None, chosen: Kind
) -> None:
    result = await started(client, capabilities(offered))
    assert result.capabilities.position_encoding == chosen


@pytest.mark.parametrize("name", ["program.mojo", "program.🔥", "program.%F0%9F%94%A5"])
async def test_files_of_both_suffixes(client: Client, name: str) -> None:
    await started(client)
    document = opened(client, PROGRAM, f"file:///project/{name}")
    assert await document.codes() == ["use-after-transfer"]


async def test_a_document_that_is_not_saved_yet(client: Client) -> None:
    await started(client)
    document = opened(client, PROGRAM, "untitled:Untitled-1")
    assert await document.codes() == ["use-after-transfer"]
    assert await document.hover(document.at("s = ")) is not None


async def test_findings_follow_what_is_typed(client: Client) -> None:
    await started(client)
    document = opened(client, PROGRAM)
    assert await document.codes() == ["use-after-transfer"]
    document.replace(("take(s^)", "take(s.copy())"))
    assert await document.codes() == []
    document.replace(("s.copy()", "s^"), ("print(s)", "print(s, s)"))
    assert await document.codes() == ["use-after-transfer"]
    document.replace_all("def main():\n    var x: Int\n    print(x)\n")
    assert await document.codes() == ["uninitialized-use"]


async def test_only_the_newest_text_counts(client: Client) -> None:
    await started(client)
    document = opened(client, PROGRAM)
    for _ in range(20):
        document.replace(("var s = ", "var s  = "))
        document.replace(("var s  = ", "var s = "))
    document.replace(("take(s^)", "take(s)"))
    assert await document.codes() == []
    versions = [it.version or 0 for it in client.published[document.uri]]
    assert versions == sorted(set(versions))
    assert versions[-1] == document.version


async def test_documents_do_not_mix(client: Client) -> None:
    await started(client)
    one = opened(client, PROGRAM, "file:///project/one.mojo")
    two = opened(client, PROGRAM.replace("print(s)", "pass"), "file:///project/two.mojo")
    assert await one.codes() == ["use-after-transfer"]
    assert await two.codes() == []
    two.replace(("pass", "print(s)"))
    one.replace(("print(s)", "pass"))
    assert await one.codes() == []
    assert await two.codes() == ["use-after-transfer"]


async def test_findings_of_a_closed_document_are_taken_back(client: Client) -> None:
    await started(client)
    document = opened(client, PROGRAM)
    await document.findings()
    document.close()
    await client.published_times(document.uri, 2)
    assert not client.published[document.uri][-1].diagnostics
    assert await document.hover(document.at("s = ")) is None
    document.version = 7
    document.open()
    assert await document.codes() == ["use-after-transfer"]


async def test_what_is_imported_is_what_the_editor_holds(client: Client) -> None:
    await started(client)
    library = opened(client, "def take(var text: String):\n    print(text)\n", "file:///project/library.mojo")
    program = PROGRAM[PROGRAM.index("def main") :]
    document = opened(client, f"from library import take\n\n{program}")
    assert await document.codes() == ["use-after-transfer"]
    library.replace(("var text", "text"))
    await library.findings()
    document.replace(("print(s)", "print(s, s)"))
    assert "use-after-transfer" not in await document.codes()


@pytest.mark.parametrize("way", ["setting", "relative setting", "open folder"])
async def test_imports_are_looked_for_where_it_is_said(client: Client, tmp_path: Path, way: str) -> None:
    (tmp_path / "roots" / "library").mkdir(parents=True)
    (tmp_path / "programs").mkdir()
    library = "def take(var text: String):\n    print(text)\n"
    (tmp_path / "roots" / "library" / "__init__.mojo").write_text(library, encoding="utf-8")
    folder = tmp_path if way == "relative setting" else tmp_path / "roots"
    roots = {"setting": [str(tmp_path / "roots")], "relative setting": ["roots"], "open folder": []}[way]
    folders = [] if way == "setting" else [types.WorkspaceFolder(folder.as_uri(), "folder")]
    await started(client, options={"importRoots": roots}, folders=folders)
    program = PROGRAM[PROGRAM.index("def main") :]
    uri = (tmp_path / "programs" / "program.mojo").as_uri()
    document = opened(client, f"from library import take\n\n{program}", uri)
    assert await document.codes() == ["use-after-transfer"]


@pytest.mark.parametrize("root", ["~no-such-user/mojo", "~", "", "a\0b", "\ud800", "file://[", "%"])
@pytest.mark.parametrize("folders", [[], [types.WorkspaceFolder("file:///project", "project")]])
async def test_any_text_may_stand_for_a_folder(
    client: Client, root: str, folders: list[types.WorkspaceFolder]
) -> None:
    await started(client, options={"importRoots": [root]}, folders=folders)
    program = PROGRAM[PROGRAM.index("def main") :]
    document = opened(client, f"from library import take\n\n{program}")
    await document.findings()
    assert not client.messages


async def test_older_versions_are_asked_for(client: Client) -> None:
    await started(client, options={"mojoVersion": "1.1"})
    document = opened(client, "def main():\n    var text = String()\n    print(text^)\n")
    assert await document.codes() == []


async def test_settings_that_do_not_exist_are_told(client: Client) -> None:
    await started(
        client, options={"besideOfficial": 3, "besideofficial": True, "importRoots": "a", "mojoVersion": "1"}
    )
    document = opened(client, PROGRAM)
    await document.findings()
    assert sorted(it.message for it in client.messages) == [
        "MiniMojo: `besideOfficial` must be true or false",
        "MiniMojo: `importRoots` must be a list of folders",
        "MiniMojo: `mojoVersion` must be one of 1.0, 1.1, 1.2",
        "MiniMojo: there is no setting `besideofficial`; is `besideOfficial` meant?",
    ]


async def test_shutdown_and_exit(client: Client) -> None:
    await started(client)
    opened(client, PROGRAM)
    async with asyncio.timeout(PATIENCE):
        await client.shutdown_session()
    assert client._server is not None
    assert client._server.returncode == 0
    client.capabilities = None  # Nothing is left to be shut down.


async def test_exit_without_shutdown_is_an_error(client: Client) -> None:
    await started(client)
    client.exit(None)
    assert client._server is not None
    async with asyncio.timeout(PATIENCE):
        assert await client._server.wait() == 1
    client.capabilities = None
