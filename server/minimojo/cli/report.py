"""What a check found, as the output formats need it.

These records are what workers send and the cache keeps: they hold nothing that only the analysis understands,
and this module loads nothing of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import TextIO

from msgspec import Struct

from minimojo.cli import formats
from minimojo.rules.model import Severity, Tag
from minimojo.text import Encoding, LineIndex, Position, Span, TextEdit


class Step(Struct, frozen=True):
    """A step of the story of a finding, in `path`."""

    path: str
    span: Span
    message: str


class WorkingFix(Struct, frozen=True):
    """A fix that was tried; `applicability` is `safe` or `unsafe`."""

    title: str
    edits: tuple[TextEdit, ...]
    applicability: str


class Reported(Struct, frozen=True, kw_only=True):
    """A finding with the fixes that work, if they were asked for. `unit` is the function it is in."""

    span: Span
    severity: Severity
    code: str
    message: str
    unit: str
    story: tuple[Step, ...] = ()
    tags: tuple[Tag, ...] = ()
    fixes: tuple[WorkingFix, ...] = ()


class Damage(Struct, frozen=True):
    """A syntax error: what it is in was checked in part or not at all."""

    span: Span
    cause: str


class Found(Struct, frozen=True):
    """What a check found in one text."""

    findings: tuple[Reported, ...] = ()
    damage: tuple[Damage, ...] = ()


class CheckedFile(Struct, frozen=True, dict=True):
    """A file that was checked. `path` is spelled as the command line spells it."""

    path: str
    text: bytes
    found: Found

    @property
    def findings(self) -> tuple[Reported, ...]:
        return self.found.findings

    @cached_property
    def lines(self) -> LineIndex:
        return LineIndex(self.text)

    def place(self, offset: int) -> str:
        """`file:line:column` of a byte, counted from 1 in characters."""
        at = self.position(offset)
        return f"{self.path}:{at.line}:{at.character}"

    def position(self, offset: int, encoding: Encoding = Encoding.UTF32) -> Position:
        """Line and column of a byte, counted from 1."""
        at = self.lines.position(offset, encoding)
        return Position(at.line + 1, at.character + 1)


class Needs(Enum):
    """What a format prints of a finding."""

    FINDINGS = "findings"
    FIXES = "fixes"
    """The fixes, too, each of which has to be tried."""


Writer = Callable[[Iterable[CheckedFile], TextIO], None]
"""Writes all files, which may be computed while it iterates, to a stream."""


class Format(Struct, frozen=True):
    """An output format; it is named by its module."""

    write: Writer
    needs: Needs = Needs.FINDINGS


def format_names() -> Iterator[str]:
    return (module.name for module in iter_modules(formats.__path__))


def find_format(name: str) -> Format:
    """The format of that name, which must be one of `format_names`."""
    return import_module(f"{formats.__name__}.{name}").FORMAT


def portable(path: str) -> str:
    """A path as other tools want it: relative to the current folder if it is below it, with slashes."""
    absolute = os.path.abspath(path)  # noqa: PTH100 - without following links
    here = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118
    return (absolute.removeprefix(here) if absolute.startswith(here) else absolute).replace(os.sep, "/")
