"""textDocument/selectionRange: from the name under each cursor outwards to the whole file."""

from __future__ import annotations

from lsprotocol import types

from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session
from minimojo.syntax.extents import around


def handle(session: Session, params: types.SelectionRangeParams) -> list[types.SelectionRange]:
    uri = params.text_document.uri
    if not session.is_open(uri):
        return []
    lines, document = session.lines(uri), session.workspace.document(uri)
    answer: list[types.SelectionRange] = []
    for position in params.positions:
        offset = convert.offset(lines, position, session.encoding)
        chain: types.SelectionRange | None = None
        for span in reversed(around(document, offset)):
            chain = types.SelectionRange(convert.range_of(lines, span, session.encoding), chain)
        if chain is not None:
            answer.append(chain)
    return answer


FEATURE = Feature(types.TEXT_DOCUMENT_SELECTION_RANGE, handle)
