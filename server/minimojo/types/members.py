"""The members of a type: fields, methods, defaults of traits, extensions, synthesized constructors
(OV-10 .. OV-14, TY-36 .. TY-40)."""

from __future__ import annotations

from minimojo.types.calls import Member, UnknownMember
from minimojo.types.model import Type
from minimojo.types.scope import TypeScope


def member(subject: Type, name: str, scope: TypeScope) -> Member:
    """What `value.name` denotes for a value of this type, or `Type.name` for a `MetaType`."""
    return UnknownMember()


def constructors(subject: Type, scope: TypeScope) -> Member:
    """All `__init__` of a type, synthesized ones included (OV-49): `Methods` or `UnknownMember`."""
    return UnknownMember()


def fields(subject: Type, scope: TypeScope) -> tuple[tuple[str, Type], ...] | None:
    """The stored fields in order, parameters filled in (CL-5).

    None when they are not known; () for a type that is no struct, or a struct without fields.
    """
    return None
