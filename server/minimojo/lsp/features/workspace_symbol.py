"""workspace/symbol: whatever the files of the open folders declare, by a part of its name."""

from __future__ import annotations

from lsprotocol import types

from minimojo.ide.catalogue import Listed, Match
from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


async def handle(session: Session, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    total = len(session.workspace.keys)
    with session.work("Reading files") as work:
        for left in session.catalogue.refresh(session.workspace):
            await work.rest(total - left, total)
    found, slices = list[Match](), session.slices()
    for matches in session.catalogue.matches(params.query):
        found += matches
        await slices.rest()
    return [_symbol(session, it) for it in session.catalogue.listed(session.workspace, found)]


def _symbol(session: Session, it: Listed) -> types.WorkspaceSymbol:
    return types.WorkspaceSymbol(
        name=it.name,
        kind=convert.symbol_kind(it.kind, it.name),
        container_name=it.container or None,
        location=convert.location(it.place, session.encoding),
    )


FEATURE = Feature(types.WORKSPACE_SYMBOL, handle, types.WorkspaceSymbolOptions())
