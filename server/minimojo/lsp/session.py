"""One client and its open documents: what they hold, and when their findings are published.

An edit is applied at once and its findings are computed afterwards, in slices that let the server
answer in between; a newer edit ends the older computation. Edits that come faster than they are analysed
are collected for as long as the last analysis took.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

from lsprotocol import types
from msgspec import Struct, field
from pygls.exceptions import JsonRpcInternalError

from minimojo.ide.catalogue import Catalogue
from minimojo.ide.diagnostics import diagnostics
from minimojo.lsp import convert
from minimojo.lsp.colours import Colours
from minimojo.lsp.documentation import Documentation
from minimojo.lsp.projects import Projects
from minimojo.lsp.reports import written
from minimojo.lsp.settings import Settings, read_settings
from minimojo.lsp.slices import Slices, Work, nobody
from minimojo.lsp.timings import Timings
from minimojo.text import Encoding, LineIndex, TextEdit
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.companion import Companion
from minimojo.workspace.files import DiskByUri
from minimojo.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

_log = logging.getLogger(__name__)

_LONGEST_WAIT = 0.25
"""Seconds that an edit waits for the next one at most."""


class _AtPlace(Protocol):
    """The parameters of a request that is about a place in a document."""

    text_document: types.TextDocumentIdentifier
    position: types.Position


class _Open(Struct):
    """An open document: the version of its text, and the computation of its findings.

    `duration` is what the last computation took, `delay` what this one waits for another edit, in seconds;
    `found` what it came to; `is_failed` tells that it came to nothing by a fault of ours. `is_again` that it is
    the text from before, judged once more: the client has what was found then.
    """

    version: int | None
    task: asyncio.Task[None] | None = None
    duration: float = 0.0
    delay: float = 0.0
    found: list[types.Diagnostic] = field(default_factory=list[types.Diagnostic])
    is_failed: bool = False
    is_again: bool = False


class Session(Struct):
    """The state of the server. Methods raise KeyError for documents that are not open.

    `left` tells whether the client asked for `shutdown`, `is_asked()` whether a message waits to be looked at.
    """

    server: LanguageServer
    workspace: Workspace = field(default_factory=lambda: Workspace(DiskByUri()))
    projects: Projects = field(default_factory=Projects)
    first_settings: Settings = field(default_factory=Settings)
    documentation: Documentation = field(default_factory=Documentation)
    catalogue: Catalogue = field(default_factory=Catalogue)
    colours: Colours = field(default_factory=Colours)
    _open: dict[str, _Open] = field(default_factory=dict[str, _Open])

    _told: set[str] = field(default_factory=set[str])

    left: bool = False
    is_asked: Callable[[], bool] = nobody
    client: types.ClientInfo | None = None
    timings: Timings = field(default_factory=Timings)

    @property
    def settings(self) -> Settings:
        """What the client has set."""
        return self.projects.settings

    def configure(self, options: object) -> None:
        """Takes over settings (None: those that are), reads the configurations of the folders, and judges
        everything accordingly. Settings that are not given are as the client set them at the beginning."""
        problems: tuple[str, ...] = ()
        if options is not None:
            self.projects.settings, problems = read_settings(options, self.first_settings)
        self.projects.forget()
        for problem in (*problems, *self.projects.problems()):
            self._warn(problem)
        documents = {uri: self.workspace.document(uri).text for uri in self.workspace.paths}
        projects = self.projects
        self.workspace = Workspace(DiskByUri(), projects.roots, projects.edition, projects.folders)
        for uri, text in documents.items():
            self.workspace.open(uri, text)
        self.look_again()

    def _warn(self, problem: str) -> None:
        """Tells a person, once, what is wrong with a setting."""
        if problem in self._told:
            return
        self._told.add(problem)
        _log.warning("settings: %s", problem)
        message = types.ShowMessageParams(type=types.MessageType.Warning, message=f"MiniMojo: {problem}")
        self.server.window_show_message(message)

    def slices(self) -> Slices:
        """For an answer that takes long, but not so long that anybody needs to be told."""
        return Slices(self.is_asked)

    def work(self, title: str, offered: types.ProgressToken | None = None) -> Work:
        """For work that takes long; `offered` is the token of a client that wants to know of it."""
        return Work(self.server, title, offered, self.slices())

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
        with self._seen_by_others(uri):
            self.workspace.open(uri, text.encode("utf-8", "replace"))
            self._supersede(uri, _Open(version))

    def change(
        self, uri: str, version: int | None, changes: Sequence[types.TextDocumentContentChangeEvent]
    ) -> None:
        """Applies changes that were made one after the other."""
        with self._seen_by_others(uri):
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
        with self._seen_by_others(uri):
            self.workspace.close(uri)
        self.colours.forget(uri)
        if self.pushes:
            nothing = types.PublishDiagnosticsParams(uri=uri, diagnostics=[])
            self.server.text_document_publish_diagnostics(nothing)

    def look_again(self) -> None:
        """Files on disk may have come, gone or changed: what is open is judged anew."""
        self.workspace.refresh()
        for uri, document in list(self._open.items()):
            self._supersede(uri, _Open(document.version, duration=document.duration))

    @contextmanager
    def _seen_by_others(self, uri: str) -> Generator[None]:
        """Something happens to a file: if others see another one then, they are judged again."""
        others = [it for it in self._open if it != uri]
        before = self.workspace.interface(uri) if others else None
        yield
        if others and self.workspace.interface(uri) is not before:
            for other in others:
                self._judge_again(other)

    def _judge_again(self, uri: str) -> None:
        older = self._open[uri]
        is_told = older.task is not None and older.task.done() and not older.is_failed
        again = _Open(older.version, duration=older.duration, is_again=is_told or older.is_again)
        again.found = older.found
        self._supersede(uri, again)

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
            before, document.found = document.found, self.diagnostics(uri)
            document.duration = time.monotonic() - begin
        except Exception:  # noqa: BLE001 - whatever it is, it is logged
            _log.exception("the analysis of %s failed", uri)
            document.is_failed = True  # What was found in the text before does not stay beside this one.
            document.found, before = [], None
        if document.is_again and written(before) == written(document.found):
            return
        if document.is_again and self._can_be_told_to_ask:
            self.server.workspace_diagnostic_refresh(None)
        if self.pushes:
            self.server.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri=uri, version=document.version, diagnostics=document.found)
            )

    @property
    def _can_be_told_to_ask(self) -> bool:
        """Whether a client asks again for all findings when it is told that some are others now."""
        can = self.server.client_capabilities.workspace
        return not self.pushes and bool(can and can.diagnostics and can.diagnostics.refresh_support)

    @property
    def pushes(self) -> bool:
        """Whether findings are sent unasked: to clients that cannot ask for them, or want it so."""
        can = self.server.client_capabilities.text_document
        return self.settings.diagnostics == "push" or can is None or can.diagnostic is None

    def diagnostics(self, uri: str) -> list[types.Diagnostic]:
        """The findings of an open document as it is now."""
        found = diagnostics(self.workspace.analysis(uri), self.projects.selection(uri))
        lines = self.workspace.lines(uri)
        return [convert.diagnostic(it, lines, self.encoding, self.documentation) for it in found]

    async def settled(self, uri: str) -> list[types.Diagnostic] | None:
        """The findings of an open document, when they are known; None if it is closed meanwhile.

        Raises JsonRpcInternalError if a fault of ours, which is logged, keeps them from being known.
        """
        while (document := self._open.get(uri)) is not None:
            if document.task is not None:
                await asyncio.wait((document.task,))
            if self._open.get(uri) is document:
                if document.is_failed:
                    raise JsonRpcInternalError(f"the analysis of {uri} failed")
                return document.found
        return None

    async def everywhere(self, work: Work) -> AsyncIterator[tuple[str, list[types.Diagnostic]]]:
        """The findings of every open document, and of all other files if the settings want that; without those
        that a fault of ours keeps from being known."""
        for uri in list(self._open):
            found = None
            with suppress(JsonRpcInternalError):
                found = await self.settled(uri)
            if found is not None:
                yield uri, found
        if self.settings.diagnostic_mode == "workspace":
            keys = self.workspace.keys
            for number, key in enumerate(keys):
                await work.rest(number, len(keys))
                if not self.is_open(self.workspace.path_of(key)):
                    try:
                        found = await self._of_closed(key, work)
                    except Exception:  # noqa: BLE001 - whatever it is, it is logged
                        _log.exception("the analysis of %s failed", key)
                    else:
                        yield key, found

    async def _of_closed(self, key: str, work: Work) -> list[types.Diagnostic]:
        loaded = self.workspace.loaded_at(key)
        if loaded is None:
            return []
        run = self.workspace.run_at(loaded)
        while run.step():
            await work.slices.rest()
        found, lines = (
            diagnostics(run.finish(), self.projects.selection(key)),
            self.workspace.lines_of(loaded),
        )
        return [convert.diagnostic(it, lines, self.encoding, self.documentation) for it in found]

    async def _compute(self, uri: str) -> None:
        """Analyses what has to be analysed, function by function. Cancelled by a newer state."""
        run, total = self.workspace.run(uri), len(self.workspace.module(uri).units)
        done = 0
        with self.work("Analysing") as work, Companion(run) as companion:
            while run.step():
                done += 1
                companion.help()
                await work.rest(done, total)
