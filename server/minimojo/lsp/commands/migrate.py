"""`minimojo.migrate`: old spellings in all files of the workspace, after a person was asked.

The answer is the number of files that the client was asked to change; None if it did not make the changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lsprotocol import types

from minimojo.ide.migration import ROUNDS_OF_FILES
from minimojo.lsp.feature import Command
from minimojo.lsp.migrations import Migration
from minimojo.lsp.session import Session

_ANNOTATION = "migrate"
_NOW = "Write Them"
_LOOK = "Choose"
"""The client shows the changes, and a person chooses those to be made."""


async def handle(session: Session) -> int | None:
    changed = await _changed(session)
    if not changed:
        return 0
    wanted = await _wanted(session, len(changed))
    if wanted is None:
        return None
    edit = session.edit(changed) if wanted == _NOW else _to_be_confirmed(session, changed)
    params = types.ApplyWorkspaceEditParams(edit, "Write as Mojo 1.2 spells it")
    answer = await session.server.workspace_apply_edit_async(params)
    return len(changed) if answer.applied else None


async def _wanted(session: Session, files: int) -> str | None:
    """What a person says to it; None if nothing is to be done."""
    question = types.ShowMessageRequestParams(
        type=types.MessageType.Info,
        message=f"There are old spellings in {files} {'file' if files == 1 else 'files'}. Write them as Mojo 1.2 does?",
        actions=[types.MessageActionItem(it) for it in (_NOW, _LOOK) if it == _NOW or _can_confirm(session)],
    )
    answer = await session.server.window_show_message_request_async(question)
    return None if answer is None else answer.title


async def _changed(session: Session) -> Mapping[str, Sequence[types.TextEdit]]:
    """The edits of each file that changes, after all of them were gone through until none changes any more."""
    migration = Migration(session)
    paths = [session.workspace.path_of(key) for key in session.workspace.keys]
    for _ in range(ROUNDS_OF_FILES):
        is_final = True
        with session.work("Migrating") as work:
            for done, path in enumerate(paths):
                is_final = not migration.further(path) and is_final
                await work.rest(done, len(paths))
        if is_final:
            break
    return {path: edits for path in paths if (edits := migration.edits(path))}


def _can_confirm(session: Session) -> bool:
    """Whether the client can show changes and ask for each before it makes them."""
    edits = getattr(session.server.client_capabilities.workspace, "workspace_edit", None)
    return edits is not None and bool(edits.document_changes) and edits.change_annotation_support is not None


def _to_be_confirmed(
    session: Session, changed: Mapping[str, Sequence[types.TextEdit]]
) -> types.WorkspaceEdit:
    """The edits, marked so that the client asks for each."""
    plain = session.edit(changed)
    for change in plain.document_changes or ():
        if isinstance(change, types.TextDocumentEdit):
            change.edits = [
                types.AnnotatedTextEdit(annotation_id=_ANNOTATION, range=it.range, new_text=it.new_text)
                for it in change.edits
                if isinstance(it, types.TextEdit)
            ]
    plain.change_annotations = {
        _ANNOTATION: types.ChangeAnnotation(label="Old spellings of Mojo", needs_confirmation=True)
    }
    return plain


COMMAND = Command("minimojo.migrate", handle)
