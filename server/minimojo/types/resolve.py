"""From type expressions to types: names, `Self`, parameters, aliases, bindings (TY-1 .. TY-3, TY-61).

Everything compile-time is an *entity*: a type stands for itself, values and origins for themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from minimojo.hir.model import ComptimeDecl, Declaration, FunctionDecl, ImportDecl, TypeDecl
from minimojo.syntax import ast
from minimojo.types import literals
from minimojo.types.calls import ExplicitArg
from minimojo.types.model import (
    NONE,
    UNBOUND,
    UNKNOWN,
    Answer,
    AssociatedType,
    GenericMeta,
    MetaType,
    ModuleType,
    NoneType,
    Origin,
    OverloadSet,
    PackArg,
    ParamType,
    ParamValue,
    StructType,
    TraitType,
    Type,
    TypeArg,
    UnboundArg,
    UnknownType,
    ValueArg,
    as_type,
)
from minimojo.types.scope import Environment, TypeScope

Entity = TypeArg
"""A type, origin or value; `GenericMeta`, `ModuleType`, `OverloadSet` for what these names denote."""


def resolve_type(expr: ast.Expr | None, scope: TypeScope) -> Type:
    """The type that an annotation denotes; `UNKNOWN` where it cannot be known.

    Parameters left out stay `UNBOUND` arguments of the struct (`var x: List = ...`); a trait gives
    a `TraitType`, an expression that is no type `UNKNOWN`.
    """
    found = None if expr is None else entity(expr, scope)
    match found:
        case StructType():
            return found
        case None | OverloadSet() | ModuleType():
            return UNKNOWN
        case GenericMeta(ComptimeDecl()):
            return opened_alias(found, scope)
        case _:
            return as_type(found) or UNKNOWN


def static_type(expr: ast.Expr, scope: TypeScope) -> Type | None:
    """What a compile-time expression denotes as a value: `List`, `List[Int]`, `math.sqrt`, `Self.N`.

    A type, also with unbound parameters, gives `MetaType`; else `GenericMeta` (a parametric alias),
    `OverloadSet`, `ModuleType`, or the type of a `comptime` value. None when the expression is not
    made of compile-time names. Names of locals are the caller's business: ask for those first.
    """
    match expr:
        case ast.Name() | ast.SelfType() | ast.Attribute() | ast.Subscript() | ast.Paren():
            found = entity(expr, scope)
        case ast.FunctionTypeExpr():
            found = entity(expr, scope)
        case _:
            return None
    if found is None:
        return None
    value = value_of_entity(found, expr, scope)
    return _applied_constant(expr, scope) if isinstance(value, UnknownType) else value


def static_value(expr: ast.Expr, scope: TypeScope) -> TypeArg:
    """The compile-time value or type of an expression: `3`, `DType.int`, `n`, `List[Int]`.

    `ValueArg(None)` for a value that is not evaluated.
    """
    found = entity(expr, scope)
    return ValueArg(None) if found is None or isinstance(found, OverloadSet | ModuleType) else found


def declared_type(declarations: Sequence[Declaration], scope: TypeScope) -> Type:
    """What a found name becomes as a value (OV-5): see `static_type`."""
    found = entity_of(tuple(declarations), scope.environment)
    return UNKNOWN if found is None else value_of_entity(found, None, scope)


def value_of_entity(found: Entity, expr: ast.Expr | None, scope: TypeScope) -> Type:
    """The type of an entity that is used as a value."""
    match found:
        case StructType() | ParamType():
            return MetaType(found)
        case OverloadSet() | ModuleType() | GenericMeta() | UnknownType():
            return found
        case ParamValue():
            return _parameter_type(found, scope)
        case ValueArg():
            return UNKNOWN if expr is None else _constant_type(expr, scope)
        case Origin() | PackArg() | UnboundArg():
            return UNKNOWN
        case AssociatedType(bound=None):
            return _associated_value(found, scope)
        case _:
            return MetaType(found)


def _associated_value(found: AssociatedType, scope: TypeScope) -> Type:
    """The type of `T.N` that a trait declares as a value; unknown where that is not certain."""
    from minimojo.types.projections import associated_declaration
    from minimojo.types.properties import is_trivial
    from minimojo.types.signatures import enclosing_scope

    decl = associated_declaration(found, scope)
    if decl is None or decl.type_parameters or found.args:
        return UNKNOWN
    home = scope.environment.program.environment_of(decl) or scope.environment
    declared = resolve_type(decl.annotation, enclosing_scope(decl, home))
    is_value = isinstance(declared, StructType) and is_trivial(declared, scope) is Answer.YES
    return declared if is_value else UNKNOWN


def _parameter_type(found: ParamValue, scope: TypeScope) -> Type:
    from minimojo.types.parameters import value_type

    return value_type(found, scope.environment)


def _applied_constant(expr: ast.Expr, scope: TypeScope) -> Type:
    from minimojo.types.constants import applied_constant

    return applied_constant(expr, scope)


def _constant_type(expr: ast.Expr, scope: TypeScope) -> Type:
    from minimojo.types.constants import constant_type

    return constant_type(expr, scope)


def explicit_arguments(
    arguments: Sequence[ast.Argument],
    scope: TypeScope,
    type_of: Callable[[ast.Expr], Type | None] = lambda _: None,
) -> tuple[ExplicitArg, ...]:
    """The entries of `f[...]`. A trailing `...` or `*_` leaves the rest open, as leaving it out does.

    `type_of` tells the types of values.
    """
    result: list[ExplicitArg] = []
    for argument in arguments:
        value = argument.value
        if isinstance(value, ast.Ellipsis) or (argument.stars and isinstance(value, ast.Discard)):
            continue
        found = UNBOUND if isinstance(value, ast.Discard) else static_value(value, scope)
        is_pack = argument.stars or isinstance(value, ast.Star)
        is_value = isinstance(found, ValueArg | ParamValue) and not is_pack
        result.append(
            ExplicitArg(
                value=PackArg((found,)) if is_pack else found,
                keyword=argument.keyword,
                type=type_of(value) if is_value else None,
            )
        )
    return tuple(result)


def entity(expr: ast.Expr, scope: TypeScope) -> Entity | None:
    """The compile-time meaning of an expression; None if it has none (or it is not understood)."""
    match expr:
        case ast.Name(name=name):
            return _name(name, scope)
        case ast.SelfType():
            return scope.self_type or UNKNOWN
        case _:
            return _entity(expr, scope)


def _entity(expr: ast.Expr, scope: TypeScope) -> Entity | None:
    """What is more than a name."""
    from minimojo.types import bindings, comptime, intrinsics, projections

    match expr:
        case ast.Paren(inner=inner) | ast.ComptimeExpr(value=inner):
            return entity(inner, scope)
        case ast.NoneLiteral():
            return NONE
        case ast.Discard():
            return UNBOUND
        case ast.Attribute():
            return projections.attribute(expr, scope)
        case ast.Subscript():
            return bindings.subscript(expr, scope)
        case ast.FunctionTypeExpr(signature=signature):
            return bindings.function_type(signature, scope)
        case ast.Binary(operator="&"):
            return _composition(expr, scope)
        case ast.Intrinsic():
            return intrinsics.intrinsic(expr, scope)
        case ast.Star(value=value):
            return entity(value, scope)
        case _:
            return comptime.value(expr, scope)


def entity_of(declarations: tuple[Declaration, ...], environment: Environment) -> Entity | None:
    """What declarations of one name denote; `environment` is where they were found."""
    from minimojo.types import bindings, comptime

    if not declarations:
        return None
    first = declarations[0]
    match first:
        case TypeDecl(kind=ast.TypeDefKind.TRAIT):
            return TraitType((first,))
        case TypeDecl():
            return literals.as_literal(bindings.bare(first, environment))
        case FunctionDecl():
            return OverloadSet(tuple(d for d in declarations if isinstance(d, FunctionDecl)))
        case ComptimeDecl():
            return comptime.alias(first, environment)
        case ImportDecl(member=None):
            return ModuleType(bound_module(first))
        case ImportDecl():
            return UNKNOWN


def bound_module(decl: ImportDecl) -> str:
    """The module that an import without `from` makes a name for: `import a.b` is one for `a`."""
    return decl.name if decl.module.startswith(f"{decl.name}.") else decl.module


def _name(name: str, scope: TypeScope) -> Entity | None:
    found = scope.parameters.get(name)
    if found is not None:
        return found
    environment = scope.environment
    return environment.program.memo((environment, "name", name), lambda: _named(name, environment), UNKNOWN)


def _named(name: str, environment: Environment) -> Entity | None:
    declarations = environment.lookup(name)
    return UNKNOWN if declarations is None else entity_of(declarations, environment)


def _composition(expr: ast.Binary, scope: TypeScope) -> Type:
    """`A & B & C`: the traits of all; a part that is not a known trait makes the whole unknown."""
    parts: list[ast.Expr] = []
    todo: list[ast.Expr] = [expr]
    while todo:
        match todo.pop():
            case ast.Binary(operator="&", left=left, right=right):
                todo += (right, left)
            case ast.Paren(inner=inner):
                todo.append(inner)
            case part:
                parts.append(part)
    traits: list[TypeDecl] = []
    for part in parts:
        found = entity(part, scope)
        if not isinstance(found, TraitType):
            return UNKNOWN
        traits += found.traits
    return TraitType(tuple(dict.fromkeys(traits)))


def opened_alias(alias: GenericMeta, scope: TypeScope) -> Type:
    """A parametric alias without arguments, as a type: its value with the parameters unbound."""
    from minimojo.types import comptime

    if not isinstance(alias.decl, ComptimeDecl):
        return UNKNOWN
    return as_type(comptime.applied(alias.decl, (), scope.environment)) or UNKNOWN


def is_none(subject: Type) -> bool:
    """`None` and `NoneType` are one type."""
    return isinstance(subject, NoneType) or (
        isinstance(subject, StructType) and subject.decl.name == "NoneType"
    )
