"""The standard library's own source tree, in the place of the stubs while its files are looked at."""

from __future__ import annotations

from minimojo.hir.model import Declaration, ImportDecl, Namespace
from minimojo.types.scope import Environment, Program

_ELSEWHERE = (
    "std.collections",
    "std.builtin.builtin_slice",
    "std.builtin.anytype",
    "std.builtin.value",
    "std.hashlib",
    "std.hash",
    "std.memory",
    "std.iter",
    "std.format",
    "std.format.tstring",
    "std.utils",
)
"""Where what the compiler knows by name is declared if the prelude does not export it."""


_PRELUDE = "std.prelude"

_OLDER_NAMES = {"Deinitable": "ImplicitlyDeletable"}
"""What the compiler knows by name, as older sources call it."""


def source_library(program: Program, module: Namespace) -> SourceLibrary | None:
    """The library whose source a file is part of: a package `std` with a prelude; None for any other file."""
    if not module.name.startswith("std.") or program.resolver(_PRELUDE, module) is None:
        return None
    return SourceLibrary(program, module)


class SourceLibrary:
    """The library as the files of one tree declare it; `importer` is any of them."""

    deprecated: frozenset[str] = frozenset()

    def __init__(self, program: Program, importer: Namespace) -> None:
        self.program = program
        self._importer = importer

    def prelude(self, name: str) -> tuple[Declaration, ...]:
        """See `StandardLibrary.prelude`."""
        if name == "std":
            return (ImportDecl(name="std", module="std", member=None),)
        home = self.environment(_PRELUDE)
        return (home.exported(name) or ()) if home is not None else ()

    def environment(self, module: str) -> Environment | None:
        """See `StandardLibrary.environment`."""
        self.program.note_read(self._importer.name, f"import {module}")
        found = self.program.resolver(module, self._importer)
        return None if found is None else self.program.environment(found)

    def is_complete(self, name: str) -> bool:  # noqa: ARG002
        """What a file declares is all there is."""
        return True

    def declaration(self, name: str) -> tuple[Declaration, ...]:
        """See `StandardLibrary.declaration`."""
        older = _OLDER_NAMES.get(name)
        return self._declared(name) or (self._declared(older) if older is not None else ())

    def _declared(self, name: str) -> tuple[Declaration, ...]:
        found = self.prelude(name)
        for module in _ELSEWHERE:
            if found:
                break
            home = self.environment(module)
            found = (home.exported(name) or ()) if home is not None else ()
        return found
