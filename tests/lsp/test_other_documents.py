"""What is typed in one document, saved or not, is seen by all others."""

import asyncio
from pathlib import Path

import pytest
from lsprotocol import types

from lsp.editor import PATIENCE, Client, Document, capabilities, opened, started

pytestmark = pytest.mark.asyncio

LIBRARY = """\
def take(text: String):
    print(text)
"""

PACKAGE = "from .library import take\n"

PROGRAM = """\
from tools import take


def main():
    var s: List[Int] = [1]
    var kept = String("hi")
    take(kept^)
    print(kept, len(s))
"""


def _opened(client: Client, folder: Path) -> tuple[Document, Document]:
    (folder / "tools").mkdir()
    for name, text in (("tools/__init__.mojo", PACKAGE), ("tools/library.mojo", LIBRARY)):
        (folder / name).write_text(text, encoding="utf-8")
    program = opened(client, PROGRAM, (folder / "program.mojo").as_uri())
    return program, opened(client, LIBRARY, (folder / "tools" / "library.mojo").as_uri())


async def _pulled(client: Client, document: Document, earlier: str | None = None) -> tuple[list[object], str]:
    params = types.DocumentDiagnosticParams(document.identifier, previous_result_id=earlier)
    report = await client.text_document_diagnostic_async(params)
    items = report.items if isinstance(report, types.RelatedFullDocumentDiagnosticReport) else ["unchanged"]
    return [it.code if isinstance(it, types.Diagnostic) else it for it in items], report.result_id or ""


async def test_findings_are_published_again(client: Client, tmp_path: Path) -> None:
    await started(client)
    program, library = _opened(client, tmp_path)
    before = await program.codes()
    assert "use-after-transfer" not in before
    library.replace(("text: String", "var text: String"))
    await client.published_times(program.uri, 2)
    assert "use-after-transfer" in [it.code for it in client.published[program.uri][-1].diagnostics]
    library.replace(("var text: String", "text: String"))
    await client.published_times(program.uri, 3)
    assert [it.code for it in client.published[program.uri][-1].diagnostics] == before


async def test_what_nobody_sees_is_not_published_again(client: Client, tmp_path: Path) -> None:
    await started(client)
    program, library = _opened(client, tmp_path)
    await program.findings()
    library.replace(("print(text)", "print(text, text)"))
    await library.findings()
    library.replace(("text: String", "var text: String"))
    await client.published_times(program.uri, 2)
    assert [it.version for it in client.published[program.uri]] == [1, 1]


async def test_who_asks_gets_what_holds_now(client: Client, tmp_path: Path) -> None:
    asked: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @client.feature(types.WORKSPACE_DIAGNOSTIC_REFRESH)
    def refresh(*_: object) -> None:
        if not asked.done():
            asked.set_result(None)

    can = capabilities()
    assert can.text_document is not None
    assert can.workspace is not None
    can.text_document.diagnostic = types.DiagnosticClientCapabilities()
    can.workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    await started(client, can)
    program, library = _opened(client, tmp_path)
    codes, first = await _pulled(client, program)
    assert "use-after-transfer" not in codes
    library.replace(("print(text)", "print(text, 1)"))
    assert await _pulled(client, program, first) == (["unchanged"], first)
    library.replace(("text: String", "var text: String"))
    codes, second = await _pulled(client, program, first)
    assert "use-after-transfer" in codes
    assert second != first
    async with asyncio.timeout(PATIENCE):
        await asked


async def test_a_document_that_is_closed_without_being_saved_is_again_as_on_disk(
    client: Client, tmp_path: Path
) -> None:
    await started(client)
    program, library = _opened(client, tmp_path)
    before = await program.codes()
    library.replace(("text: String", "var text: String"))
    await client.published_times(program.uri, 2)
    library.close()
    await client.published_times(program.uri, 3)
    assert [it.code for it in client.published[program.uri][-1].diagnostics] == before
