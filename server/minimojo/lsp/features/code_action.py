"""textDocument/codeAction: fixes for the findings in a range, each known to work.

Findings are sought by the range alone: clients may drop fields of the diagnostics they send back.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from lsprotocol import types

from minimojo.ide.actions import Action, actions
from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.CodeActionParams) -> list[types.CodeAction]:
    uri = params.text_document.uri
    if not session.is_open(uri) or not _wanted(params.context.only):
        return []
    analysis = session.workspace.analysis(uri)
    span = convert.span(session.lines(uri), params.range, session.encoding)
    trial = partial(session.workspace.trial, uri)
    return [_code_action(session, uri, action) for action in actions(analysis, span, trial)]


def _wanted(only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Whether quick fixes are among the kinds that the client asks for."""
    return only is None or types.CodeActionKind.QuickFix in only or types.CodeActionKind.Empty in only


def _code_action(session: Session, uri: str, action: Action) -> types.CodeAction:
    lines = session.lines(uri)
    return types.CodeAction(
        title=action.repair.title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[convert.diagnostic(action.diagnostic, lines, session.encoding, session.documentation)],
        is_preferred=True if action.repair.preferred else None,
        edit=session.edit({uri: convert.text_edits(action, lines, session.encoding)}),
    )


FEATURE = Feature(
    types.TEXT_DOCUMENT_CODE_ACTION,
    handle,
    types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
)
