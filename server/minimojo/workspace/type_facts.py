"""What the lifetime rules ask about types, answered for one function."""

from __future__ import annotations

from msgspec import Struct

from minimojo.types import (
    TypeScope,
    deinitable,
    embedded_origins,
    fields,
    generic_fields,
    is_trivial,
    linear_message,
)
from minimojo.types.model import Answer, Origin, Type


class ScopedTypes(Struct, frozen=True):
    """`ownership.layout.TypeFacts` in the scope of a function: its parameters and `where` clauses hold."""

    scope: TypeScope

    def fields(self, type_: Type) -> tuple[tuple[str, Type], ...] | None:
        return fields(type_, self.scope)

    def generic_fields(self, type_: Type) -> frozenset[str]:
        return generic_fields(type_, self.scope)

    def is_trivial(self, type_: Type) -> Answer:
        return is_trivial(type_, self.scope)

    def deinitable(self, type_: Type) -> Answer:
        return deinitable(type_, self.scope)

    def linear_message(self, type_: Type) -> str:
        return linear_message(type_, self.scope)

    def embedded_origins(self, type_: Type) -> tuple[Origin, ...]:
        return embedded_origins(type_)
