"""Which declaration a call denotes: matching, inference, ranking (OV parts 3 to 6)."""

from __future__ import annotations

from collections.abc import Sequence

from minimojo.hir.model import FunctionDecl
from minimojo.types.calls import ExplicitArg, Operand, Pending, Resolution, Undecided
from minimojo.types.model import UNKNOWN, FunctionType, Type
from minimojo.types.scope import TypeScope


def resolve_call(
    candidates: Sequence[FunctionDecl],
    operands: Sequence[Operand],
    scope: TypeScope,
    *,
    receiver: Operand | None = None,
    explicit: Sequence[ExplicitArg] = (),
    expected: Type | None = None,
    self_type: Type | None = None,
) -> Resolution:
    """The winner among `candidates`, in the scope of the call.

    `receiver` is the value before the dot; `self_type` the type in which the candidates were found
    (for constructors and `Type.method(...)`: the type as written, maybe partly unbound).
    `expected` fills parameters of the result that operands leave open, when the compiler does so.
    """
    return Undecided()


def resolve_constructor(
    subject: Type, operands: Sequence[Operand], scope: TypeScope, *, expected: Type | None = None
) -> Resolution:
    """`T(...)`: all initializers of T; parameters of T that are unbound are inferred (OV-49)."""
    return Undecided()


def resolve_method(
    receiver: Operand, name: str, operands: Sequence[Operand], scope: TypeScope
) -> Resolution | None:
    """A method call made by the compiler: operator, iteration, `with` (OV-16). None: no such method."""
    return Undecided()


def resolve_indirect(function: FunctionType, operands: Sequence[Operand], scope: TypeScope) -> Resolution:
    """A call of a function-typed value (OV-18)."""
    return Undecided()


def default_type(pending: Pending, scope: TypeScope) -> Type:
    """The type of an untyped literal where nothing is expected: `[1, 2]` is an `Array[Int, 2]` (VA-22)."""
    return UNKNOWN


def materialized(subject: Type, scope: TypeScope) -> Type:
    """A literal type's run-time type (`Int`, `Float64`, `String`); any other type itself (TY-58)."""
    return subject
