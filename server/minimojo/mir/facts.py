"""Facts that lowering establishes about single expressions (phase P of the compiler).

Lowering only records what it saw; each rule decides which facts are findings and words them.
Every fact is certain: where a type or callee is unknown, none is recorded.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from minimojo.hir.model import ArgumentDecl, Deprecation, FunctionDecl
from minimojo.text import Span
from minimojo.types.model import Type


class WhyImmutable(Enum):
    """Why something may not be written."""

    IMM_ARGUMENT = "an `imm` argument"
    REF_ARGUMENT = "a `ref` argument of unknown mutability"
    LOOP_VARIABLE = "a loop variable"
    PATTERN_NAME = "a name bound by a pattern"
    CAPTURE = "a captured value"
    TEMPORARY = "a temporary"
    CONSTANT = "a compile-time value"
    REFERENCE = "an immutable reference"
    GETTER = "the result of a getter"


class Root(Struct, frozen=True, kw_only=True):
    """The variable behind an expression, for stories and fixes: its name and where it is declared."""

    name: str
    declared_at: Span
    argument: ArgumentDecl | None = None


class ImplicitCopy(Struct, frozen=True, kw_only=True):
    """VA-12. `span` is the copied expression, `at` its loc. `into` says what wants the copy.

    `taker` is the parameter of the callee that takes it, if a call does.
    """

    at: Span
    span: Span
    type: Type
    type_name: str
    movable: bool
    copyable: bool
    into: str
    root: Root | None = None
    taker: ArgumentDecl | None = None
    callee: FunctionDecl | None = None


class ImmutableAssignment(Struct, frozen=True, kw_only=True):
    """EX-33, EX-35: the target of an assignment (or `in_place` operator) is not mutable."""

    at: Span
    span: Span
    in_place: bool
    why: WhyImmutable
    root: Root | None


class ImmutableArgument(Struct, frozen=True, kw_only=True):
    """EX-34, VA-26, VA-27: something immutable is passed to a `mut` argument or mutating method.

    `at` is where the compiler reports (OV-60: the operand, or the callee when all overloads fail).
    """

    at: Span
    span: Span
    why: WhyImmutable
    callee: str
    parameter: str
    is_receiver: bool
    type_name: str
    root: Root | None
    taker: ArgumentDecl | None = None
    function: FunctionDecl | None = None


class TransferError(Enum):
    """EX-40, VA-15; the value is the compiler's wording."""

    IMMUTABLE = "cannot transfer out of immutable reference"
    NO_ORIGIN = "expression does not designate a value with an origin"
    NO_MEMORY = "expression does not live in a memory location, so it need not be transferred"
    PARAMETER = "cannot transfer from a parameter expression; did you want to introduce a local 'var'?"
    PARAMETER_CONTEXT = "cannot transfer a value in a parameter context"
    REGISTER = "expression is a register value, transfer requires ownership"
    NOT_MOVABLE = "cannot transfer value into destination"


class InvalidTransfer(Struct, frozen=True, kw_only=True):
    at: Span
    span: Span
    why: TransferError
    type: Type
    type_name: str
    root: Root | None


class Redundancy(Enum):
    """EX-40c, EX-40d, EX-41."""

    OWNED = "transfer from an owned value has no effect and can be removed"
    TRIVIAL = "transfer from a value of trivial register type has no effect and can be removed"
    BORROWED = "this value is borrowed here, so the transfer has no effect and can be removed"
    PATTERN = "pattern has no effect and can be removed"


class RedundantTransfer(Struct, frozen=True, kw_only=True):
    at: Span
    span: Span
    why: Redundancy
    type_name: str
    root: Root | None
    borrower: ArgumentDecl | None = None
    callee: FunctionDecl | None = None


class EscapingReference(Struct, frozen=True, kw_only=True):
    """ST-92: a reference with the origin `origin`, None for a temporary, is returned as `declared`."""

    at: Span
    span: Span
    origin: str | None
    declared: str
    root: Root | None


class EscapingValue(Struct, frozen=True, kw_only=True):
    """VA-20, VA-24: a value of one type is wanted as another one, and origins keep them apart."""

    at: Span
    span: Span
    type_name: str
    wanted: str
    root: Root | None


class UnusedValue(Struct, frozen=True, kw_only=True):
    """ST-46.3."""

    at: Span
    span: Span
    type_name: str


class UnreachableOperand(Struct, frozen=True, kw_only=True):
    """ST-53: `False and x`, `True or x`, a dead arm of `a if True else b`; `message` is the compiler's."""

    at: Span
    span: Span
    message: str


class ConstantCondition(Struct, frozen=True, kw_only=True):
    """ST-52: an `if` whose condition is known; one arm is dead."""

    at: Span
    span: Span
    value: bool


class DeprecatedUse(Struct, frozen=True, kw_only=True):
    """DE part 6: a function is used that is deprecated. `written` is where its name stands, None for an
    operator and the like."""

    at: Span
    span: Span
    function: FunctionDecl
    deprecation: Deprecation
    written: Span | None


class OtherError(Struct, frozen=True, kw_only=True):
    """A phase-P error that stops the compiler but belongs to a rule named by `code` (or to none yet).

    Keeps the door open for rules that need no data of their own. A `warning` stops nobody.
    """

    code: str
    at: Span
    span: Span
    message: str
    notes: tuple[tuple[Span, str], ...] = ()
    warning: bool = False


Fact = (
    ImplicitCopy
    | ImmutableAssignment
    | ImmutableArgument
    | InvalidTransfer
    | RedundantTransfer
    | EscapingReference
    | EscapingValue
    | UnusedValue
    | UnreachableOperand
    | ConstantCondition
    | DeprecatedUse
    | OtherError
)
