"""Compile-time parameters: what they are, and how written arguments fill them (OV-30, DE-40 .. DE-43)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache

from msgspec.structs import replace

from minimojo.hir.model import ComptimeDecl, FunctionDecl, Passing, TypeDecl, TypeParameterDecl
from minimojo.syntax import ast
from minimojo.types.calls import ExplicitArg
from minimojo.types.model import (
    UNBOUND,
    UNKNOWN,
    FunctionType,
    Origin,
    OriginPath,
    PackArg,
    ParameterRoot,
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
from minimojo.types.origins import immutable
from minimojo.types.scope import Environment, TypeScope

Owner = FunctionDecl | TypeDecl | ComptimeDecl


class ParameterKind(Enum):
    """What may be put in the place of a parameter."""

    TYPE = "type"
    VALUE = "value"
    ORIGIN = "origin"
    UNKNOWN = "unknown"


def parameters_of(owner: Owner, environment: Environment) -> Mapping[str, TypeArg]:
    """The parameters of a declaration as arguments: what their names mean inside it. While that is sought, it is
    not known: `struct S[n: Int, m: S[n]]`."""
    in_the_making: dict[str, TypeArg] = dict.fromkeys([it.name for it in owner.type_parameters], UNKNOWN)
    return environment.program.memo(
        (owner, "parameters"), lambda: _parameters_of(owner, environment), in_the_making
    )


def parameter_kind(argument: TypeArg) -> ParameterKind:
    """The kind of a parameter, from what its name means."""
    match argument:
        case ParamType():
            return ParameterKind.TYPE
        case ParamValue():
            return ParameterKind.VALUE
        case Origin():
            return ParameterKind.ORIGIN
        case _:
            return ParameterKind.UNKNOWN


@lru_cache(maxsize=256)  # Few: each keeps the declarations of an outdated state alive.
def derived_slots(decl: TypeDecl) -> tuple[tuple[int, int], ...]:
    """`(mutability, origin)`: the positions of parameters that only repeat what an origin says."""
    position = {parameter.name: index for index, parameter in enumerate(decl.type_parameters)}
    pairs = ((mutability_parameter(parameter), index) for index, parameter in enumerate(decl.type_parameters))
    return tuple([(position[name], index) for name, index in pairs if name in position])


def canonical(decl: TypeDecl, args: tuple[TypeArg, ...]) -> tuple[TypeArg, ...]:
    """Arguments of which the mutability of an origin is said by the origin alone: types that are equal
    look equal."""
    slots = derived_slots(decl)
    if not slots or len(args) != len(decl.type_parameters):
        return args
    result = list(args)
    for mutability, index in slots:
        origin = args[index]
        if not isinstance(origin, Origin):
            continue
        written = {ValueArg("True"): True, ValueArg("False"): False}.get(args[mutability])  # type: ignore[arg-type]
        if origin.mutable is None and written is not None:
            result[index] = replace(origin, mutable=written)
        result[mutability] = UNBOUND
    return tuple(result)


def is_open(subject: TypeArg) -> bool:
    """Whether a parameter is left out somewhere in a type."""
    if not isinstance(subject, StructType):
        return isinstance(subject, UnboundArg)
    return any(is_open(subject.args[index]) for index in open_slots(subject, range(len(subject.args))))


def open_slots(subject: StructType, slots: Iterable[int]) -> list[int]:
    """Those of `slots` that a caller may fill: not the mutability of an origin that is there."""
    derived = {
        mutability
        for mutability, index in derived_slots(subject.decl)
        if index < len(subject.args) and isinstance(subject.args[index], Origin)
    }
    return [slot for slot in slots if slot not in derived]


def own_arguments(owner: TypeDecl, environment: Environment) -> tuple[TypeArg, ...]:
    """The arguments of a type inside itself: `Self` is `List[T]`."""
    meaning = parameters_of(owner, environment)
    return canonical(
        owner,
        tuple(
            _own_pack(meaning[p.name]) if p.passing is Passing.VARIADIC else meaning[p.name]
            for p in owner.type_parameters
        ),
    )


def _own_pack(meaning: TypeArg) -> PackArg:
    """`*Ts` inside of its type; of something that is not known it is not known either how many there are."""
    return PackArg(None if isinstance(meaning, UnknownType) else (meaning,))


def all_unbound(owner: Owner) -> tuple[TypeArg, ...]:
    """Arguments for a type of which none are written."""
    return (UNBOUND,) * len(owner.type_parameters)


def bindings_of(subject: StructType) -> dict[tuple[object, str], TypeArg]:
    """Parameter -> argument for a struct type; an unbound `mut` follows from its origin."""
    declared = subject.decl.type_parameters
    if len(declared) != len(subject.args):
        return {}
    bindings: dict[tuple[object, str], TypeArg] = {
        (subject.decl, parameter.name): arg for parameter, arg in zip(declared, subject.args, strict=True)
    }
    for parameter, arg in zip(declared, subject.args, strict=True):
        mutability = mutability_parameter(parameter)
        if mutability and isinstance(arg, Origin) and arg.mutable is not None:
            value = ValueArg(str(arg.mutable))
            bindings[subject.decl, mutability] = value
    return bindings


def mutability_parameter(parameter: TypeParameterDecl) -> str | None:
    """`m` for a parameter `o: Origin[mut=m]`."""
    annotation = parameter.annotation
    if not isinstance(annotation, ast.Subscript) or not _is_named(annotation.value, "Origin"):
        return None
    names = [a.value.name for a in annotation.arguments if isinstance(a.value, ast.Name)]
    return names[0] if len(names) == 1 else None


def assign(declared: Sequence[TypeParameterDecl], given: Sequence[ExplicitArg]) -> dict[str, TypeArg] | None:
    """Which written argument goes to which parameter; None if they do not fit (OV-30).

    A variadic parameter gets a `PackArg` of what is left.
    """
    keywords = {arg.keyword: arg.value for arg in given if arg.keyword is not None}
    positional = [arg.value for arg in given if arg.keyword is None]
    result: dict[str, TypeArg] = {}
    for parameter in declared:
        if parameter.passing is Passing.VARIADIC:
            if positional:
                result[parameter.name] = PackArg(tuple(_spread(positional)))
                positional = []
        elif positional and parameter.passing in (Passing.POSITIONAL_ONLY, Passing.POSITIONAL_OR_KEYWORD):
            result[parameter.name] = positional.pop(0)
        elif parameter.name in keywords:
            result[parameter.name] = keywords.pop(parameter.name)
    return None if positional or keywords else result


def _spread(args: Iterable[TypeArg]) -> Iterator[TypeArg]:
    """The arguments with those of `*Ts` in its place; a list of unknown length stays one argument."""
    for arg in args:
        if isinstance(arg, PackArg) and arg.items is not None:
            yield from _spread(arg.items)
        else:
            yield arg


def fits_kind(meaning: TypeArg, given: TypeArg) -> TypeArg:
    """The argument as its parameter takes it: an origin is cast to the mutability of the parameter."""
    match meaning, given:
        case Origin(mutable=False), Origin():
            return immutable(given)
        case Origin(), StructType() | ParamType():
            return UNKNOWN
        case _:
            return given


def _parameters_of(owner: Owner, environment: Environment) -> dict[str, TypeArg]:
    from minimojo.types.signatures import enclosing_scope

    outer = enclosing_scope(owner, environment)
    result: dict[str, TypeArg] = {}
    for parameter in owner.type_parameters:
        scope = outer.with_parameters(result)
        result[parameter.name] = _meaning(parameter, owner, scope)
    return result


def _meaning(parameter: TypeParameterDecl, owner: Owner, scope: TypeScope) -> TypeArg:
    from minimojo.types.resolve import resolve_type

    annotation = parameter.annotation
    variadic = parameter.passing is Passing.VARIADIC
    bound = resolve_type(annotation, scope)
    match bound:
        case TraitType(traits):
            return ParamType(parameter.name, owner, traits, variadic)
        case FunctionType(thin=False):
            return ParamType(parameter.name, owner, (), variadic, bound)
        case UnknownType():
            return _unknown_parameter(parameter, owner)
        case StructType(decl) if decl.name == "Origin":
            path = OriginPath(ParameterRoot(parameter.name, owner))
            return Origin((path,), declared_mutability(bound))
        case StructType() | FunctionType():
            return ParamValue(parameter.name, owner)
        case ParamType() if bound.variadic is False and _is_trait_parameter(bound):
            return ParamType(parameter.name, owner, None, variadic)
        case _:
            return ParamValue(parameter.name, owner)


def _unknown_parameter(parameter: TypeParameterDecl, owner: Owner) -> TypeArg:
    """A parameter whose annotation is not understood: a type with an unknown bound, if it is one."""
    annotation = parameter.annotation
    if isinstance(annotation, ast.Binary) and annotation.operator == "&":
        return ParamType(parameter.name, owner, None, parameter.passing is Passing.VARIADIC)
    return UNKNOWN


def _is_trait_parameter(bound: ParamType) -> bool:
    """`Trait: AnyTrait[...]`, then `*Ts: Trait`."""
    return bound.bound is None


def declared_mutability(bound: StructType) -> bool | None:
    """What `Origin[mut=False]` says, also by way of aliases like `ImmOrigin`; None if that is open."""
    for parameter, arg in zip(bound.decl.type_parameters, bound.args, strict=False):
        if parameter.name == "mut" and isinstance(arg, ValueArg):
            return {"True": True, "False": False}.get(arg.text or "")
    return None


def _is_named(expr: ast.Expr | None, name: str) -> bool:
    return isinstance(expr, ast.Name) and expr.name == name


def value_type(argument: ParamValue, environment: Environment) -> Type:
    """The type of a value parameter, for its use as an expression."""
    from minimojo.types import literals
    from minimojo.types.resolve import resolve_type
    from minimojo.types.signatures import enclosing_scope, scope_of

    owner = argument.owner
    if not isinstance(owner, FunctionDecl | TypeDecl | ComptimeDecl):
        return UNKNOWN
    for parameter in owner.type_parameters:
        if parameter.name == argument.name:
            home = environment.program.environment_of(owner) or environment
            if isinstance(owner, ComptimeDecl):
                inside = enclosing_scope(owner, home).with_parameters(parameters_of(owner, home))
            else:
                inside = scope_of(owner, home)
            return literals.of_some_value(resolve_type(parameter.annotation, inside))
    return UNKNOWN


def known(argument: TypeArg) -> bool:
    """Whether the argument is certain: neither unknown nor a value that is not evaluated."""
    return argument != ValueArg(None) and not isinstance(as_type(argument), UnknownType)
