"""What does a text declare, as far as one look at its lines tells? For thousands of files that nobody has opened.

struct Point:            struct Point
    var x: Int           field x, in Point
    def shift(self):     method shift, in Point
        var y = 1        (a variable of a function is nobody else's)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from minimojo.names.model import Kind
from minimojo.text import Span

_DECLARATION = re.compile(
    rb"""
    "{3}[\s\S]*?(?:"{3}|\Z) | '{3}[\s\S]*?(?:'{3}|\Z) | "(?:\\.|[^"\\\r\n])*+"? | '(?:\\.|[^'\\\r\n])*+'? | \#[^\r\n]*
    | ^(?P<indent>[ \t]*)
      (?:(?:async[ \t]+)?(?P<word>def|fn|struct|trait|__enum|__extension|comptime|alias|var|case)[ \t]+)
      (?:`(?P<quoted>[^`\r\n]+)`|(?P<name>\w+))
    """,
    re.MULTILINE | re.VERBOSE,
)

_KINDS = {
    b"def": Kind.FUNCTION,
    b"fn": Kind.FUNCTION,
    b"struct": Kind.STRUCT,
    b"trait": Kind.TRAIT,
    b"__enum": Kind.ENUM,
    b"__extension": Kind.STRUCT,
    b"comptime": Kind.COMPTIME,
    b"alias": Kind.COMPTIME,
    b"var": Kind.FIELD,
    b"case": Kind.CASE,
}
_STATEMENTS = frozenset((b"if", b"for", b"while", b"match", b"assert", b"with"))
"""What is no name behind `comptime`."""

_TYPES = (Kind.STRUCT, Kind.TRAIT, Kind.ENUM)


class Skimmed(Struct, frozen=True):
    """Something declared; `container` is what it is declared in, empty at the top of the file."""

    kind: Kind
    name: str
    span: Span
    container: str


def skimmed(text: bytes) -> Iterator[Skimmed]:
    """The declarations of a text in order, but for what functions have to themselves."""
    around: list[tuple[int, Skimmed]] = []
    for found in _DECLARATION.finditer(text):
        word = found["word"]
        if word is None:
            continue
        group = "name" if found["name"] is not None else "quoted"
        indent = len(found["indent"])
        while around and around[-1][0] >= indent:
            around.pop()
        outer = around[-1][1] if around else None
        kind = _kind(word, found[group], outer)
        if kind is None:
            continue
        name = found[group].decode("utf-8", "replace")
        it = Skimmed(kind, name, Span(*found.span(group)), "" if outer is None else outer.name)
        if kind not in (Kind.COMPTIME, Kind.FIELD, Kind.VARIABLE, Kind.CASE):
            around.append((indent, it))
        yield it


def _kind(word: bytes, name: bytes, outer: Skimmed | None) -> Kind | None:
    kind = _KINDS[word]
    is_in_type = outer is not None and outer.kind in _TYPES
    match kind:
        case Kind.FUNCTION:
            return Kind.METHOD if is_in_type else kind
        case Kind.FIELD if outer is None:
            return Kind.VARIABLE
        case Kind.FIELD:
            return kind if is_in_type else None
        case Kind.CASE:
            return kind if outer is not None and outer.kind is Kind.ENUM else None
        case Kind.COMPTIME:
            is_local = outer is not None and not is_in_type
            return None if name in _STATEMENTS or is_local else kind
        case _:
            return kind
