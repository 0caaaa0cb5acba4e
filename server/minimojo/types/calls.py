"""What a call denotes: operands in, the chosen declaration with its bindings out (rules OV).

This module holds the vocabulary; `resolution` decides.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from minimojo.hir.model import ArgumentDecl, FunctionDecl
from minimojo.syntax import ast
from minimojo.types.model import NONE, UNKNOWN, Answer, Category, Origin, Type, TypeArg

RECEIVER = -1
"""The index of the receiver in `Bound.operands`."""


class PendingKind(Enum):
    """Operands that get a type only from where they go (category U of OV part 0)."""

    LIST = "list literal"
    DICT = "dictionary literal"
    BRACES = "initializer list or set literal"
    SLICE = "slice literal"
    OVERLOADS = "unknown overload"
    MEMBER = "inferred member"


class Pending(Struct, frozen=True, kw_only=True):
    """An untyped expression. `elements` are the typed elements of a list or set, and the keys and
    values of a dictionary in turn; `candidates` the functions of an overloaded name.
    """

    kind: PendingKind
    expr: ast.Expr
    elements: tuple[Operand, ...] = ()
    candidates: tuple[FunctionDecl, ...] = ()


class Operand(Struct, frozen=True, kw_only=True):
    """A value written at a call. `origin` is that of a value in memory (None: not known, or none).

    `keyword` and `stars` are those of `name=value`, `*value`, `**value`. `pending` is set for
    operands of category PENDING, whose `type` is `UNKNOWN`.
    """

    type: Type
    category: Category
    origin: Origin | None = None
    keyword: str | None = None
    stars: int = 0
    pending: Pending | None = None


class ExplicitArg(Struct, frozen=True, kw_only=True):
    """One entry of `f[...]`: a type, origin or value, maybe by keyword. `type` is that of a value, where
    somebody asked for it."""

    value: TypeArg
    keyword: str | None = None
    type: Type | None = None


class Bound(Struct, frozen=True, kw_only=True):
    """An argument of the chosen declaration and the operands that fill it; () is its default.

    Operands are indices into the operands of the call, `RECEIVER` for the receiver. `type` is the
    declared type with inferred parameters filled in (of one element for a variadic);
    `conversions` runs parallel to `operands`: the `@implicit` constructor that is called first.
    `origin` is that of a `ref` argument after inference.
    """

    argument: ArgumentDecl
    operands: tuple[int, ...]
    type: Type
    conversions: tuple[Resolved | None, ...] = ()
    origin: Origin | None = None

    @property
    def conversion(self) -> Resolved | None:
        """The conversion of a sole operand."""
        return self.conversions[0] if len(self.conversions) == 1 else None


class Resolved(Struct, frozen=True, kw_only=True):
    """The call denotes `decl`. `bindings` follow its declaration order.

    `self_type` is the type whose member it is, with all parameters. `result_origin` is set for
    `-> ref[...]` results. `raised` is meaningful when `raises` is not NO. A static method called
    through a value has `receiver_dropped`.
    """

    decl: FunctionDecl
    bindings: tuple[Bound, ...]
    self_type: Type | None = None
    result: Type = NONE
    result_origin: Origin | None = None
    raises: Answer = Answer.NO
    raised: Type = UNKNOWN
    never: Answer = Answer.NO
    receiver_dropped: bool = False
    parameters: tuple[tuple[str, TypeArg], ...] = ()


class FailureReason(Enum):
    """Why a candidate cannot be called, or none can be chosen (OV-30 .. OV-63)."""

    MISSING_ARGUMENT = "missing required argument"
    UNEXPECTED_ARGUMENT = "unexpected argument"
    UNEXPECTED_KEYWORD = "unexpected keyword argument"
    BAD_UNPACK = "unpack is not possible here"
    IMMUTABLE = "value passed to mutable argument must be mutable"
    RVALUE_RECEIVER = "invalid use of mutating method on rvalue"
    TYPE_MISMATCH = "value cannot be converted"
    UNREFERABLE = "value in memory cannot be converted to reference"
    BAD_PARAMETER = "parameter does not fit"
    NOT_INFERRED = "failed to infer parameter"
    CONSTRAINT = "violated constraint"
    AMBIGUOUS = "ambiguous call"
    INCONCLUSIVE = "lacking evidence"


class Failure(Struct, frozen=True, kw_only=True):
    """Why one candidate is not viable: the operand at fault (`RECEIVER`, None: the call itself)."""

    decl: FunctionDecl
    reason: FailureReason
    operand: int | None = None
    argument: ArgumentDecl | None = None


class Failed(Struct, frozen=True, kw_only=True):
    """The compiler rejects the call, for certain. One failure per candidate, () when there is none."""

    reason: FailureReason | None
    failures: tuple[Failure, ...]

    @property
    def operand(self) -> int | None:
        """The operand at which the compiler reports (OV-60), None for the callee."""
        places = {failure.operand for failure in self.failures}
        return places.pop() if len(places) == 1 else None

    @property
    def of_mutability(self) -> Failure | None:
        """The first candidate that fails because something immutable goes to a `mut` argument."""
        reasons = (FailureReason.IMMUTABLE, FailureReason.RVALUE_RECEIVER)
        return next((it for it in self.failures if it.reason in reasons), None)


class Undecided(Struct, frozen=True, kw_only=True):
    """It cannot be known which candidate is meant.

    What all viable candidates agree on is still known (OV D3): `bindings` with their conventions
    (None: they differ), `result`, `result_origin`, `raises`, `raised`, `never`.
    """

    bindings: tuple[Bound, ...] | None = None
    result: Type = UNKNOWN
    result_origin: Origin | None = None
    raises: Answer = Answer.UNKNOWN
    raised: Type = UNKNOWN
    never: Answer = Answer.UNKNOWN
    candidates: tuple[FunctionDecl, ...] = ()


Resolution = Resolved | Failed | Undecided


# --- conversions ----------------------------------------------------------------------------------


class Same(Struct, frozen=True, kw_only=True):
    """The types are equal."""


class Free(Struct, frozen=True, kw_only=True):
    """Same bits, other type (VA-20): no call."""


class ByConstructor(Struct, frozen=True, kw_only=True):
    """An `@implicit` constructor is called (VA-25); `call` binds the value as operand 0."""

    call: Resolved


class Impossible(Struct, frozen=True, kw_only=True):
    """No implicit conversion exists, for certain."""


class UnknownConversion(Struct, frozen=True, kw_only=True):
    pass


Conversion = Same | Free | ByConstructor | Impossible | UnknownConversion


# --- members --------------------------------------------------------------------------------------


class FieldMember(Struct, frozen=True, kw_only=True):
    """A stored field and its type."""

    type: Type


class Methods(Struct, frozen=True, kw_only=True):
    """Methods of one name; `receiver` is the type in which they were found."""

    candidates: tuple[FunctionDecl, ...]
    receiver: Type


class ComptimeMember(Struct, frozen=True, kw_only=True):
    """An associated type (as `MetaType`) or the type of an associated constant."""

    type: Type


class Missing(Struct, frozen=True, kw_only=True):
    """The type certainly has no such member."""


class UnknownMember(Struct, frozen=True, kw_only=True):
    pass


Member = FieldMember | Methods | ComptimeMember | Missing | UnknownMember
