"""Searches through all files, in slices: others are answered meanwhile, and a client can call it off."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from lsprotocol import types
from msgspec import Struct
from pygls.exceptions import JsonRpcContentModified

from minimojo.lsp.session import Session
from minimojo.workspace.steps import Steps
from minimojo.workspace.workspace import Workspace

_T = TypeVar("_T")

_TRIES = 3
"""How often a search is begun anew because files change."""


class Search(Struct):
    """A search that begins at a document. A client that changes the document asks anew."""

    session: Session
    uri: str
    title: str
    token: types.ProgressToken | None

    async def result(self, begin: Callable[[], Steps[_T]]) -> _T:
        """What the steps come to, all of them in one state of the files."""
        document = self.session.workspace.document(self.uri)
        for _ in range(_TRIES):
            workspace = self.session.workspace
            if not self.session.is_open(self.uri) or workspace.document(self.uri) is not document:
                break
            state, steps = workspace.state, begin()
            with self.session.work(self.title, self.token) as work:
                while self._is(workspace, state):
                    try:
                        progress = next(steps)
                    except StopIteration as end:
                        return end.value
                    await work.rest(progress.done, progress.total)
        raise JsonRpcContentModified

    def _is(self, workspace: Workspace, state: object) -> bool:
        """Whether everything is as it was when the search began."""
        is_there = self.session.workspace is workspace and self.session.is_open(self.uri)
        return is_there and workspace.state is state
