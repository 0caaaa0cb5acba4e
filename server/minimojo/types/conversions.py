"""Implicit conversions of a value to the type that is wanted (VA-19 .. VA-22, OV-47)."""

from __future__ import annotations

from minimojo.types.calls import Conversion, Operand, Same, UnknownConversion
from minimojo.types.model import Answer, Type
from minimojo.types.scope import TypeScope


def implicit_conversion(source: Type | Operand, target: Type, scope: TypeScope) -> Conversion:
    """How a value of type `source` becomes a `target`. An `Operand` tells its category too."""
    return Same() if source == target else UnknownConversion()


def same_type(left: Type, right: Type) -> Answer:
    """TY-1; UNKNOWN when a part of either is not known."""
    return Answer.YES if left == right else Answer.UNKNOWN
