"""Compile-time constants and aliases: literals, enum-like members, `comptime` names (TY-1, D13).

Only what needs no evaluation of functions is followed; the rest is `ValueArg(None)`.
"""

from __future__ import annotations

from collections.abc import Sequence

from minimojo.hir.model import ComptimeDecl, TypeParameterDecl
from minimojo.syntax import ast
from minimojo.types.calls import ExplicitArg
from minimojo.types.model import (
    UNBOUND,
    UNKNOWN,
    AssociatedType,
    FloatLiteralType,
    GenericMeta,
    IntLiteralType,
    MetaType,
    Origin,
    OriginPath,
    ParamValue,
    SpecialRoot,
    StringLiteralType,
    StructType,
    Type,
    TypeArg,
    UnknownType,
    ValueArg,
    as_type,
)
from minimojo.types.scope import Environment, TypeScope

_NOT_EVALUATED = ValueArg(None)

_LONGEST_CHAIN = 20
"""Members of members: what each of them is, is asked again for the next."""

_ORIGINS = {
    "ImmStaticOrigin": Origin((OriginPath(SpecialRoot.STATIC),), mutable=False),
    "ImmUnsafeAnyOrigin": Origin((OriginPath(SpecialRoot.ANY),), mutable=False),
    "ImmutAnyOrigin": Origin((OriginPath(SpecialRoot.ANY),), mutable=False),
    "MutUnsafeAnyOrigin": Origin((OriginPath(SpecialRoot.ANY),), mutable=True),
    "MutAnyOrigin": Origin((OriginPath(SpecialRoot.ANY),), mutable=True),
    "ImmUntrackedOrigin": Origin((OriginPath(SpecialRoot.UNTRACKED),), mutable=False),
    "MutUntrackedOrigin": Origin((OriginPath(SpecialRoot.UNTRACKED),), mutable=True),
}
_PARAMETRIC_ORIGINS = {
    "AnyOrigin": SpecialRoot.ANY,
    "UnsafeAnyOrigin": SpecialRoot.ANY,
    "UntrackedOrigin": SpecialRoot.UNTRACKED,
}


def value(expr: ast.Expr, scope: TypeScope) -> TypeArg | None:
    """The value of a literal or a simple expression over values."""
    from minimojo.types.resolve import entity

    match expr:
        case ast.IntLiteral(value=number):
            return ValueArg(str(number))
        case ast.BoolLiteral(value=truth):
            return ValueArg(str(truth))
        case ast.StringLiteral(text=text):
            return ValueArg(text)
        case ast.Unary(operator="-", operand=operand):
            inner = entity(operand, scope)
            return (
                ValueArg(f"-{inner.text}")
                if isinstance(inner, ValueArg) and _is_number(inner)
                else _NOT_EVALUATED
            )
        case ast.ContextualMember(name=name):
            return ValueArg(f".{name}")
        case ast.Call(callee=ast.Name(name="Int" | "SIMDLength"), arguments=[argument]):
            return entity(argument.value, scope)
        case ast.Call(arguments=[argument]):
            return _converted_origin(expr, argument.value, scope) or _NOT_EVALUATED
        case ast.Broken():
            return None
        case _:
            return _NOT_EVALUATED


def _converted_origin(expr: ast.Call, inner: ast.Expr, scope: TypeScope) -> TypeArg | None:
    """`ImmOrigin(o)`: the places of `o`, only to be read."""
    from minimojo.types.origins import immutable
    from minimojo.types.parameters import declared_mutability
    from minimojo.types.resolve import entity

    wanted = entity(expr.callee, scope)
    if not isinstance(wanted, StructType) or wanted.decl.name != "Origin":
        return None
    origin = entity(inner, scope)
    if not isinstance(origin, Origin):
        return None
    return immutable(origin) if declared_mutability(wanted) is False else origin


def _mutability(parameter: TypeParameterDecl, bound: dict[str, TypeArg]) -> TypeArg | None:
    """What is known of the mutability of an origin parameter: by its bound, or by another parameter."""
    from minimojo.types.parameters import mutability_parameter

    match parameter.annotation:
        case ast.Name(name="MutOrigin"):
            return ValueArg("True")
        case ast.Name(name="ImmOrigin"):
            return ValueArg("False")
        case _:
            return bound.get(mutability_parameter(parameter) or "")


def alias(decl: ComptimeDecl, environment: Environment) -> TypeArg:
    """What a `comptime` name at module level or in a type stands for, in terms of its owner's parameters."""
    home = environment.program.environment_of(decl) or environment
    if home.name.startswith("std."):
        special = _ORIGINS.get(decl.name)
        if special is not None:
            return special
    if decl.type_parameters:
        return GenericMeta(decl)
    return home.program.memo((decl, "alias"), lambda: _evaluated(decl, {}, home), UNKNOWN)


