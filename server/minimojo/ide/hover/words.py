"""What the words of ownership mean, as the manual's page on ownership tells it."""

from __future__ import annotations

from minimojo.syntax.document import Document
from minimojo.syntax.keywords import keyword_at
from minimojo.text import Span

_TOLD = {
    (
        "convention",
        "imm",
    ): "The function reads the caller's value, which it cannot change. Nothing is copied, and the "
    "caller keeps the value. This is what an argument without a convention does.",
    (
        "convention",
        "mut",
    ): "The function changes the caller's value. Nothing is copied, and the caller sees the changes; "
    "no other argument of the call may be (a part of) the same value.",
    (
        "convention",
        "var",
    ): "The function owns the value. The caller gives it away with `^`, or a copy of it if its type "
    "can be copied implicitly.",
    (
        "convention",
        "ref",
    ): "A reference to the caller's value, which can be changed where the caller could change it. "
    "Nothing is copied; a result may refer to the same value.",
    (
        "convention",
        "out",
    ): "The result: it belongs to the caller, has no value at the beginning, and must be set "
    "wherever the function returns.",
    (
        "convention",
        "deinit",
    ): "The function owns the value and ends its life by taking it apart: its fields can be given "
    "away one by one, and no destructor runs for the whole.",
    (
        "var_pattern",
        "var",
    ): "Declares a variable. It owns its value, which is destroyed right after its last use.",
    (
        "ref_pattern",
        "ref",
    ): "Declares a reference: nothing is copied or owned, and the value that it refers to is kept "
    "alive for as long as the reference is used.",
    (
        "raises_effect",
        "raises",
    ): "The function may raise an error instead of returning; its values are destroyed then, too.",
}


def word(document: Document, offset: int) -> tuple[Span, str] | None:
    """The word of ownership at a byte, and Markdown about it."""
    found = keyword_at(document, offset)
    told = None if found is None else _TOLD.get((found.role, found.word))
    return None if found is None or told is None else (found.span, f"**`{found.word}`:** {told}")
