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
    GenericMeta,
    Origin,
    OriginPath,
    SpecialRoot,
    StructType,
    TypeArg,
    UnknownType,
    ValueArg,
    as_type,
)
from minimojo.types.scope import Environment, TypeScope

_NOT_EVALUATED = ValueArg(None)

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


def _evaluated(decl: ComptimeDecl, bound: dict[str, TypeArg], home: Environment) -> TypeArg:
    from minimojo.types.resolve import static_value
    from minimojo.types.signatures import enclosing_scope
    from minimojo.types.substitution import LARGEST_TYPE, weight

    if decl.value is None:
        return _required(decl, home)
    if decl.annotation is not None and isinstance(decl.value, ast.NoneLiteral):
        return _NOT_EVALUATED  # `comptime x: Optional[T] = None` is a value.
    if names_itself(decl):
        return _NOT_EVALUATED
    scope = enclosing_scope(decl, home).with_parameters(bound)
    found = static_value(decl.value, scope)
    return found if weight(found) <= LARGEST_TYPE else UNKNOWN


def names_itself(decl: ComptimeDecl) -> bool:
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
