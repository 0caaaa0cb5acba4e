"""How types and locals are called in messages."""

from __future__ import annotations

from collections.abc import Callable

from minimojo.mir.body import LocalId
from minimojo.mir.lowering.context import FunctionContext
from minimojo.types import print_type
from minimojo.types.model import Type


def shown_type(cx: FunctionContext, type_: Type) -> str:
    """A type, with the names of the variables in its origins."""
    return print_type(type_, namer(cx))


def namer(cx: FunctionContext) -> Callable[[LocalId], str]:
    """The names of the locals of the function."""
    return lambda local: cx.builder.local(local).name or "a temporary value"
