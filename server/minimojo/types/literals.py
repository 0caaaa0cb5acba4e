"""The types that the compiler knows by name: literals, `None`, `Never`, `Int` and so on (TY-8, TY-58)."""

from __future__ import annotations

from collections.abc import Sequence

from minimojo.hir.model import TypeDecl
from minimojo.types.model import (
    NEVER,
    NONE,
    UNBOUND,
    UNKNOWN,
    FloatLiteralType,
    IntLiteralType,
    NeverType,
    NoneType,
    Origin,
    PackArg,
    StringLiteralType,
    StructType,
    Type,
    TypeArg,
    ValueArg,
    as_type,
)
from minimojo.types.std.library import Library, standard_library

_OF_ANY_VALUE: dict[str, Type] = {
    "IntLiteral": IntLiteralType(None),
    "FloatLiteral": FloatLiteralType(),
    "StringLiteral": StringLiteralType(),
}
_LITERALS: dict[str, Type] = {"NoneType": NONE, "Never": NEVER}


def as_literal(subject: Type) -> Type:
    """`NoneType` and `Never` have one representation, however they are spelled."""
    if isinstance(subject, StructType) and subject.decl.module.startswith("std."):
        return _LITERALS.get(subject.decl.name, subject)
    return subject


def declared(subject: Type) -> Type:
    """The struct of the library that stands behind a literal type or `None`; other types themselves."""
    match subject:
        case StructType():
            return subject
        case IntLiteralType(value):
            return _struct("IntLiteral", ValueArg(None if value is None else str(value)))
        case FloatLiteralType():
            return _struct("FloatLiteral", ValueArg(None))
        case StringLiteralType():
            return _struct("StringLiteral", ValueArg(None))
        case NoneType():
            return _struct("NoneType")
        case NeverType():
            return _struct("Never")
        case _:
            return subject


def materialized(subject: Type) -> Type:
    """A literal type's run-time type (`Int`, `Float64`, `String`); any other type itself (TY-58)."""
    match literal_of(subject):
        case IntLiteralType():
            return prelude_type("Int")
        case FloatLiteralType():
            return prelude_type("Float64")
        case StringLiteralType():
            return prelude_type("String")
        case _:
            return subject


def is_literal(subject: Type) -> bool:
    return isinstance(subject, IntLiteralType | FloatLiteralType | StringLiteralType)


def is_literal_struct(subject: StructType) -> bool:
    """Whether this is the library's struct of a literal type, whatever its value."""
    return subject.decl.name in _OF_ANY_VALUE and subject.decl.module.startswith("std.")


def literal_of(subject: Type) -> Type:
    """The literal type of what is written as its struct, whatever its value; any other type itself."""
    if not isinstance(subject, StructType) or not is_literal_struct(subject):
        return subject
    return _OF_ANY_VALUE[subject.decl.name]


def of_some_value(subject: Type) -> Type:
    """The type of a literal that is declared by its struct and may have any value: `n: IntLiteral`."""
    is_open = isinstance(subject, StructType) and subject.args == (UNBOUND,)
    return literal_of(subject) if is_open else subject


def prelude_type(name: str, *args: TypeArg) -> Type:
    """A type of the prelude, whatever the file declares under that name (TY-8)."""
    library = standard_library()
    subject = library.program.memo((library, "type", name), lambda: _prelude_type(name, library), UNKNOWN)
    return StructType(subject.decl, args) if args and isinstance(subject, StructType) else subject


def _prelude_type(name: str, library: Library) -> Type:
    from minimojo.types.resolve import entity_of

    home = library.environment("std.prelude")
    found = None if home is None else entity_of(library.prelude(name) or library.declaration(name), home)
    return UNKNOWN if found is None else as_type(found) or UNKNOWN


def std_struct(name: str) -> TypeDecl | None:
    """The declaration of a type or trait of the library."""
    for decl in standard_library().declaration(name):
        if isinstance(decl, TypeDecl):
            return decl
    return None


def _struct(name: str, *args: TypeArg) -> Type:
    decl = std_struct(name)
    return UNKNOWN if decl is None else StructType(decl, args)


def template_type(origins: Sequence[Origin]) -> Type:
    """The type of a t-string: `TString[...]` with the origins of its parts as arguments (EX-13)."""
    decl = std_struct("TString")
    if decl is None:
        return UNKNOWN
    if len(decl.type_parameters) > 1:  # Older libraries list the text and the types of the parts, too.
        return StructType(decl, (UNBOUND,) * len(decl.type_parameters))
    return StructType(decl, (PackArg(tuple(origins)),))
