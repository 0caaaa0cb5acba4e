"""Semantic tokens of open documents, and those that a client was last given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types
from msgspec import Struct, field
from pygls.exceptions import JsonRpcContentModified

from minimojo.ide.tokens.model import MODIFIERS, TYPES
from minimojo.ide.tokens.painting import Painter, difference
from minimojo.text import Span

if TYPE_CHECKING:
    from minimojo.lsp.session import Session

LEGEND = types.SemanticTokensLegend(token_types=[*TYPES], token_modifiers=[*MODIFIERS])


class _Colours(Struct):
    """The tokens of a document; `sent` are the last ones, under the name `number`."""

    painter: Painter
    sent: list[int] = field(default_factory=list[int])
    number: int = 0


class Colours(Struct):
    """The tokens of all documents."""

    _of: dict[str, _Colours] = field(default_factory=dict[str, _Colours])

    async def full(self, session: Session, uri: str) -> types.SemanticTokens:
        numbers = await self._numbers(session, uri)
        it = self._of[uri]
        it.sent, it.number = numbers, it.number + 1
        return types.SemanticTokens(data=numbers, result_id=str(it.number))

    async def delta(
        self, session: Session, uri: str, since: str
    ) -> types.SemanticTokens | types.SemanticTokensDelta:
        """What is new; everything for a client that was given something else before."""
        numbers = await self._numbers(session, uri)
        it = self._of[uri]
        before, it.sent = it.sent, numbers
        is_known = since == str(it.number)
        it.number += 1
        if not is_known:
            return types.SemanticTokens(data=numbers, result_id=str(it.number))
        found = difference(before, numbers)
        edits = [] if found is None else [types.SemanticTokensEdit(*found)]
        return types.SemanticTokensDelta(edits=edits, result_id=str(it.number))

    async def within(self, session: Session, uri: str, span: Span) -> types.SemanticTokens:
        return types.SemanticTokens(data=await self._numbers(session, uri, span))

    def forget(self, uri: str) -> None:
        self._of.pop(uri, None)

    async def _numbers(self, session: Session, uri: str, span: Span | None = None) -> list[int]:
        """In slices; a document that is changed meanwhile is asked about again by its client."""
        workspace, document = session.workspace, session.workspace.document(uri)
        if uri not in self._of:
            self._of[uri] = _Colours(Painter(session.encoding))
        painter, slices = self._of[uri].painter, session.slices()
        for _ in painter.paint(session.atlas, uri, span):
            await slices.rest()
            is_same = session.workspace is workspace and session.is_open(uri)
            if not is_same or workspace.document(uri) is not document:
                raise JsonRpcContentModified
        if span is None:
            painter.keep_only(workspace.module(uri))
        return painter.numbers(workspace.module(uri), workspace.lines(uri), span)
