"""Which copies are copies of bits: no constructor of the user's takes part (VA-11.4)."""

from __future__ import annotations

from minimojo.hir.model import FunctionKind, TypeDecl
from minimojo.types.model import Answer, ParamType, StructType, Type, weakest
from minimojo.types.properties import is_trivial
from minimojo.types.resolve import resolve_type
from minimojo.types.scope import TypeScope
from minimojo.types.signatures import scope_of

_BY_CONSTRUCTOR = frozenset({"String", "Error", "Tuple"})
"""Structs of the library whose copy constructors do more than copy bits."""


def copied_bitwise(subject: Type, scope: TypeScope) -> Answer:
    """Whether a copy of `subject` calls no copy constructor.

    What most of the library's structs hold is not known. Of a type parameter it cannot be proved, and so the
    constructor is called.
    """
    return _copied_bitwise(subject, scope, frozenset())


def _copied_bitwise(subject: Type, scope: TypeScope, around: frozenset[TypeDecl]) -> Answer:
    if is_trivial(subject, scope) is Answer.YES:
        return Answer.YES
    if isinstance(subject, ParamType):
        return Answer.NO
    if not isinstance(subject, StructType) or subject.decl in around:
        return Answer.UNKNOWN
    struct = subject.decl
    home = scope.environment.program.environment_of(struct)
    if home is None or struct.cases or struct.damaged:
        return Answer.UNKNOWN
    if home.name.startswith("std."):
        return _of_library(subject, scope, around)
    if any(method.kind is FunctionKind.COPY_INIT for method in struct.methods.get("__init__", ())):
        return Answer.NO
    if struct.type_parameters:
        return Answer.UNKNOWN
    inside = scope_of(struct, home)
    return weakest(
        _copied_bitwise(resolve_type(field.annotation, inside), inside, around | {struct})
        for field in struct.fields
    )


def _of_library(subject: StructType, scope: TypeScope, around: frozenset[TypeDecl]) -> Answer:
    name = subject.decl.name
    if name in _BY_CONSTRUCTOR:
        return Answer.NO
    match subject.args:
        case (StructType() | ParamType() as held, *_) if name == "Optional":
            return _copied_bitwise(held, scope, around)
        case _:
            return Answer.UNKNOWN
