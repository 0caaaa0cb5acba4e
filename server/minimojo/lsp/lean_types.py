"""Loads the types of the protocol without what a server never does with them: compare and print them.

`lsprotocol` makes more than five hundred classes each time that it is loaded. That is the greater part of the
time in which the server starts, and half of it goes into `__eq__` and `__repr__`, which are compiled for each.
Two findings are compared by what `reports.written` makes of them.
"""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module

import attrs


def load() -> None:
    """Loads `lsprotocol.types`, unless somebody has done so before, who may want all of it."""
    if "lsprotocol.types" in sys.modules:
        return
    define = attrs.define
    attrs.define = partial(define, eq=False, repr=False)
    try:
        import_module("lsprotocol.types")
    finally:
        attrs.define = define
