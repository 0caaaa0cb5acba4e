"""Items of the call hierarchy, and the symbols that they carry with them."""

from __future__ import annotations

import msgspec
from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from minimojo.ide.calls import Caller, Calls
from minimojo.lsp import convert
from minimojo.lsp.session import Session
from minimojo.names.model import Symbol


def item(session: Session, it: Caller) -> types.CallHierarchyItem:
    return types.CallHierarchyItem(
        name=it.symbol.name,
        kind=convert.symbol_kind(it.symbol.kind, it.symbol.name),
        detail=it.detail or None,
        uri=it.place.path,
        range=convert.range_of(it.place.lines, it.extent, session.encoding),
        selection_range=convert.range_of(it.place.lines, it.place.span, session.encoding),
        data=msgspec.json.encode(it.symbol).decode(),
    )


def symbol(given: types.CallHierarchyItem) -> Symbol:
    """The symbol of an item that this server has made."""
    try:
        return msgspec.json.decode(str(given.data), type=Symbol)
    except msgspec.MsgspecError as error:
        raise JsonRpcInvalidParams("this item is none of ours") from error


def ranges(session: Session, it: Calls) -> list[types.Range]:
    return [convert.range_of(it.lines, span, session.encoding) for span in it.spans]


def open_file(session: Session, uri: str) -> str | None:
    """Some open file from which names are seen: that of an item, if it is open."""
    return uri if session.is_open(uri) else next(iter(session.workspace.paths), None)
