"""Old spellings: one file by a source action, the whole workspace by a command."""

from dataclasses import dataclass, field
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


@dataclass
class Person:
    """Answers the server's question by `choice`, and has every change made."""

    client: Client
    choice: str | None
    asked: str = "1 file"
    offered: list[str] = field(default_factory=list)
    changes: list[types.WorkspaceEdit] = field(default_factory=list)

    def __post_init__(self) -> None:
        @self.client.feature(types.WINDOW_SHOW_MESSAGE_REQUEST)
        def choose(asked: types.ShowMessageRequestParams) -> types.MessageActionItem | None:
            assert f"old spellings in {self.asked}." in asked.message
            self.offered += [it.title for it in asked.actions or ()]
            return None if self.choice is None else types.MessageActionItem(self.choice)

        @self.client.feature(types.WORKSPACE_APPLY_EDIT)
        def apply(asked: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
            self.changes.append(asked.edit)
            return types.ApplyWorkspaceEditResult(applied=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "old.mojo").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.mojo").write_text(NEW, encoding="utf-8")
    (tmp_path / "damaged.mojo").write_bytes(b"fn f(inout n: Int):  # \xff\n    n += 1\n")
    return tmp_path


async def migrated(client: Client, project: Path, can_confirm: bool = False) -> object:
    can = capabilities(versioned_edits=can_confirm)
    if can_confirm:
        assert can.workspace is not None
        assert can.workspace.workspace_edit is not None
        can.workspace.workspace_edit.change_annotation_support = types.ChangeAnnotationsSupportOptions()
    await started(client, can, folders=[types.WorkspaceFolder(project.as_uri(), "project")])
    return await client.workspace_execute_command_async(types.ExecuteCommandParams("minimojo.migrate"))


async def test_command(client: Client, project: Path) -> None:
    person = Person(client, "Write Them")
    assert await migrated(client, project) == 1
    assert person.offered == ["Write Them"]
    (edit,) = person.changes
    assert edit.changes is not None
    assert [*edit.changes] == [(project / "old.mojo").as_uri()]


async def test_what_follows_from_another_file_is_written_at_once(client: Client, tmp_path: Path) -> None:
    """`first` needs `raises` since `second` does, which is known when that file was gone through."""
    (tmp_path / "first.mojo").write_text("from second import check\n\n\ndef outer():\n    check()\n")
    (tmp_path / "second.mojo").write_text('def check():\n    raise Error("no")\n')
    person = Person(client, "Write Them", asked="2 files")
    assert await migrated(client, tmp_path) == 2
    (edit,) = person.changes
    assert edit.changes is not None
    told = {Path(uri).name: [it.new_text for it in edits] for uri, edits in edit.changes.items()}
    assert told == {"first.mojo": ["def outer() raises:\n"], "second.mojo": ["def check() raises:\n"]}


async def test_changes_are_chosen_one_by_one(client: Client, project: Path) -> None:
    person = Person(client, "Choose")
    assert await migrated(client, project, can_confirm=True) == 1
    assert person.offered == ["Write Them", "Choose"]
    (edit,) = person.changes
    assert edit.change_annotations is not None
    assert [it.needs_confirmation for it in edit.change_annotations.values()] == [True]
    assert edit.document_changes is not None
    (change,) = edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    assert change.text_document.uri == (project / "old.mojo").as_uri()
    assert all(isinstance(it, types.AnnotatedTextEdit) for it in change.edits)


async def test_changes_are_written_at_once_where_they_could_be_chosen(client: Client, project: Path) -> None:
    person = Person(client, "Write Them")
    assert await migrated(client, project, can_confirm=True) == 1
    (edit,) = person.changes
    assert edit.change_annotations is None


async def test_nothing_is_changed_unless_a_person_says_so(client: Client, project: Path) -> None:
    person = Person(client, None)
    assert await migrated(client, project) is None
    assert person.offered == ["Write Them"]
    assert person.changes == []
