"""Old spellings of files of a session, as edits that its client can make."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from minimojo.edition import LATEST
from minimojo.ide.migration import migrated
from minimojo.lsp import convert
from minimojo.lsp.session import Session
from minimojo.text import LineIndex, line_edits
from minimojo.workspace.files import DiskByUri
from minimojo.workspace.workspace import Workspace


class Migration:
    """Rewrites one file after the other in a workspace of its own: what clients have open stays as it is."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._workspace = Workspace(DiskByUri(), session.projects.roots, LATEST, session.projects.folders)

    def edits(self, uri: str) -> Sequence[types.TextEdit]:
        """What to change in an open file, or in one of the folders."""
        old = self._session.workspace.text_of(self._workspace.files.key(uri))
        self._workspace.open(uri, old)
        new = migrated(self._workspace, uri).text
        self._workspace.close(uri)
        try:
            return convert.text_edits(line_edits(old, new), LineIndex(old), self._session.encoding)
        except UnicodeDecodeError:
            return ()  # Clients show such a file otherwise than it is: they could not write it back.
