"""textDocument/selectionRange: from the name under each cursor outwards to the whole file."""

from __future__ import annotations

from lsprotocol import types

from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session
from minimojo.syntax.extents import around

_MOST = 100
"""Steps from the inside out; a reply that is nested much deeper cannot be written."""


def handle(session: Session, params: types.SelectionRangeParams) -> list[types.SelectionRange]:
    uri = params.text_document.uri
    if not session.is_open(uri):
        return []
    lines, document = session.lines(uri), session.workspace.document(uri)
    answer: list[types.SelectionRange] = []
    for position in params.positions:
        offset = convert.offset(lines, position, session.encoding)
        chain: types.SelectionRange | None = None
        spans = around(document, offset)
        for span in (spans[-1], *reversed(spans[: min(_MOST, len(spans)) - 1])):
            chain = types.SelectionRange(convert.range_of(lines, span, session.encoding), chain)
        if chain is not None:
            answer.append(chain)
    return answer


FEATURE = Feature(types.TEXT_DOCUMENT_SELECTION_RANGE, handle)
