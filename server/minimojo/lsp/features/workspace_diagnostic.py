"""workspace/diagnostic: the findings of all files, or of those that are open, as the settings want it.

A client that gives a token for partial results gets them while other files are still looked at.
"""

from __future__ import annotations

import time

from lsprotocol import types
from msgspec import Struct, field

from minimojo.lsp.feature import Feature
from minimojo.lsp.reports import result_id
from minimojo.lsp.session import Session

Report = types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport

_OFTEN = 0.2
"""Seconds between two parts of the answer at least."""


async def handle(
    session: Session, params: types.WorkspaceDiagnosticParams
) -> types.WorkspaceDiagnosticReport:
    known = {it.uri: it.value for it in params.previous_result_ids}
    parts = _Parts(session, params.partial_result_token)
    with session.work("Looking for findings", params.work_done_token) as work:
        async for uri, found in session.everywhere(work):
            parts.add(_report(session, uri, found, known.get(uri)))
    return types.WorkspaceDiagnosticReport(parts.left)


def _report(session: Session, uri: str, found: list[types.Diagnostic], known: str | None) -> Report:
    identity, version = result_id(found), session.version(uri) if session.is_open(uri) else None
    if known == identity:
        return types.WorkspaceUnchangedDocumentDiagnosticReport(uri, identity, version)
    return types.WorkspaceFullDocumentDiagnosticReport(uri, found, version=version, result_id=identity)


class _Parts(Struct):
    """An answer that is sent bit by bit, to a client that wants it so; `left` is what it has not been sent."""

    session: Session
    token: types.ProgressToken | None
    left: list[Report] = field(default_factory=list[Report])
    _sent: float = field(default_factory=time.monotonic)

    def add(self, report: Report) -> None:
        self.left.append(report)
        if self.token is not None and time.monotonic() - self._sent > _OFTEN:
            value = types.WorkspaceDiagnosticReportPartialResult(self.left)
            self.session.server.progress(types.ProgressParams(token=self.token, value=value))
            self.left, self._sent = [], time.monotonic()


FEATURE = Feature(types.WORKSPACE_DIAGNOSTIC, handle)
"""Announced with `textDocument/diagnostic`."""
