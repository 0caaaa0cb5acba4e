"""`type_of(x)`, `origin_of(x)` and origin specifiers (DE-48)."""

from __future__ import annotations

from collections.abc import Sequence

from minimojo.hir.model import ArgumentDecl, Convention, TypeDecl
from minimojo.syntax import ast
from minimojo.types.getters import got_origin, got_type
from minimojo.types.literals import std_struct
from minimojo.types.model import (
    UNKNOWN,
    UNKNOWN_ORIGIN,
    ArgumentRoot,
    FieldStep,
    InteriorStep,
    Origin,
    OriginPath,
    ParameterRoot,
    StructType,
    Type,
    TypeArg,
    ValueArg,
)
from minimojo.types.origins import stepped, union
from minimojo.types.scope import TypeScope


def intrinsic(expr: ast.Intrinsic, scope: TypeScope) -> TypeArg:
    """The type or origin that a magic word stands for."""
    match expr.name, expr.arguments:
        case "type_of", (argument,):
            return _type_of(argument, scope)
        case "origin_of", _:
            return resolve_origin(expr.arguments, scope) or UNKNOWN_ORIGIN
        case _:
            return ValueArg(None)


def resolve_origin(exprs: Sequence[ast.Expr], scope: TypeScope) -> Origin | None:
    """The union of the origin specifiers of `ref[a, b.c]` or `origin_of(a)` (DE-48); None if not known."""
    found: list[Origin] = []
    for expr in exprs:
        if isinstance(expr, ast.Discard) or _is_address_space(expr, scope):
            continue
        origin = _origin(expr, scope)
        if origin is None:
            return None
        found.append(origin)
    return union(*found) if found else None


def lacks_origin(exprs: Sequence[ast.Expr], scope: TypeScope) -> bool:
    """Whether the compiler certainly finds no origin in the specifiers of a `ref[...]` (DE-48)."""
    return bool(exprs) and all(_gives_nothing(expr, scope) for expr in exprs)


def _gives_nothing(expr: ast.Expr, scope: TypeScope) -> bool:
    match expr:
        case ast.Discard():
            return True
        case ast.Name(name=name):
            known = name in scope.parameters or _names_argument(expr, scope)
            return not known and scope.value_of is None and scope.environment.lookup(name) == ()
        case ast.Attribute(value=ast.Intrinsic(name="origin_of"), name=name):
            origin = std_struct("Origin")
            return origin is not None and not _has_member(origin, name)
        case ast.Subscript(value=value, arguments=(ast.Argument(value=ast.StringLiteral()),)):
            return not scope.environment.name.startswith("std.") and _takes_numbers(value, scope)
        case _:
            return _is_address_space(expr, scope)


def _takes_numbers(expr: ast.Expr, scope: TypeScope) -> bool:
    """Whether an argument, or a field of one, is a sequence: no string is an index of it."""
    found = place_type(expr, scope)
    if not isinstance(found, StructType) or not found.decl.module.startswith("std."):
        return False
    return found.decl.name in ("List", "Array", "Span")


def _has_member(decl: TypeDecl, name: str) -> bool:
    """Whether a type of the library may have a member; those that are not public are not known."""
    if name.startswith("_") or name in decl.methods or name in decl.comptimes:
        return True
    names = [field.name for field in decl.fields] + [parameter.name for parameter in decl.type_parameters]
    return name in names


def place_of(argument: ArgumentDecl, scope: TypeScope) -> Origin:
    """The origin of an argument's own storage, in its signature (DE-46)."""
    if argument.convention is Convention.REF:
        declared = None if argument.origins is None else resolve_origin(argument.origins, scope)
        if declared is not None:
            return declared
        return Origin((OriginPath(ArgumentRoot(argument.name)),), None)
    mutable = argument.convention in (Convention.MUT, Convention.VAR, Convention.DEINIT, Convention.OUT)
    return Origin((OriginPath(ArgumentRoot(argument.name)),), mutable)


def hidden_origin(argument: ArgumentDecl, owner: object) -> Origin:
    """The hidden origin parameter of a bare `ref` argument (DE-46)."""
    return Origin((OriginPath(ParameterRoot(f"{argument.name}_is_origin", owner)),), None)


def _origin(expr: ast.Expr, scope: TypeScope) -> Origin | None:
    match expr:
        case ast.Paren(inner=inner):
            return _origin(inner, scope)
        case ast.Intrinsic(name="origin_of", arguments=arguments):
            return resolve_origin(arguments, scope)
        case ast.Name(name=name):
            return _named(name, expr, scope)
        case ast.Attribute(value=value, name=name):
            base = _origin(value, scope) if _is_place(value, scope) or _is_part(expr, scope) else None
            if base is None:
                return _static(expr, scope)
            return _static_member(expr, scope) or stepped(base, FieldStep(name))
        case ast.Call(
            callee=ast.Subscript(
                value=ast.Attribute(value=value, name="unsafe_mut_cast"),
                arguments=(ast.Argument(value=ast.BoolLiteral(value=mutable)),),
            )
        ):
            base = _origin(value, scope)
            return None if base is None else Origin(base.paths, mutable)
        case ast.Subscript(value=value, arguments=(ast.Argument(value=ast.StringLiteral(text=text)),)):
            if not scope.environment.name.startswith("std."):
                return _subscripted(expr, scope)
            base = _origin(value, scope)
            return None if base is None else stepped(base, InteriorStep(text.strip("\"'")))
        case ast.Subscript():
            return _subscripted(expr, scope)
        case ast.Call(callee=ast.Attribute(value=value, name=name)) if _names_argument(expr, scope):
            return _got_from(value, name, scope)
        case _:
            return _by_values(expr, scope) if scope.value_of else _static(expr, scope)


