"""textDocument/documentHighlight: where the same value is read, written (or handed out to be written), and given away.

The protocol has no kind for a transfer: it is the one that is neither a read nor a write, `Text`.
"""

from __future__ import annotations

from lsprotocol import types

from minimojo.ide.highlights import Use, highlights
from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session

_KINDS = {
    Use.READ: types.DocumentHighlightKind.Read,
    Use.WRITE: types.DocumentHighlightKind.Write,
    Use.TRANSFER: types.DocumentHighlightKind.Text,
}


def handle(session: Session, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight]:
    offset, uri = session.offset(params), params.text_document.uri
    if offset is None:
        return []
    lines = session.lines(uri)
    return [
        types.DocumentHighlight(range=convert.range_of(lines, it.span, session.encoding), kind=_KINDS[it.use])
        for it in highlights(session.atlas, uri, offset)
    ]


FEATURE = Feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, handle)
