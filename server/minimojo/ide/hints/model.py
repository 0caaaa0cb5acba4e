"""What a kind of inlay hint is, and how the modules that define them are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from msgspec import Struct

from minimojo.rules.rule import Evidence


class Where(Enum):
    """How a hint stands to what is around it."""

    BEFORE = "before"
    BEHIND = "behind"
    LINE_END = "at the end of the line"


class Hint(Struct, frozen=True):
    """A text at a byte of a function; `told` is shown when somebody points at it."""

    at: int
    label: str
    told: str
    where: Where = Where.BEHIND
    is_type: bool = False


class HintKind(Struct, frozen=True):
    """Hints of one kind, which a setting of this name switches; `about` describes them."""

    name: str
    about: str
    find: Callable[[Evidence], Iterator[Hint]]


@cache
def all_kinds() -> tuple[HintKind, ...]:
    """The kind of every module of `minimojo.ide.hints.kinds`."""
    from minimojo.ide.hints import kinds

    modules = (import_module(f"{kinds.__name__}.{it.name}") for it in iter_modules(kinds.__path__))
    return tuple(module.KIND for module in modules)
