"""minimojo/timeline: what happens to every variable of a function (docs/timeline.md describes it).

The parameters are those of a request about a place: `textDocument` and `position`.
"""

from __future__ import annotations

from typing import Any

from pygls.exceptions import JsonRpcInvalidParams

from minimojo.ide.timeline import Lane, timeline
from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session
from minimojo.text import Span

Answer = dict[str, Any]


def handle(session: Session, params: Any) -> Answer | None:
    try:
        uri, line, character = (
            params.textDocument.uri,
            params.position.line,
            params.position.character,
        )
    except AttributeError as missing:
        raise JsonRpcInvalidParams("`textDocument.uri` and `position` are needed") from missing
    if not (isinstance(uri, str) and isinstance(line, int) and isinstance(character, int)):
        raise JsonRpcInvalidParams("`textDocument.uri` and `position` are needed")
    if not session.is_open(uri):
        return None
    offset = convert.byte_at(session.lines(uri), line, character, session.encoding)
    found = timeline(session.workspace.around(uri, offset), offset)
    if found is None:
        return None

    def placed(span: Span) -> Answer:
        shown = convert.range_of(session.lines(uri), span, session.encoding)
        return {
            "start": {"line": shown.start.line, "character": shown.start.character},
            "end": {"line": shown.end.line, "character": shown.end.character},
        }

    def told(lane: Lane) -> Answer:
        events = [
            {"kind": it.kind, "range": placed(it.span), "path": list(it.path), "by": it.by or None}
            for it in lane.events
        ]
        return {
            "name": lane.name,
            "kind": lane.kind,
            "type": lane.type or None,
            "range": placed(lane.span),
            "events": events,
        }

    return {
        "name": found.name,
        "range": placed(found.span),
        "version": session.version(uri),
        "variables": [told(it) for it in found.lanes],
    }


FEATURE = Feature("minimojo/timeline", handle)
