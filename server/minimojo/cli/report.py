"""What a check found, as the output formats need it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import TextIO

from msgspec import Struct

from minimojo.cli import formats
from minimojo.ide.diagnostics import Diagnostic
from minimojo.syntax.errors import SyntaxProblem
from minimojo.text import Encoding, LineIndex
from minimojo.workspace.repairs import Repair


class Reported(Struct, frozen=True):
    """A finding; `repairs` finds the fixes that work, as long as the file is open."""

    diagnostic: Diagnostic
    repairs: Callable[[], tuple[Repair, ...]]


class CheckedFile(Struct, frozen=True, dict=True):
    """A file that was checked. `path` is spelled as the command line spells it.

    `damage` are the syntax errors: what they are in was checked in part or not at all.
    """

    path: str
    text: bytes
    findings: tuple[Reported, ...]
    damage: tuple[SyntaxProblem, ...] = ()

    @cached_property
    def lines(self) -> LineIndex:
        return LineIndex(self.text)

    def place(self, offset: int) -> str:
        """`file:line:column` of a byte, counted from 1 in characters."""
        at = self.lines.position(offset, Encoding.UTF32)
        return f"{self.path}:{at.line + 1}:{at.character + 1}"


Writer = Callable[[Iterable[CheckedFile], TextIO], None]
"""Writes all files, which may be computed while it iterates, to a stream."""


class Format(Struct, frozen=True):
    """An output format; it is named by its module."""

    write: Writer


def format_names() -> Iterator[str]:
    return (module.name for module in iter_modules(formats.__path__))


def find_format(name: str) -> Format:
    """The format of that name, which must be one of `format_names`."""
    return import_module(f"{formats.__name__}.{name}").FORMAT
