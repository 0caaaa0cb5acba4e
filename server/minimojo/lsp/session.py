"""One client and its open documents: what they hold, and when their findings are published.

An edit is applied at once and its findings are computed afterwards, in slices that let the server
answer in between; a newer edit ends the older computation. Edits that come faster than they are analysed
are collected for as long as the last analysis took.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from lsprotocol import types
from msgspec import Struct, field

from minimojo.ide.catalogue import Catalogue
from minimojo.ide.diagnostics import diagnostics
from minimojo.lsp import convert
from minimojo.lsp.documentation import Documentation
from minimojo.lsp.settings import Settings
from minimojo.text import Encoding, LineIndex, TextEdit
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.files import DiskByUri
from minimojo.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

_log = logging.getLogger(__name__)

_SLICE = 0.01
"""Seconds of computing after which the server looks for new messages."""

_LONGEST_WAIT = 0.25
"""Seconds that an edit waits for the next one at most."""


class _AtPlace(Protocol):
    """The parameters of a request that is about a place in a document."""

    text_document: types.TextDocumentIdentifier
    position: types.Position


class _Open(Struct):
    """An open document: the version of its text, and the computation of its findings.

    `duration` is what the last computation took, `delay` what this one waits for another edit, in seconds.
    """

    version: int | None
    task: asyncio.Task[None] | None = None
    duration: float = 0.0
    delay: float = 0.0


class Session(Struct):
    """The state of the server. Methods raise KeyError for documents that are not open.

    `left` tells whether the client asked for `shutdown`.
    """

    server: LanguageServer
    workspace: Workspace = field(default_factory=lambda: Workspace(DiskByUri()))
    settings: Settings = field(default_factory=Settings)
    documentation: Documentation = field(default_factory=Documentation)
    catalogue: Catalogue = field(default_factory=Catalogue)
    _open: dict[str, _Open] = field(default_factory=dict[str, _Open])

    left: bool = False

    def look_in(self, roots: Iterable[str], folders: Iterable[str] = ()) -> None:
        """Imports are looked for in `roots`, too, and names in the files of `folders`: URIs.

        Before any document is opened.
        """
        self.workspace = Workspace(DiskByUri(), roots, self.settings.edition, folders)

    @property
    def atlas(self) -> Atlas:
        """The names of all files as they are now."""
        return Atlas(self.workspace)

    def offset(self, at: _AtPlace) -> int | None:
        """The byte that a request is about; None if its document is not open."""
        uri = at.text_document.uri
        return convert.offset(self.lines(uri), at.position, self.encoding) if self.is_open(uri) else None

    @property
    def encoding(self) -> Encoding:
        """The unit in which this client counts columns."""
        kind = self.server.workspace.position_encoding
        if kind is None:
            return Encoding.UTF16
        return Encoding(kind.value if isinstance(kind, types.PositionEncodingKind) else kind)

    def open(self, uri: str, version: int | None, text: str) -> None:
        self.workspace.open(uri, text.encode("utf-8", "replace"))
        self._supersede(uri, _Open(version))

    def change(
        self, uri: str, version: int | None, changes: Sequence[types.TextDocumentContentChangeEvent]
    ) -> None:
        """Applies changes that were made one after the other."""
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                span = convert.span(self.workspace.lines(uri), change.range, self.encoding)
                self.workspace.edit(uri, (TextEdit(span, change.text),))
            else:
                self.workspace.open(uri, change.text.encode("utf-8", "replace"))
        self._supersede(uri, _Open(version, duration=self._open[uri].duration))

    def close(self, uri: str) -> None:
        document = self._open.pop(uri)
        if document.task is not None:
            document.task.cancel()
        self.workspace.close(uri)
        self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=[]))

    def look_again(self) -> None:
        """Files on disk may have come, gone or changed: what is open is judged anew."""
        self.workspace.refresh()
        for uri, document in list(self._open.items()):
            self._supersede(uri, _Open(document.version, duration=document.duration))

    def edit(self, edits: Mapping[str, Sequence[types.TextEdit]]) -> types.WorkspaceEdit:
        """Edits of files, with the versions of open ones for clients that can check them."""
        workspace = self.server.client_capabilities.workspace
        if (
            workspace is None
            or workspace.workspace_edit is None
            or not workspace.workspace_edit.document_changes
        ):
            return types.WorkspaceEdit(changes=dict(edits))
        changes = [
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(
                    uri=uri, version=self.version(uri) if self.is_open(uri) else None
                ),
                [*given],
            )
            for uri, given in edits.items()
        ]
        return types.WorkspaceEdit(document_changes=[*changes])

    def is_open(self, uri: str) -> bool:
        return uri in self._open

    def version(self, uri: str) -> int | None:
        return self._open[uri].version

    def lines(self, uri: str) -> LineIndex:
        return self.workspace.lines(uri)

    def _supersede(self, uri: str, document: _Open) -> None:
        """Puts a newer state of a document in the place of the older one, and starts over."""
        older = self._open.get(uri)
        if older is not None and older.task is not None and older.task.cancel():
            document.delay = min(older.duration, _LONGEST_WAIT)
        self._open[uri] = document
        document.task = asyncio.get_running_loop().create_task(self._publish(uri, document))

    async def _publish(self, uri: str, document: _Open) -> None:
        try:
            await asyncio.sleep(document.delay)
            begin = time.monotonic()
            await self._compute(uri)
            found = diagnostics(self.workspace.analysis(uri))
            document.duration = time.monotonic() - begin
        except Exception:  # noqa: BLE001 - whatever it is, it is logged
            _log.exception("the analysis of %s failed", uri)
            return
        lines = self.workspace.lines(uri)
        self.server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(
                uri=uri,
                version=document.version,
                diagnostics=[
                    convert.diagnostic(it, lines, self.encoding, self.documentation) for it in found
                ],
            )
        )

    async def _compute(self, uri: str) -> None:
        """Analyses what has to be analysed, function by function. Cancelled by a newer state."""
        run = self.workspace.run(uri)
        slice_end = time.monotonic() + _SLICE
        while run.step():
            if time.monotonic() > slice_end:
                await asyncio.sleep(0)
                slice_end = time.monotonic() + _SLICE
