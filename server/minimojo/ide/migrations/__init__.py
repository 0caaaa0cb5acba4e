"""What has changed from older releases of Mojo to the present one: every module with `changes` is a sort of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from minimojo.ide.migrations.model import Change, OldFile

_Sort = Callable[[OldFile], Iterator[Change]]


@cache
def sorts() -> tuple[_Sort, ...]:
    """All of them; none but this knows which there are."""
    modules = [import_module(f"{__name__}.{it.name}") for it in iter_modules(__path__)]
    return tuple(it.changes for it in modules if hasattr(it, "changes"))
