"""Conditions as the compiler compares them: syntactic, after canonicalisation (OV-50, TY-24).

Propositions are immutable values with structural equality.
"""

from __future__ import annotations

from dataclasses import dataclass

from minimojo.hir.model import TypeDecl
from minimojo.types.model import Answer, Type, TypeArg


@dataclass(frozen=True, slots=True)
class Constant:
    value: bool


@dataclass(frozen=True, slots=True)
class Conforms:
    """`conforms_to(type, trait)`, one trait each."""

    type: Type
    trait: TypeDecl


@dataclass(frozen=True, slots=True)
class AllConform:
    """`Ts.all_conforms_to[trait]()` of a list of types that is not known."""

    types: TypeArg
    trait: TypeDecl


@dataclass(frozen=True, slots=True)
class Equal:
    """`left == right`, of types or values."""

    left: TypeArg
    right: TypeArg


@dataclass(frozen=True, slots=True)
class Less:
    """`left < right` of values: `a > b` and `not`-free forms are brought to `<` and `<=`."""

    left: TypeArg
    right: TypeArg
    or_equal: bool


@dataclass(frozen=True, slots=True)
class Truth:
    """A `Bool` parameter or another expression, by canonical spelling; None equals nothing."""

    text: str | None
    owner: object = None


@dataclass(frozen=True, slots=True)
class Not:
    operand: Proposition


@dataclass(frozen=True, slots=True)
class Both:
    left: Proposition
    right: Proposition


@dataclass(frozen=True, slots=True)
class Either:
    left: Proposition
    right: Proposition


Proposition = Constant | Conforms | AllConform | Equal | Less | Truth | Not | Both | Either

TRUE = Constant(True)
FALSE = Constant(False)
OPAQUE = Truth(None)


def negation(proposition: Proposition) -> Proposition:
    """`not proposition`, for the other arms of a `comptime if`."""
    match proposition:
        case Constant(value):
            return Constant(not value)
        case Not(operand):
            return operand
        case _:
            return Not(proposition)


def implied(proposition: Proposition, assumptions: tuple[Proposition, ...]) -> Answer:
    """Whether the assumptions prove (YES) or disprove (NO) the proposition (TY-24)."""
    return Answer.UNKNOWN
