"""Settings, configurations of projects, and findings that are asked for."""

import asyncio
from pathlib import Path

import pytest
from lsprotocol import types

from lsp.editor import PATIENCE, Client, Document, capabilities, opened, started

pytestmark = pytest.mark.asyncio

PROGRAM = """\
def take(var text: String):
    print(text)


def main():
    var s = String("hi")
    var t = String("unused")
    take(s^)
    print(s)
"""


async def _program(
    client: Client, folder: Path, config: str | None = None, options: object = None
) -> Document:
    if config is not None:
        (folder / "minimojo.toml").write_text(config, encoding="utf-8")
    root = types.WorkspaceFolder(uri=folder.as_uri(), name="project")
    await started(client, options=options, folders=[root])
    return opened(client, PROGRAM, (folder / "program.mojo").as_uri())


async def _told(client: Client, document: Document, times: int) -> list[tuple[object, object]]:
    await client.published_times(document.uri, times)
    return [(it.code, it.severity) for it in client.published[document.uri][-1].diagnostics]


ERROR, WARNING, HINT = (
    types.DiagnosticSeverity.Error,
    types.DiagnosticSeverity.Warning,
    types.DiagnosticSeverity.Hint,
)


@pytest.mark.parametrize(
    ("config", "options", "told"),
    [
        (None, None, [("unused-assignment", WARNING), ("use-after-transfer", ERROR)]),
        ('ignore = ["unused-assignment"]', None, [("use-after-transfer", ERROR)]),
        ('select = ["unused-assignment"]', None, [("unused-assignment", WARNING)]),
        (
            '[severity]\nunused-assignment = "hint"\nuse-after-transfer = "off"',
            None,
            [("unused-assignment", HINT)],
        ),
        (None, {"ignore": ["all"]}, []),
        ('select = ["use-after-transfer"]', {"ignore": ["all"]}, [("use-after-transfer", ERROR)]),
    ],
)
async def test_what_is_shown(
    client: Client, tmp_path: Path, config: str | None, options: object, told: list[tuple[object, object]]
) -> None:
    document = await _program(client, tmp_path, config, options)
    assert await _told(client, document, 1) == told


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("selct = []", "there is no setting `selct`; is `select` meant?"),
        (
            'ignore = ["use-after-transfr"]',
            "there is no rule `use-after-transfr`; is `use-after-transfer` meant?",
        ),
        ("ignore = 3", "`ignore` must be a list of rules"),
        ('severity = { unused-variable = "loud", all = "error" }', "or off: see `unused-variable`"),
        ('mojo-version = "0.9"', "`mojo-version` must be one of"),
        ("ignore = [", "minimojo.toml: "),
    ],
)
async def test_mistakes_in_a_configuration_are_told(
    client: Client, tmp_path: Path, config: str, message: str
) -> None:
    document = await _program(client, tmp_path, config)
    assert len(await _told(client, document, 1)) == 2
    assert [it.message for it in client.messages if message in it.message]


async def test_settings_are_taken_over_without_a_restart(client: Client, tmp_path: Path) -> None:
    document = await _program(client, tmp_path)
    assert len(await _told(client, document, 1)) == 2
    client.workspace_did_change_configuration(
        types.DidChangeConfigurationParams(settings={"minimojo": {"ignore": ["use-after-transfer"]}})
    )
    assert await _told(client, document, 2) == [("unused-assignment", WARNING)]
    config = tmp_path / "minimojo.toml"
    config.write_text('select = ["use-after-transfer"]', encoding="utf-8")
    change = types.FileEvent(uri=config.as_uri(), type=types.FileChangeType.Created)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))
    assert await _told(client, document, 3) == [("use-after-transfer", ERROR)]


async def test_findings_are_asked_for(client: Client, tmp_path: Path) -> None:
    can = capabilities()
    assert can.text_document is not None
    can.text_document.diagnostic = types.DiagnosticClientCapabilities()
    (tmp_path / "other.mojo").write_text(PROGRAM, encoding="utf-8")
    root = types.WorkspaceFolder(uri=tmp_path.as_uri(), name="project")
    result = await started(client, can, {"diagnosticMode": "workspace"}, [root])
    assert result.capabilities.diagnostic_provider is not None
    document = opened(client, PROGRAM, (tmp_path / "program.mojo").as_uri())
    first = await _asked(client, document, None)
    assert isinstance(first, types.RelatedFullDocumentDiagnosticReport)
    assert [it.code for it in first.items] == ["unused-assignment", "use-after-transfer"]
    again = await _asked(client, document, first.result_id)
    assert isinstance(again, types.RelatedUnchangedDocumentDiagnosticReport)
    document.replace(("print(s)", "print()"))
    changed = await _asked(client, document, first.result_id)
    assert isinstance(changed, types.RelatedFullDocumentDiagnosticReport)
    assert [it.code for it in changed.items] == ["unused-assignment"]
    async with asyncio.timeout(PATIENCE):
        everything = await client.workspace_diagnostic_async(
            types.WorkspaceDiagnosticParams(previous_result_ids=[])
        )
    found = {Path(it.uri).name: it for it in everything.items}
    assert set(found) == {"program.mojo", "other.mojo"}
    other = found["other.mojo"]
    assert isinstance(other, types.WorkspaceFullDocumentDiagnosticReport)
    assert len(other.items) == 2
    assert not client.published


async def _asked(client: Client, document: Document, earlier: str | None) -> types.DocumentDiagnosticReport:
    return await client.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(text_document=document.identifier, previous_result_id=earlier)
    )
