"""textDocument/documentSymbol: what a file declares, inside what; a plain list for clients that want one."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from minimojo.ide.outline import Entry, outline_of
from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session

Symbols = list[types.DocumentSymbol] | list[types.SymbolInformation]


def handle(session: Session, params: types.DocumentSymbolParams) -> Symbols:
    uri = params.text_document.uri
    if not session.is_open(uri):
        return []
    found = outline_of(session.workspace.document(uri), session.workspace.module(uri))
    if _is_hierarchical(session):
        return [_symbol(session, uri, it) for it in found]
    return list(_flat(session, uri, found, None))


def _is_hierarchical(session: Session) -> bool:
    document = session.server.client_capabilities.text_document
    can = document.document_symbol if document else None
    return bool(can and can.hierarchical_document_symbol_support)


def _symbol(session: Session, uri: str, it: Entry) -> types.DocumentSymbol:
    lines, encoding = session.lines(uri), session.encoding
    return types.DocumentSymbol(
        name=it.name,
        detail=it.detail or None,
        kind=convert.symbol_kind(it.kind, it.name),
        tags=[types.SymbolTag.Deprecated] if it.deprecated else None,
        range=convert.range_of(lines, it.span, encoding),
        selection_range=convert.range_of(lines, it.name_span, encoding),
        children=[_symbol(session, uri, inner) for inner in it.inner],
    )


def _flat(
    session: Session, uri: str, entries: tuple[Entry, ...], container: str | None
) -> Iterator[types.SymbolInformation]:
    for it in entries:
        yield types.SymbolInformation(
            name=it.name,
            kind=convert.symbol_kind(it.kind, it.name),
            tags=[types.SymbolTag.Deprecated] if it.deprecated else None,
            location=types.Location(
                uri=uri, range=convert.range_of(session.lines(uri), it.span, session.encoding)
            ),
            container_name=container,
        )
        yield from _flat(session, uri, it.inner, it.name)


FEATURE = Feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, handle, types.DocumentSymbolOptions(label="MiniMojo"))
