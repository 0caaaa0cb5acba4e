"""callHierarchy/incomingCalls: who calls a function, in all files."""

from __future__ import annotations

from lsprotocol import types

from minimojo.ide.calls import incoming
from minimojo.lsp.call_items import item, open_file, ranges, symbol
from minimojo.lsp.feature import Feature
from minimojo.lsp.search import Search
from minimojo.lsp.session import Session


async def handle(
    session: Session, params: types.CallHierarchyIncomingCallsParams
) -> list[types.CallHierarchyIncomingCall]:
    asked, uri = symbol(params.item), open_file(session, params.item.uri)
    if uri is None:
        return []
    search = Search(session, uri, "Looking for calls", params.work_done_token)
    found = await search.result(lambda: incoming(session.atlas, uri, asked))
    return [types.CallHierarchyIncomingCall(item(session, it.other), ranges(session, it)) for it in found]


FEATURE = Feature(types.CALL_HIERARCHY_INCOMING_CALLS, handle)
