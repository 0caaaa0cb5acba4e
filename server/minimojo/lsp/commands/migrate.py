"""`minimojo.migrate`: old spellings in all files of the workspace; the client shows the changes before they are made.

The answer is the number of files that it was asked to change; None if the client did not make the changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lsprotocol import types

from minimojo.lsp.feature import Command
from minimojo.lsp.migrations import Migration
from minimojo.lsp.session import Session
from minimojo.lsp.slices import Work

_ANNOTATION = "migrate"


async def handle(session: Session) -> int | None:
    changed = await _changed(session)
    if not changed:
        return 0
    params = types.ApplyWorkspaceEditParams(_to_be_confirmed(session, changed), "Write as Mojo 1.2 spells it")
    answer = await session.server.workspace_apply_edit_async(params)
    return len(changed) if answer.applied else None


async def _changed(session: Session) -> Mapping[str, Sequence[types.TextEdit]]:
    migration = Migration(session)
    changed: dict[str, Sequence[types.TextEdit]] = {}
    paths = [session.workspace.path_of(key) for key in session.workspace.keys]
    with Work(session.server, "Migrating") as work:
        for done, path in enumerate(paths):
            if edits := migration.edits(path):
                changed[path] = edits
            await work.rest(done, len(paths))
    return changed


def _to_be_confirmed(
    session: Session, changed: Mapping[str, Sequence[types.TextEdit]]
) -> types.WorkspaceEdit:
    """The edits, marked so that the client asks before it makes them, if it can."""
    plain = session.edit(changed)
    can = session.server.client_capabilities.workspace
    if (
        plain.document_changes is None
        or can is None
        or can.workspace_edit is None
        or can.workspace_edit.change_annotation_support is None
    ):
        return plain
    for change in plain.document_changes:
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
