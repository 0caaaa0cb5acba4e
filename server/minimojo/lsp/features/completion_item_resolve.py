"""completionItem/resolve: signature, conventions and documentation of one item."""

from __future__ import annotations

from lsprotocol import types

from minimojo.ide.completion import about
from minimojo.lsp import convert
from minimojo.lsp.completion_items import asked, client_of
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.CompletionItem) -> types.CompletionItem:
    given = asked(params.data)
    found = None if given is None else about(session.atlas, given.uri, given.pointer)
    if found is None:
        return params
    formats = client_of(session).formats
    is_plain = formats is not None and types.MarkupKind.Markdown.value not in formats
    code = found.code if is_plain else f"```mojo\n{found.code}\n```"
    params.detail = found.detail
    params.documentation = convert.documentation(f"{code}\n\n{found.doc}".strip(), formats)
    return params


FEATURE = Feature(types.COMPLETION_ITEM_RESOLVE, handle)
