"""Which names of its function can be written at a place? The place is that of a placeholder name."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from minimojo.names.mentions import Local, Use
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


def visible_for(tree: ast.Statement, source: bytes, use: Use, order: int) -> Mapping[str, Local]:
    """The declarations that are in scope where a name stands, which is none of them; `order` is how many names are
    mentioned before it."""
    looking = _Looking(source, use.name, order)
    with suppress(RecursionError):
        looking.outermost(tree)
    return looking.seen or {}


class _Looking(Walker):
    """Remembers what is in scope when a name is looked up: the last time, or behind so many others."""

    def __init__(self, source: bytes, name: str, order: int | None = None) -> None:
        super().__init__(source)
        self.name = name
        self.order = order
        self.seen: dict[str, Local] | None = None

    def lookup(self, name: str) -> Local | None:
        if name == self.name and self.order in (None, len(self.found.uses)):
            self.seen = {known: local for scope in self.scopes for known, local in scope.items()}
            return None
        return super().lookup(name)
