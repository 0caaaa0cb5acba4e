"""What names stand for, and where they stand."""

from __future__ import annotations

from msgspec import Struct

from minimojo.choice import Choice
from minimojo.text import Span


class Kind(Choice):
    """What sort of thing a name stands for."""

    VARIABLE = "variable"
    ARGUMENT = "argument"
    PARAMETER = "parameter"
    FUNCTION = "function"
    METHOD = "method"
    FIELD = "field"
    STRUCT = "struct"
    TRAIT = "trait"
    ENUM = "enum"
    CASE = "case"
    COMPTIME = "comptime"
    MODULE = "module"
    UNKNOWN = "unknown"
    """Something that is imported from where nothing like it is known."""


GETTER, SETTER = "__getattr__", "__setattr__"
"""The methods that stand behind members which nobody declares: these are spelled like anything."""

LOCAL_KINDS = frozenset((Kind.VARIABLE, Kind.ARGUMENT, Kind.PARAMETER))
"""Kinds of things that one function may have to itself."""


class Role(Choice):
    """What a name is written for."""

    DECLARATION = "declaration"
    READ = "read"
    WRITE = "write"
    TRANSFER = "transfer"
    CALL = "call"
    IMPORT = "import"


class Symbol(Struct, frozen=True, gc=False):
    """Something that has a name: `span` is the name in its declaration, in a unit or header of a file.

    `file` is the key of a file, `library` the module of the standard library that declares it instead.
    A module has no unit; it is its file, or the file of its package. Equal symbols are the same thing.
    """

    kind: Kind
    name: str
    file: str
    unit_key: str
    span: Span
    library: str = ""


class Occurrence(Struct, frozen=True, gc=False):
    """A name in the source of a unit, and what it may stand for: several functions as long as it is not
    known which one is called."""

    span: Span
    symbols: tuple[Symbol, ...]
    role: Role
