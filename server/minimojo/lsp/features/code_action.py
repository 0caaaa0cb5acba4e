"""textDocument/codeAction: fixes for the findings in a range, each known to work, and what was meant by a name that
stands for nothing.

Findings are sought by the range alone: clients may drop fields of the diagnostics they send back.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from lsprotocol import types

from minimojo.ide.actions import Action, actions
from minimojo.ide.corrections import corrections
from minimojo.ide.fix_all import fix_all
from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.migrations import Migration
from minimojo.lsp.refactoring import refactorings_at
from minimojo.lsp.session import Session
from minimojo.text import TextEdit

_FIX_ALL = "source.fixAll.minimojo"
_MIGRATE = "source.migrate.minimojo"


def handle(session: Session, params: types.CodeActionParams) -> list[types.CodeAction]:
    uri = params.text_document.uri
    if not session.is_open(uri):
        return []
    found: list[types.CodeAction] = []
    analysis = session.workspace.analysis(uri)
    trial = partial(session.workspace.trial, uri)
    if _wanted(types.CodeActionKind.QuickFix.value, params.context.only, by_default=True):
        span = convert.span(session.lines(uri), params.range, session.encoding)
        selection = session.projects.selection(uri)
        found += [_code_action(session, uri, it) for it in actions(analysis, span, trial, selection)]
        meant = corrections(session.atlas, uri, span.start)
        found += [_plain(session, uri, it.title, types.CodeActionKind.QuickFix, it.edits) for it in meant]
    if _wanted(types.CodeActionKind.RefactorRewrite.value, params.context.only, by_default=True):
        offset = convert.span(session.lines(uri), params.range, session.encoding).start
        found += refactorings_at(session, uri, offset)
    if _wanted(_FIX_ALL, params.context.only, by_default=False):
        edits = fix_all(analysis, trial, session.projects.selection(uri))
        if edits:
            found.append(_plain(session, uri, "Make all safe fixes", _FIX_ALL, edits))
    if _wanted(_MIGRATE, params.context.only, by_default=False) and (made := Migration(session).edits(uri)):
        title = "Write old spellings as Mojo 1.2 does"
        found.append(types.CodeAction(title=title, kind=_MIGRATE, edit=session.edit({uri: made})))
    return found


def _wanted(kind: str, only: Sequence[types.CodeActionKind | str] | None, *, by_default: bool) -> bool:
    """Whether a kind, or one that it is part of, is among those that the client asks for."""
    if only is None:
        return by_default
    asked = [it.value if isinstance(it, types.CodeActionKind) else it for it in only]
    return any(it in ("", kind) or kind.startswith(f"{it}.") for it in asked)


def _plain(
    session: Session, uri: str, title: str, kind: types.CodeActionKind | str, edits: Sequence[TextEdit]
) -> types.CodeAction:
    """An action that is about no finding, or about all of them."""
    made = convert.text_edits(edits, session.lines(uri), session.encoding)
    return types.CodeAction(title=title, kind=kind, edit=session.edit({uri: made}))


def _code_action(session: Session, uri: str, action: Action) -> types.CodeAction:
    lines = session.lines(uri)
    return types.CodeAction(
        title=action.repair.title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[convert.diagnostic(action.diagnostic, lines, session.encoding, session.documentation)],
        is_preferred=True if action.repair.preferred else None,
        edit=session.edit({uri: convert.text_edits(action.repair.edits, lines, session.encoding)}),
    )


FEATURE = Feature(
    types.TEXT_DOCUMENT_CODE_ACTION,
    handle,
    types.CodeActionOptions(
        code_action_kinds=[
            types.CodeActionKind.QuickFix,
            types.CodeActionKind.RefactorRewrite,
            _FIX_ALL,
            _MIGRATE,
        ],
        resolve_provider=True,
    ),
)
