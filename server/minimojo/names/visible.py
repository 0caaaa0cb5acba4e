"""Which names of its function can be written at a place? The place is that of a placeholder name."""

from __future__ import annotations

from collections.abc import Mapping

from minimojo.names.mentions import Local
from minimojo.names.model import Role
from minimojo.names.scopes import Walker, mentions_of
from minimojo.syntax import ast


def visible_at(tree: ast.Statement, source: bytes, placeholder: str, at: int) -> Mapping[str, Local]:
    """The declarations that are in scope where the placeholder stands, innermost winning.

    If nothing is left of the placeholder in the tree, those that stand before the byte `at`.
    """
    looking = _Looking(source, placeholder)
    try:
        looking.outermost(tree)
    except RecursionError:
        return looking.seen or {}
    if looking.seen is not None:
        return looking.seen
    uses = mentions_of(tree, source).uses
    return {
        it.name: it.local
        for it in uses
        if it.local is not None and it.role is Role.DECLARATION and it.span.end < at
    }


class _Looking(Walker):
    """Remembers what is in scope when the placeholder is looked up."""

    def __init__(self, source: bytes, placeholder: str) -> None:
        super().__init__(source)
        self.placeholder = placeholder
        self.seen: dict[str, Local] | None = None

    def lookup(self, name: str) -> Local | None:
        if name == self.placeholder:
            self.seen = {known: local for scope in self.scopes for known, local in scope.items()}
            return None
        return super().lookup(name)
