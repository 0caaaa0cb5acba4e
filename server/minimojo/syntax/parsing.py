"""Parsing in bounded time.

How the parser gets over errors costs, for some texts that nobody writes by hand (`~^~^~^…`), time that grows with
the square of their length: 64 kB take minutes. Such a text is given up: its tree is one error.
"""

from __future__ import annotations

import re
import threading
from itertools import islice

from tree_sitter import Parser, Tree

from minimojo.syntax.language import LANGUAGE

_FREE = 2000
_PER_BYTE = 0.2
"""Steps that a text may cost, in hundreds. Programs cost 2 per byte, the worst of other damaged texts 9."""

_LOOKED_AT = 4
"""Statements with errors that are parsed alone."""

_NO_CODE = b"?"
"""A character that no Mojo begins with."""


class _Desk(threading.local):
    """Where a part of a text lies while the parser reads it.

    The parser never lets go of an object that it was given to read (tree_sitter 0.26): it is always this one.
    """

    def __init__(self) -> None:
        self.part = bytearray()


_CHUNK = 64 * 1024
_desk = _Desk()


def parsed(text: bytes, earlier: Tree | None = None) -> Tree | None:
    """The tree of a text, on top of that of an `earlier` state; None if it costs too much."""
    budget = _FREE + _PER_BYTE * len(text)
    part = _desk.part

    def read(offset: int, _point: object) -> bytearray:
        part[:] = text[offset : offset + _CHUNK]  # What was read before, the parser has put down by now.
        return part

    def is_spent(_offset: int, _has_error: bool) -> bool:
        nonlocal budget
        budget -= 1
        return budget < 0

    try:
        if earlier is None:
            return Parser(LANGUAGE).parse(read, progress_callback=is_spent)
        return Parser(LANGUAGE).parse(read, earlier, progress_callback=is_spent)
    except ValueError:
        if budget < 0:
            return None
        raise


def has_old_error(tree: Tree, text: bytes) -> bool:
    """Whether an incremental tree has an error that its text has no more: a statement of the file has none when it is
    parsed alone. Seldom, the parser takes over a part of the earlier tree that what was removed made wrong.
    """
    damaged = (it for it in tree.root_node.children if it.has_error and not (it.is_error or it.is_missing))
    for node in islice(damaged, _LOOKED_AT):
        alone = parsed(text[node.start_byte : node.end_byte])
        if alone is not None and not alone.root_node.has_error:
            return True
    return False


def given_up(text: bytes) -> Tree:
    """A tree for a text that was given up: one error as long as the text."""
    return Parser(LANGUAGE).parse(re.sub(rb"[^\n]", _NO_CODE, text))
