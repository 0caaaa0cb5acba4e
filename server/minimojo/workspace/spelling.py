"""How is something written in a file? A text without that word need not be understood to know that it is not there."""

from __future__ import annotations

import re

from minimojo.names.model import GETTER, SETTER, Kind, Symbol

_BY_KEYWORD = (Kind.ARGUMENT, Kind.PARAMETER)
"""What other files can only name as the keyword of a call or of `[...]`, or behind the dot of a type."""

_TYPES = (Kind.STRUCT, Kind.TRAIT, Kind.ENUM)
"""What is called `Self` in its own methods."""


def word_of(symbol: Symbol, spelled: str, *, is_elsewhere: bool) -> re.Pattern[bytes]:
    """What a text must hold to mention a symbol."""
    if symbol.kind is Kind.METHOD and symbol.name in (GETTER, SETTER):
        return re.compile(rb"(?<=\.)\w+|%s(?!\w)" % _begun(symbol.name))
    if symbol.kind in _TYPES and not is_elsewhere and spelled == symbol.name:
        return re.compile(rb"(?<!\w)(?:Self|%s)(?!\w)" % re.escape(spelled.encode()))
    if is_elsewhere and symbol.kind in _BY_KEYWORD:
        behind_dot = rb"(?<=\.%s)(?!\w)" % re.escape(spelled.encode())
        return re.compile(_begun(spelled) + rb"(?:\s*=(?!=)|%s)" % behind_dot)
    return re.compile(_begun(spelled) + rb"(?!\w)")


def _begun(name: str) -> bytes:
    """The pattern of a name that is not the end of a longer one. What begins with a word is soon looked for."""
    return rb"%(name)s(?<!\w%(name)s)" % {b"name": re.escape(name.encode())}


def or_another(word: re.Pattern[bytes], spelled: str, text: bytes) -> re.Pattern[bytes]:
    """A word, or one of the names that the imports of a file give to what it stands for."""
    given = re.findall(_begun(spelled) + rb"\s+as\s+(\w+)", text)
    if not given:
        return word
    return re.compile(rb"%s|(?<!\w)(?:%s)(?!\w)" % (word.pattern, b"|".join(dict.fromkeys(given))))
