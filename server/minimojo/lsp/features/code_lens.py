"""textDocument/codeLens: a place above each function for what it copies and gives away; told when it is seen."""

from __future__ import annotations

import msgspec
from lsprotocol import types

from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


async def handle(session: Session, params: types.CodeLensParams) -> list[types.CodeLens]:
    uri, slices = params.text_document.uri, session.slices()
    await slices.rest()
    if not session.is_open(uri) or not session.settings.code_lens:
        return []
    lines, encoding = session.lines(uri), session.encoding
    lenses: list[types.CodeLens] = []
    for it in session.workspace.module(uri).units:
        if it.decl.has_body and it.decl.name:
            place = convert.range_of(lines, it.decl.name_span.shifted(it.start), encoding)
            lenses.append(types.CodeLens(range=place, data=msgspec.json.encode((uri, it.key)).decode()))
            await slices.rest()
    return lenses


FEATURE = Feature(types.TEXT_DOCUMENT_CODE_LENS, handle, types.CodeLensOptions(resolve_provider=True))
