"""What a mutant is: a text that the compiler accepts, changed in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from minimojo.syntax import ast
from minimojo.text import Span, TextEdit


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change of one function, with places counted from its start; `what` describes it."""

    kind: str
    edits: tuple[TextEdit, ...]
    what: str

    @property
    def changes_signature(self) -> bool:
        """Whether functions that call this one may get another verdict."""
        return self.kind == "convention"


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function of a file: where it starts, its text, its syntax tree (spans from its start)."""

    file: str
    key: str
    start: int
    text: bytes
    tree: ast.FunctionDef

    def source(self, span: Span) -> str:
        return self.text[span.start : span.end].decode("utf-8", "replace")


@dataclass(frozen=True, slots=True, eq=False)
class Mutant:
    """A mutation of a function."""

    function: Function
    mutation: Mutation

    @property
    def edits(self) -> tuple[TextEdit, ...]:
        """The edits of the file."""
        start = self.function.start
        return tuple(TextEdit(it.span.shifted(start), it.new_text) for it in self.mutation.edits)


Kind = Callable[[Function], Iterator[Mutation]]
"""Finds every place where a mutation of one kind can be made."""
