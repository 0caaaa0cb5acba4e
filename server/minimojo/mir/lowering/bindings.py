"""What a name means inside a function (EX-6)."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from minimojo.mir.body import Access, LocalId
from minimojo.mir.facts import WhyImmutable
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types.model import Category, Origin, Type


class LocalBinding(Struct, frozen=True, kw_only=True):
    """A variable, argument or by-value name: the name is the storage of `local` itself.

    `why` says why it may not be written when its category is not MUT. `origin` is the declared origin
    of an argument `ref[o] x`, which stands for that of its own storage.
    """

    local: LocalId
    type: Type
    category: Category
    declared_at: Span
    why: WhyImmutable = WhyImmutable.REFERENCE
    origin: Origin | None = None


class ReferenceBinding(Struct, frozen=True, kw_only=True):
    """`ref r = e`, or a loop or case name over a place: reading the name loads the reference in `local`.

    `target` is what it refers to (always a `Through`: reached through the reference), `origin` the
    target's origin. `local` is None for a pure alias (a case name), where nothing is loaded. `named` is
    set for a field of the closure: its name stands for the storage itself (EX-39).
    """

    local: LocalId | None
    target: Access
    origin: Origin | None
    type: Type
    category: Category
    declared_at: Span
    why: WhyImmutable = WhyImmutable.REFERENCE
    named: bool = False


class ConstantBinding(Struct, frozen=True, kw_only=True):
    """A compile-time name declared in the function: `comptime x = e`, a name of `comptime for`.

    `type` is the type of the value (a `MetaType` for a type); `value` its expression, for folding.
    """

    type: Type
    value: ast.Expr | None
    declared_at: Span


class ImportBinding(ConstantBinding, frozen=True, kw_only=True):
    """A name imported inside the function: `type` is what `declared_type` makes of it."""

    value: ast.Expr | None = None


class How(Enum):
    """How one variable is captured (CO-5)."""

    IMM = "imm"
    MUT = "mut"
    REF = "ref"
    COPY = "var"
    MOVE = "var^"


class Captured(Struct, frozen=True, kw_only=True):
    """One captured variable: `outer` is what its name means in the enclosing function."""

    name: str
    how: How
    outer: LocalBinding | ReferenceBinding
    at: Span


class FunctionBinding(Struct, frozen=True, kw_only=True):
    """A nested function without a value: stateless or legacy (CO-1); `type` is an `OverloadSet`."""

    type: Type
    declared_at: Span
    captured: tuple[Captured, ...] = ()


class SilentBinding(Struct, frozen=True, kw_only=True):
    """A name whose declaration failed (`type` is ERROR) or is not understood (`type` is UNKNOWN)."""

    type: Type
    declared_at: Span


class FailedVariable(SilentBinding, frozen=True, kw_only=True):
    """A variable whose initializer failed: it is there, and can be captured (ST-31)."""


Binding = LocalBinding | ReferenceBinding | ConstantBinding | FunctionBinding | SilentBinding
