"""workspace/diagnostic: the findings of all files, or of those that are open, as the settings want it."""

from __future__ import annotations

from lsprotocol import types

from minimojo.lsp.feature import Feature
from minimojo.lsp.reports import result_id
from minimojo.lsp.session import Session

Report = types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport


async def handle(
    session: Session, params: types.WorkspaceDiagnosticParams
) -> types.WorkspaceDiagnosticReport:
    known = {it.uri: it.value for it in params.previous_result_ids}
    reports = list[Report]()
    async for uri, found in session.everywhere():
        identity, version = result_id(found), session.version(uri) if session.is_open(uri) else None
        if known.get(uri) == identity:
            reports.append(types.WorkspaceUnchangedDocumentDiagnosticReport(uri, identity, version))
        else:
            reports.append(
                types.WorkspaceFullDocumentDiagnosticReport(uri, found, version=version, result_id=identity)
            )
    return types.WorkspaceDiagnosticReport(reports)


FEATURE = Feature(types.WORKSPACE_DIAGNOSTIC, handle)
