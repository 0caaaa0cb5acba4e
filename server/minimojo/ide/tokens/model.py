"""The words in which editors are told about names; their order is the order of their numbers."""

from __future__ import annotations

from msgspec import Struct

from minimojo.choice import Choice
from minimojo.text import Span


class TokenType(Choice):
    NAMESPACE = "namespace"
    TYPE = "type"
    STRUCT = "struct"
    INTERFACE = "interface"
    ENUM = "enum"
    ENUM_MEMBER = "enumMember"
    TYPE_PARAMETER = "typeParameter"
    PARAMETER = "parameter"
    VARIABLE = "variable"
    PROPERTY = "property"
    FUNCTION = "function"
    METHOD = "method"
    DECORATOR = "decorator"


class Modifier(Choice):
    """The last five are ours.

    `owned`: the function has to see to the end of the value. `borrowed`: somebody else has. `mutable`: it can be
    changed by this name. `transferred`: it is given away here, or was given away before. `reference`: the name
    stands for the place of another value.
    """

    DECLARATION = "declaration"
    READONLY = "readonly"
    STATIC = "static"
    DEFAULT_LIBRARY = "defaultLibrary"
    DEPRECATED = "deprecated"
    OWNED = "owned"
    BORROWED = "borrowed"
    MUTABLE = "mutable"
    TRANSFERRED = "transferred"
    REFERENCE = "reference"


TYPES = tuple(it.value for it in TokenType)
MODIFIERS = tuple(it.value for it in Modifier)

Modifiers = frozenset[Modifier]


class Token(Struct, frozen=True, order=True):
    """A name at a place of a part of a file."""

    span: Span
    kind: str
    modifiers: frozenset[Modifier]
