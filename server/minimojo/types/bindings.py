"""Binding parameters of types: `List[Int]`, `Pointer[T, origin_of(x)]`, `S` (TY-1, TY-3)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from minimojo.hir.model import ComptimeDecl, Convention, FunctionDecl, Passing, TypeDecl
from minimojo.syntax import ast
from minimojo.types import comptime, literals
from minimojo.types.calls import ExplicitArg
from minimojo.types.model import (
    NONE,
    UNBOUND,
    UNKNOWN,
    AssociatedType,
    FunctionArgument,
    FunctionType,
    GenericMeta,
    OverloadSet,
    PackArg,
    ParamType,
    StructType,
    TraitType,
    Type,
    TypeArg,
    UnboundArg,
    ValueArg,
    as_type,
)
from minimojo.types.parameters import all_unbound, assign, canonical, fits_kind, parameters_of
from minimojo.types.scope import Environment, TypeScope
from minimojo.types.substitution import LARGEST_TYPE, element_of, substitute_argument, weight

_CONVENTIONS = {
    "": Convention.IMM,
    "imm": Convention.IMM,
    "read": Convention.IMM,
    "mut": Convention.MUT,
    "var": Convention.VAR,
    "ref": Convention.REF,
    "deinit": Convention.DEINIT,
}

_NUMBER = re.compile(r"^`?#lit\.struct<\{\w+ = (-?\d+)\}>")


def bare(decl: TypeDecl, environment: Environment) -> Type:
    """A type by its name alone: unbound, unless it has no parameters or defaults for all."""
    if not decl.type_parameters:
        return StructType(decl)
    if all(p.default is not None or p.passing is Passing.INFER_ONLY for p in decl.type_parameters):
        return bind(decl, (), environment)
    return StructType(decl, all_unbound(decl))


def bind(decl: TypeDecl, given: Sequence[ExplicitArg], environment: Environment) -> Type:
    """`decl[given...]`; parameters left out take their default or stay unbound."""
    home = environment.program.environment_of(decl) or environment
    assigned = assign(decl.type_parameters, given)
    if assigned is None:
        return UNKNOWN
    meaning = parameters_of(decl, home)
    args: list[TypeArg] = []
    bound: dict[tuple[object, str], TypeArg] = {}
    for parameter in decl.type_parameters:
        argument = assigned.get(parameter.name)
        if argument is None and parameter.default is not None:
            argument = _default(parameter.default, decl, bound, home)
        elif argument is None:
            argument = UNBOUND
        argument = in_context(fits_kind(meaning[parameter.name], argument), parameter.annotation)
        args.append(argument)
        bound[(decl, parameter.name)] = argument
    result = StructType(decl, canonical(decl, tuple(args)))
    return literals.as_literal(result) if weight(result) <= LARGEST_TYPE else UNKNOWN


def rebind(subject: StructType, given: Sequence[ExplicitArg], environment: Environment) -> Type:
    """More arguments for a partly bound type: they fill the open parameters in order.

    The defaults that a type has by its name alone are no arguments: `S[T=Int, n=2]` says others."""
    open_parameters = [
        parameter
        for parameter, arg in zip(subject.decl.type_parameters, subject.args, strict=False)
        if isinstance(arg, UnboundArg)
    ]
    if len(open_parameters) == len(subject.args) or subject == bare(subject.decl, environment):
        return bind(subject.decl, given, environment)
    assigned = assign(open_parameters, given)
    if assigned is None:
        return UNKNOWN
    meaning = parameters_of(subject.decl, environment.program.environment_of(subject.decl) or environment)
    args = tuple(
        fits_kind(meaning[parameter.name], assigned.get(parameter.name, arg))
        if isinstance(arg, UnboundArg)
        else arg
        for parameter, arg in zip(subject.decl.type_parameters, subject.args, strict=True)
    )
    return StructType(subject.decl, canonical(subject.decl, args))


def subscript(expr: ast.Subscript, scope: TypeScope) -> TypeArg | None:
    """`base[...]` of a compile-time base: arguments for its parameters, or an element of a pack."""
    if isinstance(expr.value, ast.Name) and expr.value.name == "__mlir_attr":
        return _attribute(expr)
    from minimojo.types.resolve import entity, explicit_arguments

    base = entity(expr.value, scope)
    if base is None:
        return None
    match base:
        case StructType():
            return rebind(base, explicit_arguments(expr.arguments, scope), scope.environment)
        case GenericMeta(ComptimeDecl(name="Some") as decl) if _is_std(decl, scope):
            return _some(explicit_arguments(expr.arguments, scope))
        case GenericMeta(ComptimeDecl() as decl):
            return comptime.applied(decl, explicit_arguments(expr.arguments, scope), scope.environment)
        case OverloadSet():
            return base
        case AssociatedType(args=()):
            return _applied(base, explicit_arguments(expr.arguments, scope), scope)
        case PackArg() | ParamType(variadic=True):
            given = explicit_arguments(expr.arguments, scope)
            return element_of(base, given[0].value) if len(given) == 1 else UNKNOWN
        case _:
            return UNKNOWN if as_type(base) is not None else ValueArg(None)


def _attribute(expr: ast.Subscript) -> ValueArg:
    """What the compiler calls a constant of a struct with one number."""
    match expr.arguments:
        case (ast.Argument(value=ast.Name(name=text)), *_) if number := _NUMBER.search(text):
            return ValueArg(number[1])
        case _:
            return ValueArg(None)


def function_type(signature: ast.Signature, scope: TypeScope) -> Type:
    """`def(Int, mut String) raises thin -> R`."""
    from minimojo.types.resolve import resolve_type

    if signature.type_parameters:
        return UNKNOWN
    arguments: list[FunctionArgument] = []
    result = _result_type(signature.result, scope)
    for parameter in signature.parameters:
        if parameter.marker or parameter.splat:
            return UNKNOWN
        # An argument of a function type may be written as a bare type.
        annotation = parameter.annotation
        subject = resolve_type(annotation, scope) if annotation is not None else UNKNOWN
        if annotation is None and parameter.name:
            named = ast.Name(span=parameter.name_span, loc=parameter.name_span, name=parameter.name)
            subject = resolve_type(named, scope)
        word = parameter.convention.text if parameter.convention else ""
        if word == "out":
            result = subject
        else:
            arguments.append(FunctionArgument(_CONVENTIONS.get(word, Convention.IMM), subject))
    effects = {effect.word: effect for effect in signature.effects}
    raises = effects.get("raises")
    return FunctionType(
        signature,
        arguments=tuple(arguments),
        result=result,
        raises=raises is not None,
        raised=None if raises is None or raises.type is None else resolve_type(raises.type, scope),
        thin="thin" in effects or "capturing" in effects,  # a legacy closure is a value, no trait
    )


def _result_type(result: ast.ResultType | None, scope: TypeScope) -> Type:
    from minimojo.types.resolve import resolve_type

    if result is None:
        return NONE
    return UNKNOWN if result.is_ref else resolve_type(result.type, scope)


def function_literal(decl: FunctionDecl) -> FunctionType:
    """The type of a function's name as a value."""
    return FunctionType(decl.node.signature, decl)


