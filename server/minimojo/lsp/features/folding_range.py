"""textDocument/foldingRange: what can be folded away, no more of it than the client takes."""

from __future__ import annotations

from lsprotocol import types

from minimojo.ide.folding import folds
from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session
from minimojo.syntax.extents import Extent, Shape, extents

_KINDS = {
    Shape.IMPORTS: types.FoldingRangeKind.Imports,
    Shape.COMMENT: types.FoldingRangeKind.Comment,
    Shape.STRING: types.FoldingRangeKind.Comment,
    Shape.REGION: types.FoldingRangeKind.Region,
}


async def handle(session: Session, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    uri, slices = params.text_document.uri, session.slices()
    await slices.rest()
    if not session.is_open(uri):
        return []
    document = session.server.client_capabilities.text_document
    can = document.folding_range if document else None
    lines = session.lines(uri)
    reaching = list[Extent]()
    for it in extents(session.workspace.document(uri)):
        reaching.append(it)
        await slices.rest()
    only_lines = bool(can and can.line_folding_only)
    answer: list[types.FoldingRange] = []
    for it in folds(reaching, lines, can.range_limit if can else None):
        place = convert.range_of(lines, it.span, session.encoding)
        answer.append(
            types.FoldingRange(
                start_line=place.start.line,
                end_line=place.end.line,
                start_character=None if only_lines else place.start.character,
                end_character=None if only_lines else place.end.character,
                kind=_KINDS.get(it.shape),
            )
        )
        await slices.rest()
    return answer


FEATURE = Feature(types.TEXT_DOCUMENT_FOLDING_RANGE, handle)
