"""Types as the compiler prints them in messages (TY-5)."""

from __future__ import annotations

from minimojo.types.model import Origin, Type


def print_type(subject: Type) -> str:
    """The text between the quotes of a message; `?` where a part is not known."""
    return "?"


def print_origin(origin: Origin) -> str:
    """An origin as in `Pointer[Int, origin_of(x)]`."""
    return "?"
