"""Parsing in bounded time.

How the parser gets over errors costs, for some texts that nobody writes by hand (`~^~^~^…`), time that grows with
the square of their length: 64 kB take minutes. Such a text is given up: its tree is one error.
"""

from __future__ import annotations

import re

from tree_sitter import Parser, Tree

from minimojo.syntax.language import LANGUAGE

_FREE = 2000
_PER_BYTE = 0.2
"""Steps that a text may cost, in hundreds. Programs cost 2 per byte, the worst of other damaged texts 9."""

_NO_CODE = b"?"
"""A character that no Mojo begins with."""


def parsed(text: bytes, earlier: Tree | None = None) -> Tree | None:
    """The tree of a text, on top of that of an `earlier` state; None if it costs too much."""
    budget = _FREE + _PER_BYTE * len(text)
    view = memoryview(text)

    def read(offset: int, _point: object) -> memoryview:
        return view[offset:]

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


def given_up(text: bytes) -> Tree:
    """A tree for a text that was given up: one error as long as the text."""
    return Parser(LANGUAGE).parse(re.sub(rb"[^\n]", _NO_CODE, text))
