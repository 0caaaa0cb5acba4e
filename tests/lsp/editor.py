"""An editor without a screen: a language client, and documents that it edits as people do."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import ClientServerConfig, LanguageClient

from command_line import COMMAND, environment

PATIENCE = 60.0
"""Seconds that an answer may take on a slow and busy machine."""

Kind = types.PositionEncodingKind


class Client(LanguageClient):
    """Remembers what was published, in the order of its arrival, by document."""

    published: defaultdict[str, list[types.PublishDiagnosticsParams]]

    async def findings(self, uri: str, version: int | None) -> list[types.Diagnostic]:
        """The findings of a version of a document; waits for them."""
        async with asyncio.timeout(PATIENCE):
            while not (found := [it for it in self.published[uri] if it.version == version]):
                await asyncio.sleep(0.005)
        return list(found[-1].diagnostics)

    async def published_times(self, uri: str, times: int) -> None:
        """Waits until something was published so many times for a document."""
        async with asyncio.timeout(PATIENCE):
            while len(self.published[uri]) < times:
                await asyncio.sleep(0.005)


def _client() -> Client:
    client = Client(converter_factory=default_converter)
    client.published = defaultdict(list)

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def publish(params: types.PublishDiagnosticsParams) -> None:
        client.published[params.uri].append(params)

    @client.feature(types.WINDOW_SHOW_MESSAGE)
    def show(params: types.ShowMessageParams) -> None:
        client.messages.append(params)

    return client


SERVER = ClientServerConfig(
    server_command=[*COMMAND, "lsp"], client_factory=_client, server_env=environment()
)


def capabilities(
    encodings: Iterable[Kind] | None = None,
    formats: Iterable[types.MarkupKind] = (types.MarkupKind.Markdown,),
    *,
    versioned_edits: bool = False,
) -> types.ClientCapabilities:
    """What an editor can do."""
    general = None if encodings is None else types.GeneralClientCapabilities(position_encodings=[*encodings])
    return types.ClientCapabilities(
        general=general,
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=versioned_edits)
        ),
        text_document=types.TextDocumentClientCapabilities(
            hover=types.HoverClientCapabilities(content_format=[*formats]),
            code_action=types.CodeActionClientCapabilities(
                is_preferred_support=True,
                code_action_literal_support=types.ClientCodeActionLiteralOptions(
                    code_action_kind=types.ClientCodeActionKindOptions(
                        value_set=[types.CodeActionKind.QuickFix]
                    )
                ),
            ),
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
                version_support=True,
                related_information=True,
                code_description_support=True,
                tag_support=types.ClientDiagnosticsTagOptions(value_set=[*types.DiagnosticTag]),
            ),
        ),
    )


async def started(
    client: Client,
    can: types.ClientCapabilities | None = None,
    options: object = None,
    folders: list[types.WorkspaceFolder] | None = None,
) -> types.InitializeResult:
    """Begins the session."""
    return await client.initialize_session(
        types.InitializeParams(
            capabilities=can or capabilities(), initialization_options=options, workspace_folders=folders
        )
    )


@dataclass
class Document:
    """An open document as the editor holds it; places are searched by text, columns counted in `unit`."""

    client: Client
    uri: str
    text: str
    unit: Kind = Kind.Utf16
    version: int = field(default=1)

    def open(self) -> None:
        item = types.TextDocumentItem(uri=self.uri, language_id="mojo", version=self.version, text=self.text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def close(self) -> None:
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.identifier))

    @property
    def identifier(self) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri)

    async def findings(self) -> list[types.Diagnostic]:
        return await self.client.findings(self.uri, self.version)

    async def codes(self) -> list[str]:
        return [str(it.code) for it in await self.findings()]

    def replace(self, *replacements: tuple[str, str]) -> None:
        """Types over texts that occur once: one message with a change for each."""
        changes = [self._changed(self.range(old), new) for old, new in replacements]
        self._send(changes)

    def replace_all(self, text: str) -> None:
        """A change without a range: the text is another one."""
        self.text = text
        self._send([types.TextDocumentContentChangeWholeDocument(text)])

    def apply(
        self, edits: Iterable[types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit]
    ) -> None:
        """Makes edits that all are about the present text."""
        plain = [it for it in edits if isinstance(it, types.TextEdit)]
        ordered = sorted(plain, key=lambda it: (it.range.start.line, it.range.start.character), reverse=True)
        self._send([self._changed(it.range, it.new_text) for it in ordered])

    def range(self, text: str) -> types.Range:
        """Where a text stands that occurs once."""
        assert self.text.count(text) == 1, f"{text!r} occurs {self.text.count(text)} times"
        start = self.text.index(text)
        return types.Range(self.position(start), self.position(start + len(text)))

    def at(self, text: str, part: str | None = None) -> types.Position:
        """The beginning of a text that occurs once, or of a part of it."""
        assert self.text.count(text) == 1, f"{text!r} occurs {self.text.count(text)} times"
        return self.position(self.text.index(text) + (0 if part is None else text.index(part)))

    def shown(self, place: types.Range) -> str:
        """The text at a range."""
        return self.text[self._index(place.start) : self._index(place.end)]

    def position(self, index: int) -> types.Position:
        before = self.text[:index]
        line_start = before.rfind("\n") + 1
        return types.Position(before.count("\n"), _units(before[line_start:], self.unit))

    async def hover(self, at: types.Position) -> types.Hover | None:
        return await self.client.text_document_hover_async(types.HoverParams(self.identifier, at))

    async def actions(
        self, place: types.Range, diagnostics: Iterable[types.Diagnostic] = ()
    ) -> list[types.CodeAction]:
        context = types.CodeActionContext(diagnostics=[*diagnostics])
        params = types.CodeActionParams(self.identifier, place, context)
        found = await self.client.text_document_code_action_async(params) or []
        return [it for it in found if isinstance(it, types.CodeAction)]

    def _changed(self, place: types.Range, new: str) -> types.TextDocumentContentChangePartial:
        start, end = self._index(place.start), self._index(place.end)
        self.text = self.text[:start] + new + self.text[end:]
        return types.TextDocumentContentChangePartial(range=place, text=new)

    def _send(self, changes: list[types.TextDocumentContentChangeEvent]) -> None:
        self.version += 1
        identifier = types.VersionedTextDocumentIdentifier(uri=self.uri, version=self.version)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, changes))

    def _index(self, at: types.Position) -> int:
        lines = self.text.split("\n")
        before = sum(len(line) + 1 for line in lines[: at.line])
        line, column = lines[at.line], 0
        while _units(line[:column], self.unit) < at.character:
            column += 1
        assert _units(line[:column], self.unit) == at.character, f"{at} is inside of a character"
        return before + column


def opened(
    client: Client, text: str, uri: str = "file:///project/program.mojo", unit: Kind = Kind.Utf16
) -> Document:
    """A document that was just opened."""
    document = Document(client, uri, text, unit)
    document.open()
    return document


def _units(text: str, unit: Kind) -> int:
    match unit:
        case Kind.Utf8:
            return len(text.encode())
        case Kind.Utf16:
            return len(text.encode("utf-16-le")) // 2
        case Kind.Utf32:
            return len(text)
