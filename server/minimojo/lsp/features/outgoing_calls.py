"""callHierarchy/outgoingCalls: what a function calls, the library's functions, too."""

from __future__ import annotations

from lsprotocol import types

from minimojo.ide.calls import outgoing
from minimojo.lsp.call_items import item, open_file, ranges, symbol
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(
    session: Session, params: types.CallHierarchyOutgoingCallsParams
) -> list[types.CallHierarchyOutgoingCall]:
    asked, uri = symbol(params.item), open_file(session, params.item.uri)
    found = [] if uri is None else outgoing(session.atlas, uri, asked)
    return [types.CallHierarchyOutgoingCall(item(session, it.other), ranges(session, it)) for it in found]


FEATURE = Feature(types.CALL_HIERARCHY_OUTGOING_CALLS, handle)
