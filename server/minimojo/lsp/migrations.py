"""Old spellings of files of a session, as edits that its client can make."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from minimojo.ide.migration import Migrated, fresh_workspace, migrated_further
from minimojo.lsp import convert
from minimojo.lsp.session import Session
from minimojo.text import LineIndex, line_edits
from minimojo.workspace.files import DiskByUri


class Migration:
    """Rewrites one file after the other in a workspace of its own: what clients have open stays as it is."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._workspace = fresh_workspace(DiskByUri(), session.projects.roots, session.projects.folders)
        self._old: dict[str, bytes] = {}
        self._new: dict[str, Migrated] = {}

    def further(self, uri: str) -> bool:
        """Rewrites an open file, or one in the folders, and tells whether that changed it."""
        old = self._session.workspace.text_of(self._workspace.files.key(uri))
        known = self._new[uri] if self._old.get(uri) == old else Migrated(old, 0)
        self._old[uri] = old
        self._new[uri] = migrated_further(self._workspace, uri, old, known)
        return self._new[uri].text != known.text

    def edits(self, uri: str) -> Sequence[types.TextEdit]:
        """What to change in a file, after one more round if it has changed since the last one, or was in none."""
        old = self._session.workspace.text_of(self._workspace.files.key(uri))
        if self._old.get(uri) != old:
            self.further(uri)
        try:
            return convert.text_edits(
                line_edits(old, self._new[uri].text), LineIndex(old), self._session.encoding
            )
        except UnicodeDecodeError:
            return ()  # Clients show such a file otherwise than it is: they could not write it back.
