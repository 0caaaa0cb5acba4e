"""textDocument/documentSymbol: what a file declares, inside what; a plain list for clients that want one."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from minimojo.ide.outline import Entry, outline_of
from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session
from minimojo.text import Encoding, LineIndex

Symbols = list[types.DocumentSymbol] | list[types.SymbolInformation]


async def handle(session: Session, params: types.DocumentSymbolParams) -> Symbols:
    uri, slices = params.text_document.uri, session.slices()
    await slices.rest()
    if not session.is_open(uri):
        return []
    found = outline_of(session.workspace.document(uri), session.workspace.module(uri))
    lines, encoding = session.lines(uri), session.encoding
    tree, flat = list[types.DocumentSymbol](), list[types.SymbolInformation]()
    is_tree = _is_hierarchical(session)
    for it in found:
        if is_tree:
            tree.append(_symbol(lines, encoding, it))
        else:
            flat += _flat(lines, encoding, uri, it, None)
        await slices.rest()
    return tree if is_tree else flat


def _is_hierarchical(session: Session) -> bool:
    document = session.server.client_capabilities.text_document
    can = document.document_symbol if document else None
    return bool(can and can.hierarchical_document_symbol_support)


def _symbol(lines: LineIndex, encoding: Encoding, it: Entry) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=it.name,
        detail=it.detail or None,
        kind=convert.symbol_kind(it.kind, it.name),
        tags=[types.SymbolTag.Deprecated] if it.deprecated else None,
        range=convert.range_of(lines, it.span, encoding),
        selection_range=convert.range_of(lines, it.name_span, encoding),
        children=[_symbol(lines, encoding, inner) for inner in it.inner],
    )


def _flat(
    lines: LineIndex, encoding: Encoding, uri: str, it: Entry, container: str | None
) -> Iterator[types.SymbolInformation]:
    yield types.SymbolInformation(
        name=it.name,
        kind=convert.symbol_kind(it.kind, it.name),
        tags=[types.SymbolTag.Deprecated] if it.deprecated else None,
        location=types.Location(uri=uri, range=convert.range_of(lines, it.span, encoding)),
        container_name=container,
    )
    for inner in it.inner:
        yield from _flat(lines, encoding, uri, inner, it.name)


FEATURE = Feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, handle, types.DocumentSymbolOptions(label="MiniMojo"))
