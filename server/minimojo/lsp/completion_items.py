"""Items of a completion in the protocol, and what comes back of them when more is asked about one."""

from __future__ import annotations

from typing import Any

import msgspec
from lsprotocol import types
from msgspec import Struct

from minimojo.ide.completion import Completion, Item, ItemKind, Pointer
from minimojo.lsp import convert
from minimojo.lsp.session import Session
from minimojo.names.model import Kind, Symbol
from minimojo.text import Span

_KINDS = {
    Kind.VARIABLE: types.CompletionItemKind.Variable,
    Kind.ARGUMENT: types.CompletionItemKind.Variable,
    Kind.PARAMETER: types.CompletionItemKind.TypeParameter,
    Kind.FUNCTION: types.CompletionItemKind.Function,
    Kind.METHOD: types.CompletionItemKind.Method,
    Kind.FIELD: types.CompletionItemKind.Field,
    Kind.STRUCT: types.CompletionItemKind.Struct,
    Kind.TRAIT: types.CompletionItemKind.Interface,
    Kind.ENUM: types.CompletionItemKind.Enum,
    Kind.CASE: types.CompletionItemKind.EnumMember,
    Kind.COMPTIME: types.CompletionItemKind.Constant,
    Kind.MODULE: types.CompletionItemKind.Module,
    Kind.UNKNOWN: types.CompletionItemKind.Reference,
    ItemKind.KEYWORD: types.CompletionItemKind.Keyword,
    ItemKind.OPERATOR: types.CompletionItemKind.Operator,
    ItemKind.KEYWORD_ARGUMENT: types.CompletionItemKind.Field,
}
_BY_VALUE = {it.value: it for it in Kind}


class Asked(Struct, frozen=True, omit_defaults=True, array_like=True):
    """What an item carries to `completionItem/resolve`: its document and where more about it is found."""

    uri: str
    symbols: tuple[tuple[str, str, str, str, int, int, str], ...] = ()
    name: str = ""

    @property
    def pointer(self) -> Pointer:
        return Pointer(tuple(_symbol(it) for it in self.symbols), self.name)


def asked(data: object) -> Asked | None:
    """The data of an item as it came back; None if it is none of ours."""
    try:
        found = msgspec.convert(data, Asked)
    except msgspec.ValidationError:
        return None
    return found if all(it[0] in _BY_VALUE for it in found.symbols) else None


def _data(uri: str, pointer: Pointer | None) -> Any:
    if pointer is None or not (pointer.symbols or pointer.name):
        return None
    symbols = tuple(
        (it.kind.value, it.name, it.file, it.unit_key, it.span.start, it.span.end, it.library)
        for it in pointer.symbols
    )
    return msgspec.to_builtins(Asked(uri, symbols, pointer.name))


def _symbol(given: tuple[str, str, str, str, int, int, str]) -> Symbol:
    kind, name, file, unit_key, start, end, library = given
    return Symbol(_BY_VALUE[kind], name, file, unit_key, Span(start, end), library)


class Client(Struct, frozen=True):
    """What a client can do with items."""

    snippets: bool
    tags: bool
    deprecated: bool
    formats: tuple[str, ...] | None


def client_of(session: Session) -> Client:
    document = session.server.client_capabilities.text_document
    given = document.completion.completion_item if document and document.completion else None
    if given is None:
        return Client(snippets=False, tags=False, deprecated=False, formats=None)
    formats = given.documentation_format
    return Client(
        snippets=bool(given.snippet_support),
        tags=given.tag_support is not None,
        deprecated=bool(given.deprecated_support),
        formats=None if formats is None else tuple(str(getattr(it, "value", it)) for it in formats),
    )


def items(session: Session, uri: str, found: Completion) -> list[types.CompletionItem]:
    """All items in the protocol, in their order."""
    client, lines = client_of(session), session.lines(uri)
    where = convert.range_of(lines, found.span, session.encoding)
    return [
        _item(session, uri, it, index, where, client, is_called=found.is_called)
        for index, it in enumerate(found.items)
    ]


def _item(
    session: Session, uri: str, it: Item, index: int, where: types.Range, client: Client, *, is_called: bool
) -> types.CompletionItem:
    is_snippet = bool(it.snippet) and client.snippets and not is_called
    removed = None
    if it.removes is not None:
        place = convert.range_of(session.lines(uri), it.removes, session.encoding)
        removed = [types.TextEdit(place, "")]
    return types.CompletionItem(
        label=it.label,
        kind=_KINDS[it.kind],
        detail=it.detail or None,
        sort_text=f"{it.rank.value:02d}{index:05d}",
        filter_text=it.sought or None,
        text_edit=types.TextEdit(where, it.snippet if is_snippet else it.insert or it.label),
        insert_text_format=types.InsertTextFormat.Snippet if is_snippet else None,
        additional_text_edits=removed,
        tags=[types.CompletionItemTag.Deprecated] if it.deprecated and client.tags else None,
        deprecated=True if it.deprecated and client.deprecated and not client.tags else None,
        data=_data(uri, it.pointer),
    )
