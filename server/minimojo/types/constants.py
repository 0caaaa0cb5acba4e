"""The types of compile-time values that are not types: of literals, constants, parameters (TY-1, D13)."""

from __future__ import annotations

from minimojo.hir.model import ComptimeDecl
from minimojo.syntax import ast
from minimojo.types.comptime import names_itself
from minimojo.types.model import (
    UNKNOWN,
    FloatLiteralType,
    IntLiteralType,
    MetaType,
    ParamType,
    ParamValue,
    StringLiteralType,
    StructType,
    Type,
)
from minimojo.types.scope import TypeScope

_LONGEST_CHAIN = 20
"""Members of members: what each of them is, is asked again for the next."""


def constant_type(expr: ast.Expr, scope: TypeScope) -> Type:
    """The type of a compile-time value that is not a type: of a literal, or as its declaration says."""
    from minimojo.types import literals
    from minimojo.types.projections import constant_declaration

    match expr:
        case ast.IntLiteral(value=number):
            return IntLiteralType(number)
        case ast.FloatLiteral():
            return FloatLiteralType()
        case ast.StringLiteral():
            return StringLiteralType()
        case ast.BoolLiteral():
            return literals.prelude_type("Bool")
        case ast.Paren(inner=inner):
            return constant_type(inner, scope)
        case ast.Subscript(value=base) if (alias := constant_declaration(base, scope)) is not None:
            return _applied_type(expr, alias, scope)
        case _:
            pass
    decl = constant_declaration(expr, scope)
    if decl is not None:
        return _seen_from(expr, _declared_type(decl, scope), decl, scope)
    parameter = _parameter_of_value(expr, scope)
    if parameter is not None:
        return parameter
    program = scope.environment.program
    evaluate = program.evaluate
    if evaluate is None:
        return _constructed(expr, scope) or UNKNOWN
    # A run-time expression's type may be what its value at compile time tells: the same question again.
    return _constructed(expr, scope) or program.unless_pending(expr, lambda: evaluate(expr, scope), UNKNOWN)


def _parameter_of_value(expr: ast.Expr, scope: TypeScope) -> Type | None:
    """The type of `ratio.N`, a parameter of the type of a compile-time value, or of a type itself."""
    from minimojo.types import literals
    from minimojo.types.parameters import value_type
    from minimojo.types.resolve import static_type

    if not isinstance(expr, ast.Attribute) or _length(expr) > _LONGEST_CHAIN:
        return None
    found = static_type(expr.value, scope)
    found = found.instance if isinstance(found, MetaType) else found
    subject = None if found is None else literals.declared(found)
    if not isinstance(subject, StructType) or all(
        it.name != expr.name for it in subject.decl.type_parameters
    ):
        return None
    return value_type(ParamValue(expr.name, subject.decl), scope.environment)


def _length(chain: ast.Attribute) -> int:
    """The members of `a.b.c`, up to one more than are followed."""
    count, node = 1, chain.value
    while isinstance(node, ast.Attribute) and count <= _LONGEST_CHAIN:
        count, node = count + 1, node.value
    return count


def _declared_type(decl: ComptimeDecl, scope: TypeScope) -> Type:
    from minimojo.types.resolve import resolve_type
    from minimojo.types.signatures import enclosing_scope

    home = scope.environment.program.environment_of(decl) or scope.environment
    inside = enclosing_scope(decl, home)
    value = decl.value
    if decl.annotation is not None:
        return resolve_type(decl.annotation, inside)
    if value is None or decl.type_parameters:
        return UNKNOWN
    if names_itself(decl):
        return inside.self_type or UNKNOWN
    return home.program.memo((decl, "constant type"), lambda: constant_type(value, inside), UNKNOWN)


def applied_constant(expr: ast.Expr, scope: TypeScope) -> Type:
    """The type of `Type.doubled[4]`; unknown where that is no constant with parameters."""
    from minimojo.types.projections import constant_declaration

    if not isinstance(expr, ast.Subscript):
        return UNKNOWN
    decl = constant_declaration(expr.value, scope)
    return UNKNOWN if decl is None else _applied_type(expr, decl, scope)


def _applied_type(expr: ast.Subscript, decl: ComptimeDecl, scope: TypeScope) -> Type:
    """The type of `doubled[4]`, of a constant with parameters."""
    from minimojo.types import literals
    from minimojo.types.parameters import assign, parameters_of
    from minimojo.types.projections import project
    from minimojo.types.resolve import explicit_arguments, resolve_type
    from minimojo.types.signatures import enclosing_scope
    from minimojo.types.substitution import substitute

    value, annotation = decl.value, decl.annotation
    assigned = assign(decl.type_parameters, explicit_arguments(expr.arguments, scope))
    if value is None or not decl.type_parameters or assigned is None:
        return UNKNOWN
    home = scope.environment.program.environment_of(decl) or scope.environment
    inside = enclosing_scope(decl, home).with_parameters(parameters_of(decl, home))
    found = home.program.memo(
        (decl, "constant type"),
        lambda: constant_type(value, inside) if annotation is None else resolve_type(annotation, inside),
        UNKNOWN,
    )
    if not isinstance(found, StructType | ParamType) and not literals.is_literal(found):
        return UNKNOWN  # What is no value is not asked for here.
    own = substitute(found, {(decl, name): given for name, given in assigned.items()}, project(scope))
    return _seen_from(expr.value, own, decl, scope)


def _constructed(expr: ast.Expr, scope: TypeScope) -> Type | None:
    """`Color(1, 2, 3)`: whatever the initializer, it makes the type, if that is written in full."""
    from minimojo.types.resolve import entity
    from minimojo.types.substitution import is_known

    if not isinstance(expr, ast.Call):
        return None
    found = entity(expr.callee, scope)
    return found if isinstance(found, StructType) and is_known(found) else None


def _seen_from(expr: ast.Expr, found: Type, decl: ComptimeDecl, scope: TypeScope) -> Type:
    """The type of `Base[Int].NAME`, with the parameters of the base filled in."""
    from minimojo.types.parameters import bindings_of
    from minimojo.types.projections import project
    from minimojo.types.resolve import entity
    from minimojo.types.substitution import substitute

    base = entity(expr.value, scope) if isinstance(expr, ast.Attribute) and decl.owner is not None else None
    if not isinstance(base, StructType):
        return found
    bindings = {**bindings_of(base), (decl.owner, "Self"): base}
    return substitute(found, bindings, project(scope))
