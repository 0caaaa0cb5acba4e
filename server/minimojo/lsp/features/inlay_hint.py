"""textDocument/inlayHint: what is not written, of the kinds that the settings leave on."""

from __future__ import annotations

from lsprotocol import types

from minimojo.ide.hints import PlacedHint, hints
from minimojo.ide.hints.model import Where
from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.InlayHintParams) -> list[types.InlayHint]:
    uri = params.text_document.uri
    if not session.is_open(uri) or not session.settings.hints:
        return []
    span = convert.span(session.lines(uri), params.range, session.encoding)
    analysis = session.workspace.within(uri, span)
    found = hints(analysis, span, session.settings.hints)
    return [_hint(session, uri, it) for it in found]


def _hint(session: Session, uri: str, it: PlacedHint) -> types.InlayHint:
    is_before = it.where == Where.BEFORE.value
    return types.InlayHint(
        position=convert.position(session.lines(uri), it.at, session.encoding),
        label=it.label,
        kind=types.InlayHintKind.Type if it.is_type else types.InlayHintKind.Parameter if is_before else None,
        tooltip=it.told,
        padding_left=not is_before and not it.is_type,
        padding_right=is_before,
    )


FEATURE = Feature(types.TEXT_DOCUMENT_INLAY_HINT, handle, types.InlayHintOptions(resolve_provider=False))
