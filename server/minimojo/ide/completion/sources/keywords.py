"""Words of the language, where they can stand; decorators."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minimojo.ide.completion.model import Item, ItemKind, Moment, Rank, Source
from minimojo.ide.completion.places import is_begin, is_behind_comptime, is_decorator, is_entry, is_name
from minimojo.syntax import ast
from minimojo.syntax.unfinished import Spot

_FILE = ("comptime", "def", "from", "import", "struct", "trait")
_TYPE = ("comptime", "def", "var")
_STATEMENTS = (
    *("break", "comptime", "continue", "def", "elif", "else", "except", "finally", "for", "from", "if"),
    *("import", "match", "pass", "raise", "ref", "return", "try", "var", "while", "with"),
)
_AT_COMPILE_TIME = ("assert", "for", "if", "match")
_VALUES = ("and", "else", "for", "if", "in", "is", "not", "or", "True", "False", "None", "Self")
_CONVENTIONS = ("deinit", "imm", "mut", "out", "ref", "var")
_DECORATORS = (
    *("align", "always_inline", "deprecated", "doc_hidden", "explicit_destroy", "export", "extern"),
    *("fieldwise_init", "implicit", "no_inline", "parameter", "stable", "staticmethod", "__parameter"),
)
_EFFECTS = ("abi", "capturing", "raises", "thin", "where")
_BEGIN = re.compile(rb"[(,]\s*\Z")
_RECEIVER = re.compile(
    rb"\s+(?:async\s+)?def\b[^(]*\(\s*(?:(?:deinit|imm|mut|out|ref(?:\s*\[[^\]]*\])?|var)\s+)?\Z"
)
_EFFECT = re.compile(
    rb"\bdef\b[^()]*\((?:[^()]|\([^()]*\))*\)\s*(?:(?:raises|thin|capturing|abi\([^()]*\))\s+)*\Z"
)


def find(moment: Moment) -> Iterator[Item]:
    spot = moment.spot
    if is_decorator(spot):
        words: tuple[str, ...] = _DECORATORS
    elif is_behind_comptime(spot):
        words = _AT_COMPILE_TIME if _is_in_function(moment) else ()
    elif is_entry(spot):
        words = _words_of_entry(spot, moment)
    elif is_name(spot):
        words = _words(spot, moment)
    else:
        return
    for word in words:
        yield Item(label=word, kind=ItemKind.KEYWORD, rank=Rank.KEYWORD)


def _words(spot: Spot, moment: Moment) -> tuple[str, ...]:
    if is_begin(spot):
        indented = spot.text[: spot.word.start].rpartition(b"\n")[2] != b""
        if not indented or not _is_in_function(moment):
            return (*_FILE, *_TYPE)
        return (*_STATEMENTS, "True", "False", "None", "not")
    return _EFFECTS if _EFFECT.search(spot.before) else _VALUES


def _words_of_entry(spot: Spot, moment: Moment) -> tuple[str, ...]:
    """Conventions of an argument, and the name that the first one of a method has."""
    line = spot.text[spot.text.rfind(b"\n", 0, spot.statement) + 1 : spot.word.start]
    receiver = ("self",) if _RECEIVER.match(line) and _is_method(moment) else ()
    is_begin_of_argument = spot.brackets[0].text == b"(" and _BEGIN.search(spot.before) is not None
    return (*receiver, *(_CONVENTIONS if is_begin_of_argument else ()))


def _is_method(moment: Moment) -> bool:
    """Whether the declaration around the cursor is part of a type."""
    return moment.probe is not None and moment.probe.owner is not None


def _is_in_function(moment: Moment) -> bool:
    probe = moment.probe
    return probe is not None and isinstance(probe.tree, ast.FunctionDef)


SOURCE = Source(find)
