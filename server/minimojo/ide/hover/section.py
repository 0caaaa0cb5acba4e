"""What a section of a hover is, and how the modules that define them are found."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from msgspec import Struct

from minimojo.ide.cursor import Subject


class Order(IntEnum):
    """From what a reader needs first to what comes last."""

    DECLARATION = 0
    STATE = 1
    HERE = 2
    ARGUMENTS = 3
    KEPT_ALIVE = 4
    END = 5
    TYPE = 6
    DOCUMENTATION = 7


class Section(Struct, frozen=True):
    """Markdown about a subject, or None where a section has nothing to say."""

    order: Order
    render: Callable[[Subject], str | None]


@cache
def all_sections() -> tuple[Section, ...]:
    """The section of every module of `minimojo.ide.hover.sections`, in the order of reading."""
    from minimojo.ide.hover import sections

    modules = (import_module(f"{sections.__name__}.{it.name}") for it in iter_modules(sections.__path__))
    return tuple(sorted((module.SECTION for module in modules), key=lambda section: section.order))
