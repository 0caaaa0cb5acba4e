"""Where the standard library of the present Mojo has a name."""

from __future__ import annotations

from functools import cache

from minimojo.edition import LATEST
from minimojo.ide.migrations.renamed import RENAMED
from minimojo.types.std.library import StandardLibrary, stubs


def _library() -> StandardLibrary:
    return stubs(LATEST)


def is_module(name: str) -> bool:
    """Whether `name`, which begins with `std`, is a module."""
    return _library().environment(name) is not None


def exports(module: str) -> frozenset[str]:
    """The public names of a module; what is deprecated and has another name today is none of them."""
    return _library().exports(module) - RENAMED.keys()


def home_of(name: str) -> str | None:
    """The module that `name` is imported from: of several its own, then the nearest to `std`; None if there is none."""
    own = _HOMES.get(name) or _library().home(name)
    return own if own is not None and name in exports(own) else _homes().get(name)


def needs_no_import(name: str) -> bool:
    """Whether a name is known in every file."""
    return name in _library().prelude_names


_HOMES = {"external_call": "std.ffi", "unsafe_alloc": "std.memory.alloc"}
"""What the tables of the library tell of another module."""


@cache
def _homes() -> dict[str, str]:
    library = _library()
    homes: dict[str, str] = {}
    for module in sorted(library.modules, key=lambda it: (it.count("."), it)):
        if "._" not in module and module != "std.prelude":
            for name in library.exports(module):
                homes.setdefault(name, module)
    return homes
