"""The names of whole files, and where what they stand for is declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from minimojo.edition import Edition
from minimojo.hir.model import Header, Module, Unit
from minimojo.names.model import Occurrence, Role, Symbol
from minimojo.text import LineIndex, Span
from minimojo.types.std.library import stubs
from minimojo.workspace.files import Files
from minimojo.workspace.run import Run


class Placed(Struct, frozen=True):
    """A name in a file: `span` is a place of the file, `part` the key of the function or header it is in."""

    span: Span
    symbols: tuple[Symbol, ...]
    role: Role
    part: str


class Place(Struct, frozen=True):
    """A place in a file, for front ends; `path` is what they call the file."""

    path: str
    span: Span
    lines: LineIndex


class Mention(Struct, frozen=True):
    """A name that stands for something that was asked for, in some file."""

    place: Place
    role: Role
    part: str


def names_at(run: Run, module: Module, offset: int) -> Placed | None:
    """The name at a byte of a file: the one under the cursor before the one that ends there."""
    found = [
        it
        for part in parts_at(module, offset)
        for it in placed(part, run.names(part))
        if it.span.start <= offset <= it.span.end
    ]
    return max(found, key=lambda it: it.span.start, default=None)


def types_at(run: Run, module: Module, offset: int) -> tuple[Symbol, ...]:
    """The declared type of the expression that ends or begins with what is at a byte of a file."""
    for part in reversed(list(parts_at(module, offset))):
        found = run.types_at(part, offset - part.start)
        if found:
            return found
    return ()


def names_of(run: Run, parts: Iterable[Unit | Header]) -> Iterator[Placed]:
    """The names of several parts of a file."""
    for part in parts:
        yield from placed(part, run.names(part))


def placed(part: Unit | Header, names: Iterable[Occurrence]) -> Iterator[Placed]:
    """Names of a part of a file as names of the file."""
    for it in names:
        yield Placed(it.span.shifted(part.start), it.symbols, it.role, part.key)


def parts_of(module: Module) -> Iterator[Unit | Header]:
    """Everything in a file that may have names."""
    yield from module.headers
    yield from module.units


def parts_at(module: Module, offset: int) -> Iterator[Unit | Header]:
    """The functions and headers around a byte."""
    return (it for it in parts_of(module) if it.start <= offset <= it.start + len(source_of(it)))


def source_of(part: Unit | Header) -> bytes:
    return part.source if isinstance(part, Unit) else part.part.source


def place_in_library(symbol: Symbol, edition: Edition, files: Files) -> Place | None:
    """Where the standard library's table declares something; None for a module, which has no file of its own."""
    found = stubs(edition).written_at(symbol.unit_key, symbol.span) if symbol.unit_key else None
    if found is None:
        return None
    path, span = found
    return Place(files.path(path), span, LineIndex(path.read_bytes()))
