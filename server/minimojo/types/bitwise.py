"""Which copies are copies of bits: no constructor of the user's takes part (VA-11.4)."""

from __future__ import annotations

from minimojo.hir.model import FunctionKind, TypeDecl
from minimojo.types.model import Answer, StructType, Type
from minimojo.types.properties import is_trivial
from minimojo.types.resolve import resolve_type
from minimojo.types.scope import TypeScope
from minimojo.types.signatures import scope_of


def copied_bitwise(subject: Type, scope: TypeScope) -> bool:
    """Whether a copy of `subject` certainly calls no copy constructor.

    What the library's structs hold is not known, nor what a type parameter stands for.
    """
    return _copied_bitwise(subject, scope, frozenset())


def _copied_bitwise(subject: Type, scope: TypeScope, around: frozenset[TypeDecl]) -> bool:
    if is_trivial(subject, scope) is Answer.YES:
        return True
    if not isinstance(subject, StructType) or subject.decl in around or subject.decl.type_parameters:
        return False
    struct = subject.decl
    home = scope.environment.program.environment_of(struct)
    if home is None or home.name.startswith("std.") or struct.cases or struct.damaged:
        return False
    if any(method.kind is FunctionKind.COPY_INIT for method in struct.methods.get("__init__", ())):
        return False
    inside = scope_of(struct, home)
    return all(
        _copied_bitwise(resolve_type(field.annotation, inside), inside, around | {struct})
        for field in struct.fields
    )
