"""What patterns take apart: cases of enum-like types, elements of tuples, fields of structs (ST-94)."""

from __future__ import annotations

from msgspec import Struct

from minimojo.hir.model import TypeDecl
from minimojo.types import TypeScope, case_payloads, fields
from minimojo.types.model import (
    UNKNOWN,
    FieldStep,
    PackArg,
    StructType,
    Type,
    UnknownType,
    as_type,
)


class ElementStep(Struct, frozen=True):
    """An element of a tuple."""

    index: int


class PayloadStep(Struct, frozen=True):
    """What an enum case carries."""

    case: str


PatternStep = FieldStep | ElementStep | PayloadStep
Path = tuple[PatternStep, ...]


class EnumCase(Struct, frozen=True):
    """A case of an enum-like type; `payload` is None for one that carries nothing."""

    name: str
    payload: Type | None


def enum_cases(type_: Type, scope: TypeScope) -> tuple[EnumCase, ...] | None:
    """The closed list of cases of an enum-like type, in their order; None for any other type.

    Several payloads of one case are matched as a tuple.
    """
    cases = case_payloads(type_, scope)
    if cases is None:
        return None
    return tuple(EnumCase(name, _joined(payload, scope)) for name, payload in cases)


def is_bool(type_: Type) -> bool:
    return isinstance(type_, StructType) and type_.decl.name == "Bool"


def element_types(type_: Type) -> tuple[Type, ...] | None:
    """The types of the elements of a tuple of known length; None for any other type."""
    match type_:
        case StructType(decl=decl, args=(PackArg(items=items), *_)) if decl.name == "Tuple":
            return None if items is None else tuple(as_type(item) or UNKNOWN for item in items)
        case _:
            return None


def stepped_type(type_: Type, step: PatternStep, scope: TypeScope) -> Type:
    """The type behind one step; UNKNOWN when there is no such thing."""
    match step:
        case FieldStep(name=name):
            found = dict(fields(type_, scope) or ()).get(name)
        case ElementStep(index=index):
            elements = element_types(type_) or ()
            found = elements[index] if index < len(elements) else None
        case PayloadStep(case=name):
            found = next((each.payload for each in enum_cases(type_, scope) or () if each.name == name), None)
    return UNKNOWN if found is None or isinstance(found, UnknownType) else found


def _joined(payload: tuple[Type, ...], scope: TypeScope) -> Type | None:
    if len(payload) < 2:
        return payload[0] if payload else None
    match scope.environment.lookup("Tuple"):
        case (TypeDecl() as decl,):
            return StructType(decl, (PackArg(payload),))
        case _:
            return UNKNOWN
