"""Old spellings: one file by a source action, the whole workspace by a command."""

from pathlib import Path

import pytest
from lsprotocol import types

from lsp.editor import Client, capabilities, opened, started

pytestmark = pytest.mark.asyncio

OLD = """\
fn grow(inout count: Int):
    let more = 1
    count += more


# naïve 🔥
fn main():
    var n = 1
    grow(n)
"""
NEW = """\
def grow(mut count: Int):
    var more = 1
    count += more


# naïve 🔥
def main():
    var n = 1
    grow(n)
"""


async def test_source_action(client: Client) -> None:
    await started(client)
    document = opened(client, OLD)
    whole = types.Range(types.Position(0, 0), types.Position(0, 0))
    context = types.CodeActionContext([], only=["source.migrate"])
    answer = await client.text_document_code_action_async(
        types.CodeActionParams(types.TextDocumentIdentifier(document.uri), whole, context)
    )
    assert answer is not None
    (action,) = answer
    assert isinstance(action, types.CodeAction)
    assert action.edit is not None
    assert action.edit.changes is not None
    document.apply(action.edit.changes[document.uri])
    assert document.text == NEW
    assert not await client.text_document_code_action_async(
        types.CodeActionParams(types.TextDocumentIdentifier(document.uri), whole, context)
    )


@pytest.mark.parametrize("can_confirm", [True, False])
async def test_command(client: Client, tmp_path: Path, can_confirm: bool) -> None:
    asked: list[types.ApplyWorkspaceEditParams] = []

    @client.feature(types.WORKSPACE_APPLY_EDIT)
    def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        asked.append(params)
        return types.ApplyWorkspaceEditResult(applied=True)

    (tmp_path / "old.mojo").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.mojo").write_text(NEW, encoding="utf-8")
    (tmp_path / "damaged.mojo").write_bytes(b"fn f(inout n: Int):  # \xff\n    n += 1\n")
    can = capabilities(versioned_edits=can_confirm)
    assert can.workspace is not None
    assert can.workspace.workspace_edit is not None
    if can_confirm:
        can.workspace.workspace_edit.change_annotation_support = types.ChangeAnnotationsSupportOptions()
    await started(client, can, folders=[types.WorkspaceFolder(tmp_path.as_uri(), "project")])
    changed = await client.workspace_execute_command_async(types.ExecuteCommandParams("minimojo.migrate"))
    assert changed == 1
    (params,) = asked
    uri = (tmp_path / "old.mojo").as_uri()
    if can_confirm:
        assert params.edit.document_changes is not None
        assert params.edit.change_annotations is not None
        assert [it.needs_confirmation for it in params.edit.change_annotations.values()] == [True]
        (change,) = params.edit.document_changes
        assert isinstance(change, types.TextDocumentEdit)
        assert change.text_document.uri == uri
        assert all(isinstance(it, types.AnnotatedTextEdit) for it in change.edits)
    else:
        assert params.edit.changes is not None
        assert [*params.edit.changes] == [uri]
