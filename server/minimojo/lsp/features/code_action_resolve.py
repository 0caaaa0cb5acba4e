"""codeAction/resolve: the edits of a refactoring that was chosen."""

from __future__ import annotations

import msgspec
from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcException, JsonRpcInvalidParams

from minimojo.lsp.feature import Feature
from minimojo.lsp.refactoring import Chosen, change_of, edit_of
from minimojo.lsp.session import Session


class NotPossibleError(JsonRpcException):
    CODE = types.LSPErrorCodes.RequestFailed.value
    MESSAGE = "this cannot be done here: a call could not follow, or there would be new errors"


def handle(session: Session, params: types.CodeAction) -> types.CodeAction:
    if params.edit is not None:
        return params
    try:
        chosen = msgspec.json.decode(str(params.data), type=Chosen)
    except msgspec.MsgspecError as error:
        raise JsonRpcInvalidParams("this action is none of ours") from error
    if not session.is_open(chosen.uri) or session.version(chosen.uri) != chosen.version:
        raise JsonRpcContentModified
    change = change_of(session, chosen)
    if change is None:
        raise NotPossibleError
    return types.CodeAction(title=change.title, kind=params.kind, edit=edit_of(session, change))


FEATURE = Feature(types.CODE_ACTION_RESOLVE, handle)
