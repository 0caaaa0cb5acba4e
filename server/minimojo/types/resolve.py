"""From type expressions to types: names, `Self`, parameters, aliases, bindings (TY-1 .. TY-3, TY-61)."""

from __future__ import annotations

from collections.abc import Sequence

from minimojo.hir.model import Declaration
from minimojo.syntax import ast
from minimojo.types.calls import ExplicitArg
from minimojo.types.model import UNKNOWN, Origin, Type, TypeArg
from minimojo.types.propositions import OPAQUE, Proposition
from minimojo.types.scope import TypeScope


def resolve_type(expr: ast.Expr | None, scope: TypeScope) -> Type:
    """The type that an annotation denotes; `UNKNOWN` where it cannot be known.

    Parameters left out stay `UNBOUND` arguments of the struct (`var x: List = ...`); a trait gives
    a `TraitType`, an expression that is no type `UNKNOWN`.
    """
    return UNKNOWN


def static_type(expr: ast.Expr, scope: TypeScope) -> Type | None:
    """What a compile-time expression denotes as a value: `List`, `List[Int]`, `math.sqrt`, `Self.N`, `f[3]`.

    `MetaType` (a type), `GenericMeta` (with unbound parameters), `OverloadSet`, `ModuleType`, or
    the type of a `comptime` value. None when the expression is not made of compile-time names.
    Names of locals are the caller's business: ask for those first.
    """
    return None


def static_value(expr: ast.Expr, scope: TypeScope) -> TypeArg:
    """The compile-time value or type of an expression: `3`, `DType.int`, `n`, `List[Int]`.

    `ValueArg(None)` for a value that is not evaluated.
    """
    return UNKNOWN


def declared_type(declarations: Sequence[Declaration], scope: TypeScope) -> Type:
    """What a found name becomes as a value (OV-5): see `static_type`."""
    return UNKNOWN


def explicit_arguments(arguments: Sequence[ast.Argument], scope: TypeScope) -> tuple[ExplicitArg, ...]:
    """The entries of `f[...]`."""
    return ()


def resolve_origin(exprs: Sequence[ast.Expr], scope: TypeScope) -> Origin | None:
    """The union of the origin specifiers of `ref[a, b.c]` or `origin_of(a)` (DE-48); None if not known."""
    return None


def proposition(expr: ast.Expr, scope: TypeScope) -> Proposition:
    """The condition of a `where`, `comptime if` or `comptime assert`."""
    return OPAQUE