def _some(given: Sequence[ExplicitArg]) -> Type:
    """`Some[Trait]`: the trait composition; an argument of this type is generic (OV-48)."""
    bound = given[0].value if len(given) == 1 else UNKNOWN
    return bound if isinstance(bound, TraitType | FunctionType) else UNKNOWN


def _applied(base: AssociatedType, given: Sequence[ExplicitArg], scope: TypeScope) -> Type:
    """`T.Iter[o]`; of a concrete type the member itself."""
    from minimojo.types.projections import project

    args = tuple(argument.value for argument in given)
    found = project(scope)(base.base, base.name, args)
    return replace(base, args=args) if found is None else found


def _default(
    expr: ast.Expr, decl: TypeDecl, bound: dict[tuple[object, str], TypeArg], home: Environment
) -> TypeArg:
    from minimojo.types.resolve import static_value
    from minimojo.types.signatures import enclosing_scope

    scope = enclosing_scope(decl, home).with_parameters(parameters_of(decl, home))
    # The default of a parameter may need the type that it belongs to.
    found = home.program.unless_pending((expr, "default"), lambda: static_value(expr, scope), UNKNOWN)
    return substitute_argument(found, bound)


def in_context(argument: TypeArg, annotation: ast.Expr | None) -> TypeArg:
    """`.float32` for a parameter of type `DType` is `DType.float32`."""
    if isinstance(argument, ValueArg) and argument.text and argument.text.startswith("."):
        owner = annotation.name if isinstance(annotation, ast.Name) else None
        return ValueArg(f"{owner}{argument.text}" if owner else None)
    return argument


def _is_std(decl: ComptimeDecl, scope: TypeScope) -> bool:
    home = scope.environment.program.environment_of(decl)
    return home is not None and home.name.startswith("std.")
