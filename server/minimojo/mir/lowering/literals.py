"""Types of literals (EX-13)."""

from __future__ import annotations

from minimojo.mir.lowering.context import FunctionContext
from minimojo.types import declared_type
from minimojo.types.model import (
    UNKNOWN,
    FloatLiteralType,
    IntLiteralType,
    MetaType,
    StringLiteralType,
    Type,
)


def is_literal(type_: Type) -> bool:
    """Whether this is the type of a literal that has not met a destination."""
    return isinstance(type_, IntLiteralType | FloatLiteralType | StringLiteralType)


def std_type(cx: FunctionContext, name: str) -> Type:
    """A type of the prelude without parameters: `Bool`."""
    found = cx.types.environment.lookup(name)
    if not found:
        return UNKNOWN
    match declared_type(found, cx.types):
        case MetaType(instance=instance):
            return instance
        case _:
            return UNKNOWN