def _subscripted(expr: ast.Subscript, scope: TypeScope) -> Origin | None:
    by_values = scope.value_of is not None and not _names_argument(expr, scope)
    return _by_values(expr, scope) if by_values else _got_from(expr.value, "__getitem__", scope)


def _got_from(container: ast.Expr, name: str, scope: TypeScope) -> Origin | None:
    """`ref[d[0]]`, `ref[d.value()]` in a signature."""
    base = _origin(container, scope)
    return None if base is None else got_origin(place_type(container, scope), base, name, scope)


def _is_part(expr: ast.Attribute, scope: TypeScope) -> bool:
    """`origin.key`: in stubs of the library, a field of what an origin parameter stands for."""
    return (
        scope.environment.name.startswith("std.")
        and isinstance(expr.value, ast.Name)
        and isinstance(scope.parameters.get(expr.value.name), Origin)
    )


def _named(name: str, expr: ast.Expr, scope: TypeScope) -> Origin | None:
    if name in scope.parameters:
        found = scope.parameters[name]
        return found if isinstance(found, Origin) else None
    for argument in _arguments(scope):
        if argument.name == name:
            return place_of(argument, scope)
    if scope.value_of is not None:
        return _by_values(expr, scope) or _static(expr, scope)
    return _static(expr, scope)


def _arguments(scope: TypeScope) -> tuple[ArgumentDecl, ...]:
    function = scope.function
    if function is None:
        return ()
    return function.arguments if function.out is None else (*function.arguments, function.out)


def _is_place(expr: ast.Expr, scope: TypeScope) -> bool:
    """Whether a specifier starts at a run-time value (and not at a module or type)."""
    root = _root(expr)
    if not isinstance(root, ast.Name) or root.name in scope.parameters:
        return False
    return scope.value_of is not None or _names_argument(root, scope)


def _names_argument(expr: ast.Expr, scope: TypeScope) -> bool:
    """Whether an expression starts at an argument of the signature that is being resolved."""
    root = _root(expr)
    return isinstance(root, ast.Name) and any(a.name == root.name for a in _arguments(scope))


def _root(expr: ast.Expr) -> ast.Expr:
    while True:
        match expr:
            case ast.Paren(inner=inner) | ast.Call(callee=inner):
                expr = inner
            case ast.Attribute(value=value) | ast.Subscript(value=value):
                expr = value
            case _:
                return expr


def _by_values(expr: ast.Expr, scope: TypeScope) -> Origin | None:
    return None if scope.value_of is None else scope.value_of(expr, False)[1]


def _static(expr: ast.Expr, scope: TypeScope) -> Origin | None:
    from minimojo.types.resolve import entity

    found = entity(expr, scope)
    return found if isinstance(found, Origin) else None


def _static_member(expr: ast.Attribute, scope: TypeScope) -> Origin | None:
    """`other.origin`, `self.pointer.origin`: an origin parameter of a place's type, not a field."""
    from minimojo.types.projections import type_member

    if isinstance(expr.value, ast.Name):
        return _static(expr, scope)
    found = type_member(_type_of(expr.value, scope), expr.name, scope)
    return found if isinstance(found, Origin) else None


def _is_address_space(expr: ast.Expr, scope: TypeScope) -> bool:
    """`ref[o, address_space]`: says nothing about storage."""
    from minimojo.types.model import ParamValue

    match expr:
        case ast.Name(name=name):
            return isinstance(scope.parameters.get(name), ParamValue)
        case ast.Attribute(value=ast.Name(name="AddressSpace")):
            return True
        case _:
            return False


def _type_of(expr: ast.Expr, scope: TypeScope) -> Type:
    if scope.value_of is not None and not _names_argument(expr, scope):
        return scope.value_of(expr, True)[0]
    return place_type(expr, scope)


def place_type(expr: ast.Expr, scope: TypeScope) -> Type:
    """The type of an argument, of a field of one, or of what its getters give, in a signature."""
    from minimojo.types.calls import FieldMember
    from minimojo.types.members import member
    from minimojo.types.signatures import argument_type

    match expr:
        case ast.Paren(inner=inner):
            return place_type(inner, scope)
        case ast.Name(name=name):
            for argument in _arguments(scope):
                if argument.name == name and scope.function is not None:
                    return argument_type(argument, scope.function, scope)
            return UNKNOWN
        case ast.Attribute(value=value, name=name):
            found = member(place_type(value, scope), name, scope)
            return found.type if isinstance(found, FieldMember) else UNKNOWN
        case ast.Subscript(value=value):
            return got_type(place_type(value, scope), "__getitem__", scope)
        case ast.Call(callee=ast.Attribute(value=value, name=name)):
            return got_type(place_type(value, scope), name, scope)
        case _:
            return UNKNOWN
