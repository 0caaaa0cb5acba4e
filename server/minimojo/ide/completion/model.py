"""What can be written at a place, and how the modules that find it are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum, IntEnum
from functools import cache, cached_property
from importlib import import_module
from pkgutil import iter_modules

from msgspec import Struct

from minimojo.hir.model import ComptimeDecl, FunctionDecl, ImportDecl, TypeDecl
from minimojo.names.members import Found, Part
from minimojo.names.model import Kind, Symbol
from minimojo.names.symbols import Symbols
from minimojo.syntax import ast
from minimojo.syntax.unfinished import Spot, alone, whole
from minimojo.text import Span
from minimojo.types.model import Type
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.probe import Probe


class Rank(IntEnum):
    """What comes first in a list."""

    ARGUMENT = 0
    LOCAL = 1
    MEMBER = 2
    OWN = 3
    INHERITED = 4
    IMPORTED = 5
    POSTFIX = 6
    KEYWORD = 7
    PRELUDE = 8
    UNLIKELY = 9
    PRIVATE = 10
    SPECIAL = 11


class Pointer(Struct, frozen=True):
    """Where more about an item is found: declarations, or what a name means at the top of a file."""

    symbols: tuple[Symbol, ...] = ()
    name: str = ""


class ItemKind(Enum):
    """Kinds of items that are no declarations."""

    KEYWORD = "keyword"
    OPERATOR = "operator"
    KEYWORD_ARGUMENT = "keyword argument"


class Item(Struct, frozen=True, kw_only=True):
    """Something that can be written in the place of the word under the cursor.

    `insert` is what is written, `sought` what it is found by, both the label if they are empty; `snippet` is
    written instead where stops are understood, `$0` being where the cursor goes. `removes` is what has to go
    besides the word.
    """

    label: str
    kind: Kind | ItemKind
    rank: Rank
    detail: str = ""
    insert: str = ""
    snippet: str = ""
    sought: str = ""
    deprecated: bool = False
    removes: Span | None = None
    pointer: Pointer | None = None


class Moment(Struct, frozen=True, eq=False, dict=True):
    """Where something is to be written."""

    atlas: Atlas
    path: str
    spot: Spot

    @cached_property
    def probe(self) -> Probe | None:
        """The function around the cursor, with a placeholder for what is written."""
        return self.atlas.workspace.probe(self.path, whole(self.spot), self.spot.word.start)

    @cached_property
    def receiver(self) -> tuple[Type, Probe] | None:
        """The type of the value before the dot; if need be, of that value by itself."""
        for edits in (whole(self.spot), alone(self.spot)):
            at = self.spot.word.start if edits == whole(self.spot) else self.spot.statement + 1
            probe = (
                self.probe if edits == whole(self.spot) else self.atlas.workspace.probe(self.path, edits, at)
            )
            node = None if probe is None else probe.node
            if probe is not None and isinstance(node, ast.Attribute):
                found = probe.resolver.type_of(node.value)
                if found is not None:
                    return found, probe
        return None


class Source(Struct, frozen=True):
    """Finds items of one kind."""

    find: Callable[[Moment], Iterator[Item]]


@cache
def all_sources() -> tuple[Source, ...]:
    """The source of every module of `minimojo.ide.completion.sources`."""
    from minimojo.ide.completion import sources

    modules = (import_module(f"{sources.__name__}.{it.name}") for it in iter_modules(sources.__path__))
    return tuple(module.SOURCE for module in modules)


_TYPES = {
    ast.TypeDefKind.STRUCT: Kind.STRUCT,
    ast.TypeDefKind.TRAIT: Kind.TRAIT,
    ast.TypeDefKind.ENUM: Kind.ENUM,
    ast.TypeDefKind.EXTENSION: Kind.STRUCT,
}
_MOST = 8
"""Overloads that are told about."""


def item_of(name: str, found: tuple[Found, ...], rank: Rank, symbols: Symbols | None) -> Item:
    """The item of a name that stands for declarations, all of them overloads if there are several. Without
    `symbols` it is a name of the file, by which more is found."""
    first = found[0]
    if symbols is None:
        pointer = Pointer(name=name)
    else:
        pointer = Pointer(tuple(it for it in map(symbols.of, found[:_MOST]) if it is not None))
    functions = [it for it in found if isinstance(it, FunctionDecl)]
    return Item(
        label=name,
        kind=kind_of(first),
        rank=rank,
        detail=_detail(functions),
        snippet=_snippet(name, functions),
        deprecated=all(getattr(it, "deprecation", None) is not None for it in found),
        pointer=pointer,
    )


def kind_of(found: Found) -> Kind:
    """What sort of thing a declaration is."""
    match found:
        case Part(decl=ast.EnumCase()):
            return Kind.CASE
        case Part(decl=decl):
            return Kind.FIELD if type(decl).__name__ == "FieldDecl" else Kind.PARAMETER
        case FunctionDecl():
            return Kind.FUNCTION if found.owner is None else Kind.METHOD
        case TypeDecl():
            return _TYPES[found.kind]
        case ComptimeDecl():
            return Kind.COMPTIME
        case ImportDecl():
            return Kind.MODULE


def _detail(functions: list[FunctionDecl]) -> str:
    """How the arguments are taken: `(mut self, var value)`."""
    if not functions:
        return ""
    words = [
        it.name if it.convention.value == "imm" else f"{it.convention.value} {it.name}"
        for it in functions[0].arguments
    ]
    more = f" and {len(functions) - 1} more" if len(functions) > 1 else ""
    return f"({', '.join(words)}){more}"


def _snippet(name: str, functions: list[FunctionDecl]) -> str:
    if not functions:
        return ""
    skips = [0 if it.owner is None or it.is_static else 1 for it in functions]
    takes = any(it.arguments[skip:] for it, skip in zip(functions, skips, strict=True))
    return f"{name}($0)" if takes else f"{name}()$0"
