"""codeLens/resolve: what one function copies and gives away; only this function is looked at."""

from __future__ import annotations

import msgspec
from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcInvalidParams

from minimojo.ide.costs import told
from minimojo.lsp.feature import Feature
from minimojo.lsp.session import Session


def handle(session: Session, params: types.CodeLens) -> types.CodeLens:
    try:
        uri, key = msgspec.json.decode(str(params.data), type=tuple[str, str])
    except msgspec.MsgspecError as error:
        raise JsonRpcInvalidParams("this lens is none of ours") from error
    units = session.workspace.module(uri).units if session.is_open(uri) else ()
    unit = next((it for it in units if it.key == key), None)
    if unit is None:
        raise JsonRpcContentModified
    costs = told(session.workspace.run(uri).bodies(unit))
    return types.CodeLens(range=params.range, command=types.Command(title=costs, command=""))


FEATURE = Feature(types.CODE_LENS_RESOLVE, handle)
