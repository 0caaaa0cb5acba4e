"""What sort of thing is expected at a cursor, as far as the text before it shows."""

from __future__ import annotations

import re

from minimojo.syntax.scanning import word_start
from minimojo.syntax.unfinished import Spot

_IMPORT = re.compile(rb"\s*(?:from|import)\b")
_NEW_NAME = re.compile(
    rb"(?:\b(?:def|fn|struct|trait|__enum|var|ref|alias|as|case|let)\s+|\bfor\s+(?:\w+\s*,\s*)*)\Z"
)
_AT_COMPILE_TIME = re.compile(rb"\s*comptime\s+\Z")
_HEADS = {
    b"(": re.compile(rb"\s*(?:async\s+)?(?:def|fn)\s+[\w`]+\s*(?:\[.*\]\s*)?\Z", re.DOTALL),
    b"[": re.compile(rb"\s*(?:(?:async\s+)?(?:def|fn)|struct|trait)\s+[\w`]+\s*\Z"),
}
"""What comes before the bracket that holds arguments or parameters of a declaration."""
_ENTRY = re.compile(rb"[(\[,]\s*(?:(?:deinit|imm|mut|out|read|ref(?:\s*\[[^\]]*\])?|var)\s+|\*+\s*)?\Z")
_NUMBER = re.compile(rb"(?<![\w.)\]])\d[\d_]*\.\Z")
_TYPE = re.compile(rb"(?:->|:)\s*\Z")
_VALUE = re.compile(rb"(?:[(\[,=]|\breturn|\braise)\s*\Z")

MANY = 600
"""Names from which on only those are told that what is written leads to."""

_WORDS_BEFORE_VALUES = (b"return", b"in", b"and", b"or", b"not", b"if", b"else", b"case", b"raise")


def leads_to(written: str, label: str) -> bool:
    """Whether the letters of a text are in a label, in their order."""
    letters = iter(label)
    return all(it in letters for it in written)


def is_import(spot: Spot) -> bool:
    return _IMPORT.match(spot.before) is not None


def is_new_name(spot: Spot) -> bool:
    """Whether what is written is the name of something new, or a number."""
    return (
        _NEW_NAME.search(spot.before) is not None
        or _NUMBER.search(spot.before) is not None
        or is_behind_comptime(spot)
        or is_entry(spot)
    )


def is_entry(spot: Spot) -> bool:
    """Whether the name of an argument or parameter of a declaration is written, or a word that comes before it."""
    if len(spot.brackets) != 1 or _ENTRY.search(spot.before) is None:
        return False
    bracket = spot.brackets[0]
    head = _HEADS.get(bracket.text)
    return head is not None and head.match(spot.text, spot.statement, bracket.at) is not None


def is_behind_comptime(spot: Spot) -> bool:
    """Whether a statement begins with `comptime`, and a new name or a word like `if` is written."""
    return _AT_COMPILE_TIME.match(spot.before) is not None


def is_member(spot: Spot) -> bool:
    """Whether a member of a value before a dot is written."""
    return spot.is_behind_dot and not is_import(spot) and not is_new_name(spot)


def is_name(spot: Spot) -> bool:
    """Whether a name that is in scope is written."""
    return not spot.is_behind_dot and not is_import(spot) and not is_new_name(spot) and not is_decorator(spot)


def is_decorator(spot: Spot) -> bool:
    return spot.before.strip() == b"@"


def is_begin(spot: Spot) -> bool:
    """Whether a statement begins here."""
    return not spot.before.strip()


def is_type(spot: Spot) -> bool:
    """Whether a type is expected."""
    return _TYPE.search(spot.before) is not None and not is_begin(spot)


def is_value(spot: Spot) -> bool:
    """Whether a whole value that is given to something is written."""
    return _VALUE.search(spot.before) is not None


def has_receiver(spot: Spot) -> bool:
    """Whether there is a value before the dot, so that it is no member of what is expected here."""
    before = spot.before.rstrip()[:-1].rstrip()
    last = before[-1:]
    if not last or not (last.isalnum() or last in b"_)]}\"'`^"):
        return False
    return before[word_start(before, 0, len(before)) :] not in _WORDS_BEFORE_VALUES
