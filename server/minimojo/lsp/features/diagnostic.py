"""textDocument/diagnostic: the findings of a document, for clients that ask for them."""

from __future__ import annotations

from lsprotocol import types

from minimojo.lsp.feature import Feature
from minimojo.lsp.reports import result_id
from minimojo.lsp.session import Session

Report = types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport


async def handle(session: Session, params: types.DocumentDiagnosticParams) -> Report:
    found = await session.settled(params.text_document.uri) or []
    identity = result_id(found)
    if identity == params.previous_result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=identity)
    return types.RelatedFullDocumentDiagnosticReport(items=found, result_id=identity)


FEATURE = Feature(
    types.TEXT_DOCUMENT_DIAGNOSTIC,
    handle,
    types.DiagnosticOptions(
        identifier="minimojo",
        inter_file_dependencies=True,
        workspace_diagnostics=True,
        work_done_progress=True,
    ),
)
