"""What a generic function loses of the type of an argument (TY-33, checked on 1.2.0).

A value of `K: Equatable & Deinitable` that is passed to `k: T` is seen through the bound of `T` while the
call lasts. The compiler sees through that again, unless the bound is the name of a composition (`T: KeyElement`):
where such a call is the last use of a value, it is destroyed as what the call sees, without a destructor.
"""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.hir.model import ArgumentDecl, ComptimeDecl, FunctionDecl, Passing, TypeDecl
from minimojo.syntax import ast
from minimojo.types.literals import std_struct
from minimojo.types.model import AssociatedType, ParamType, Type
from minimojo.types.propositions import Conforms, conjuncts
from minimojo.types.scope import TypeScope
from minimojo.types.signatures import signature_of
from minimojo.types.traits import closure


def seen_without_destructor(
    argument: ArgumentDecl, decl: FunctionDecl, given: Type, scope: TypeScope
) -> Type | None:
    """The type as which a call sees an argument, if the value would have a destructor but for that."""
    if not isinstance(given, ParamType | AssociatedType) or not given.bound:
        return None
    if argument.passing in (Passing.VARIADIC, Passing.KEYWORD_VARIADIC):
        return None
    signature = signature_of(decl, scope)
    declared = dict(zip(decl.arguments, signature.types, strict=False)).get(argument)
    if not isinstance(declared, ParamType) or not declared.bound or not _is_named(declared, scope):
        return None
    trait = std_struct("Deinitable")
    kept = closure(declared.bound, scope.environment)
    is_lost = trait in closure(given.bound, scope.environment).known and trait not in kept.known
    if not is_lost or not kept.complete or _is_assumed(given, scope):
        return None
    return replace(given, bound=declared.bound)


def _is_named(parameter: ParamType, scope: TypeScope) -> bool:
    """Whether the bound of a parameter is written as the name of a composition."""
    bound = _written(parameter)
    owner = parameter.owner
    home = (
        scope.environment.program.environment_of(owner)
        if isinstance(owner, FunctionDecl | TypeDecl)
        else None
    )
    if not isinstance(bound, ast.Name):
        return False
    found = (home or scope.environment).lookup(bound.name)
    return bool(found) and isinstance(found[0], ComptimeDecl)


def _written(parameter: ParamType) -> ast.Expr | None:
    match parameter.owner:
        case FunctionDecl() | TypeDecl() as owner:
            return next((it.annotation for it in owner.type_parameters if it.name == parameter.name), None)
        case ArgumentDecl(annotation=ast.Subscript(arguments=(ast.Argument(value=bound),))):
            return bound  # `Some[KeyElement]`
        case _:
            return None


def _is_assumed(subject: Type, scope: TypeScope) -> bool:
    """Whether anything is assumed about a type, which then holds for what is seen of it as well."""
    parts = (part for it in scope.assumptions for part in conjuncts(it))
    return any(isinstance(part, Conforms) and part.type == subject for part in parts)
