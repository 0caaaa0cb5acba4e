"""The types of a function's arguments and result, as declared (DE-45 .. DE-52)."""

from __future__ import annotations

from minimojo.hir.model import ArgumentDecl, FunctionDecl
from minimojo.types.model import UNKNOWN, Origin, Type
from minimojo.types.scope import TypeScope


def argument_type(argument: ArgumentDecl, decl: FunctionDecl, scope: TypeScope) -> Type:
    """The declared type of an argument, of one element for a variadic; `scope` is `scope_of(decl)`.

    Parts left unbound are hidden parameters of the function: `ParamType("x.T")` (TY-3).
    """
    return UNKNOWN


def local_type(argument: ArgumentDecl, decl: FunctionDecl, scope: TypeScope) -> Type:
    """The type in the body: `VariadicList[T]`, `VariadicPack`, `StringDict[T]` for variadics."""
    return UNKNOWN


def argument_origin(argument: ArgumentDecl, decl: FunctionDecl, scope: TypeScope) -> Origin | None:
    """The origin of a `ref[...]` argument, as declared; of a bare `ref` its hidden parameter (DE-46)."""
    return None


def result_type(decl: FunctionDecl, scope: TypeScope) -> tuple[Type, Origin | None]:
    """The declared result, and its origin for `-> ref[...]`; roots are `ArgumentRoot`s."""
    return UNKNOWN, None


def raised_type(decl: FunctionDecl, scope: TypeScope) -> Type:
    """What a raising function raises: `Error` unless declared."""
    return UNKNOWN