def applied(decl: ComptimeDecl, given: Sequence[ExplicitArg], environment: Environment) -> TypeArg:
    """A parametric alias with arguments: its value with the parameters replaced."""
    from minimojo.types.parameters import assign, fits_kind, parameters_of

    home = environment.program.environment_of(decl) or environment
    if decl.name in _PARAMETRIC_ORIGINS and home.name.startswith("std."):
        return _parametric_origin(_PARAMETRIC_ORIGINS[decl.name], given)
    assigned = assign(decl.type_parameters, given)
    if assigned is None:
        return UNKNOWN
    meaning = parameters_of(decl, home)
    bound: dict[str, TypeArg] = {}
    for parameter in decl.type_parameters:
        argument = assigned.get(parameter.name)
        if argument is None and parameter.default is not None:
            argument = _default(parameter.default, decl, bound, home)
        bound[parameter.name] = UNBOUND if argument is None else fits_kind(meaning[parameter.name], argument)
    # One that is declared in terms of itself is not known.
    found = home.program.unless_pending((decl, "applied"), lambda: _evaluated(decl, bound, home), UNKNOWN)
    return _keep_mutability(found, decl, bound)


def _keep_mutability(found: TypeArg, decl: ComptimeDecl, bound: dict[str, TypeArg]) -> TypeArg:
    """`UnsafePointer[mut=True, Int, _]`: the open origin of the type that the alias stands for has
    the mutability that was written."""
    from minimojo.types.parameters import mutability_parameter

    written = [
        mutability
        for parameter in decl.type_parameters
        if bound.get(parameter.name) == UNBOUND
        and isinstance(mutability := _mutability(parameter, bound), ValueArg)
    ]
    if len(written) != 1 or not isinstance(found, StructType):
        return found
    open_names = {mutability_parameter(parameter) for parameter in found.decl.type_parameters}
    args = tuple(
        written[0] if parameter.name in open_names and arg == UNBOUND else arg
        for parameter, arg in zip(found.decl.type_parameters, found.args, strict=False)
    )
    return StructType(found.decl, args)


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
    if _names_itself(decl):
        return inside.self_type or UNKNOWN
    return home.program.memo((decl, "constant type"), lambda: constant_type(value, inside), UNKNOWN)


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


def _evaluated(decl: ComptimeDecl, bound: dict[str, TypeArg], home: Environment) -> TypeArg:
    from minimojo.types.resolve import static_value
    from minimojo.types.signatures import enclosing_scope
    from minimojo.types.substitution import LARGEST_TYPE, weight

    if decl.value is None:
        return _required(decl, home)
    if decl.annotation is not None and isinstance(decl.value, ast.NoneLiteral):
        return _NOT_EVALUATED  # `comptime x: Optional[T] = None` is a value.
    if _names_itself(decl):
        return _NOT_EVALUATED
    scope = enclosing_scope(decl, home).with_parameters(bound)
    found = static_value(decl.value, scope)
    return found if weight(found) <= LARGEST_TYPE else UNKNOWN


def _names_itself(decl: ComptimeDecl) -> bool:
    """The library's constants are printed as `comptime int = DType.int`: values of their type that are known by
    their name alone."""
    match decl.value:
        case ast.Attribute(value=ast.Name(name=owner), name=name):
            return decl.owner is not None and (owner, name) == (decl.owner.name, decl.name)
        case _:
            return False


def _required(decl: ComptimeDecl, home: Environment) -> TypeArg:
    """A requirement of a trait, seen from inside the trait: the member of the unknown `Self`."""
    from minimojo.types.projections import bound_of
    from minimojo.types.signatures import enclosing_scope

    self_type = enclosing_scope(decl, home).self_type
    return UNKNOWN if self_type is None else AssociatedType(self_type, decl.name, bound_of(decl, home))


def _default(expr: ast.Expr, decl: ComptimeDecl, bound: dict[str, TypeArg], home: Environment) -> TypeArg:
    from minimojo.types.resolve import static_value
    from minimojo.types.signatures import enclosing_scope

    scope = enclosing_scope(decl, home).with_parameters(bound)
    return home.program.unless_pending((expr, "default"), lambda: static_value(expr, scope), UNKNOWN)


def _parametric_origin(root: SpecialRoot, given: Sequence[ExplicitArg]) -> TypeArg:
    texts = [arg.value.text for arg in given if isinstance(arg.value, ValueArg)]
    mutable = {"True": True, "False": False}.get(texts[0] or "") if len(texts) == 1 else None
    return Origin((OriginPath(root),), mutable)


def _is_number(argument: ValueArg) -> bool:
    return argument.text is not None and argument.text.isdigit()


def is_known_value(argument: TypeArg) -> bool:
    """Whether a value argument was evaluated."""
    return argument != _NOT_EVALUATED and not isinstance(as_type(argument), UnknownType)
