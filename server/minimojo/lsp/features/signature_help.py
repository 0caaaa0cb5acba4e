"""textDocument/signatureHelp: what is called, how it takes its arguments, and which of them comes next."""

from __future__ import annotations

from lsprotocol import types

from minimojo.ide.labels import Label
from minimojo.ide.signatures import Shown, signature_help
from minimojo.lsp import convert
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.SignatureHelpParams) -> types.SignatureHelp | None:
    offset = session.offset(params)
    found = None if offset is None else signature_help(session.atlas, params.text_document.uri, offset)
    if found is None:
        return None
    client = _client(session)
    shown = [_information(it, client) for it in found.signatures]
    active = shown[found.active].active_parameter
    return types.SignatureHelp(signatures=shown, active_signature=found.active, active_parameter=active)


def _client(session: Session) -> types.ClientSignatureInformationOptions:
    """What the client can show."""
    document = session.server.client_capabilities.text_document
    given = document.signature_help.signature_information if document and document.signature_help else None
    return given or types.ClientSignatureInformationOptions()


def _information(shown: Shown, client: types.ClientSignatureInformationOptions) -> types.SignatureInformation:
    label = shown.label
    has_offsets = bool(client.parameter_information and client.parameter_information.label_offset_support)
    # A number behind the last entry stands for none, before clients know `null`.
    active = len(label.entries) if shown.active is None else shown.active
    formats = client.documentation_format
    return types.SignatureInformation(
        label=label.text,
        documentation=convert.documentation(label.doc, formats) if label.doc else None,
        parameters=_parameters(label, has_offsets=has_offsets),
        active_parameter=active,
    )


def _parameters(label: Label, *, has_offsets: bool) -> list[types.ParameterInformation]:
    if not has_offsets:
        return [types.ParameterInformation(label=label.text[it.start : it.end]) for it in label.entries]
    return [
        types.ParameterInformation(label=(_units(label.text[: it.start]), _units(label.text[: it.end])))
        for it in label.entries
    ]


def _units(text: str) -> int:
    """The protocol counts characters of labels in UTF-16, whatever was agreed on for documents."""
    return len(text.encode("utf-16-le")) // 2


FEATURE = Feature(
    types.TEXT_DOCUMENT_SIGNATURE_HELP,
    handle,
    types.SignatureHelpOptions(trigger_characters=["(", ",", "["], retrigger_characters=[",", ")", "]", "="]),
)
