"""The types of a function's arguments and result, as declared (DE-45 .. DE-52)."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from minimojo.hir.model import (
    ArgumentDecl,
    ComptimeDecl,
    Convention,
    FunctionDecl,
    Passing,
    TypeDecl,
    TypeParameterDecl,
)
from minimojo.syntax import ast
from minimojo.types import literals
from minimojo.types.model import (
    NONE,
    UNBOUND,
    UNKNOWN,
    UNKNOWN_ORIGIN,
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
    ValueArg,
)
from minimojo.types.parameters import (
    canonical,
    is_open,
    mutability_parameter,
    open_slots,
    own_arguments,
    parameters_of,
)
from minimojo.types.propositions import Proposition
from minimojo.types.scope import Environment, TypeScope


class Signature(Struct, frozen=True):
    """A declaration's signature, resolved, in terms of its own parameters.

    `parameters` are all parameters that a call must find: those of the type, the function's own,
    and the hidden ones of open argument types (OV-48), in this order. `types` and `origins` run
    parallel to the arguments. `hidden` counts parameters that only ranking sees.
    """

    scope: TypeScope
    parameters: tuple[tuple[object, str, TypeArg], ...]
    types: tuple[Type, ...]
    origins: tuple[Origin | None, ...]
    result: Type
    result_origin: Origin | None
    hidden: int
    where: tuple[Proposition, ...]


def scope_of(
    decl: FunctionDecl | TypeDecl, environment: Environment, enclosing: TypeScope | None = None
) -> TypeScope:
    """The scope of a declaration's signature and body. `enclosing` is given for nested functions."""
    if enclosing is not None:
        return _scope_of(decl, environment, enclosing)
    return environment.program.memo(
        (decl, "scope"), lambda: _scope_of(decl, environment, None), TypeScope(environment)
    )


def enclosing_scope(decl: FunctionDecl | TypeDecl | ComptimeDecl, environment: Environment) -> TypeScope:
    """The scope around a declaration: that of its type, or of the module."""
    if isinstance(decl, TypeDecl) or decl.owner is None:
        return TypeScope(environment)
    return scope_of(decl.owner, environment)


def self_type_of(decl: TypeDecl, environment: Environment) -> Type:
    """What `Self` means in a type: itself with its own parameters; in a trait the unknown conforming type."""
    match decl.kind:
        case ast.TypeDefKind.TRAIT:
            return ParamType("Self", decl, (decl,))
        case ast.TypeDefKind.EXTENSION:
            target = _extended(decl, environment)
            return UNKNOWN if target is None else self_type_of(target, environment)
        case _:
            return literals.as_literal(StructType(decl, own_arguments(decl, environment)))


def signature_of(decl: FunctionDecl, scope: TypeScope) -> Signature:
    """The resolved signature; `scope` is that of a use, for functions nested where it stands."""
    program = scope.environment.program
    home = program.environment_of(decl)
    if home is None:
        return program.memo(
            (decl, "signature"), lambda: _signature(decl, scope_of(decl, scope.environment, scope)), _EMPTY
        )
    return home.program.memo((decl, "signature"), lambda: _signature(decl, scope_of(decl, home)), _EMPTY)


def argument_type(argument: ArgumentDecl, decl: FunctionDecl, scope: TypeScope) -> Type:
    """The declared type of an argument, of one element for a variadic; `scope` is `scope_of(decl)`.

    Parts left unbound are hidden parameters of the function: `ParamType("x.T")` (TY-3).
    """
    program = scope.environment.program
    key = (argument, "type")
    return program.memo(key, lambda: _argument_type(argument, decl, scope), UNKNOWN)


def _argument_type(argument: ArgumentDecl, decl: FunctionDecl, scope: TypeScope) -> Type:
    from minimojo.types.resolve import resolve_type

    if argument.annotation is None:
        is_receiver = decl.owner is not None and decl.arguments and decl.arguments[0] is argument
        return (scope.self_type or UNKNOWN) if is_receiver or argument is decl.out else UNKNOWN
    found = resolve_type(argument.annotation, replace(scope, function=decl))
    if isinstance(found, ParamType) and found.variadic and not argument.pack:
        return UNKNOWN
    if isinstance(found, TraitType | FunctionType):
        return _generic_argument(found, argument)
    return opened(found, argument.name, decl, scope)


def local_type(argument: ArgumentDecl, decl: FunctionDecl, scope: TypeScope) -> Type:
    """The type in the body: `VariadicList[T]`, `VariadicPack`, `StringDict[T]` for variadics."""
    element = argument_type(argument, decl, scope)
    match argument.passing:
        case Passing.KEYWORD_VARIADIC:
            return literals.prelude_type("StringDict", element)
        case Passing.VARIADIC:
            name = "VariadicPack" if argument.pack else "VariadicList"
            return _variadic(name, element, argument)
        case _:
            return element


def argument_origin(argument: ArgumentDecl, decl: FunctionDecl, scope: TypeScope) -> Origin | None:
    """The origin of a `ref[...]` argument, as declared; of a bare `ref` its hidden parameter (DE-46)."""
    if argument.convention is not Convention.REF:
        return None
    from minimojo.types.intrinsics import hidden_origin, resolve_origin

    inside = replace(scope, function=decl)
    declared = None if argument.origins is None else resolve_origin(argument.origins, inside)
    if (
        declared is None
        and argument.origins
        and not all(isinstance(o, ast.Discard) for o in argument.origins)
    ):
        return None
    return declared or hidden_origin(argument, decl)


def result_type(decl: FunctionDecl, scope: TypeScope) -> tuple[Type, Origin | None]:
    """The declared result, and its origin for `-> ref[...]`; roots are `ArgumentRoot`s.

    A specifier without any origin is an error, after which nothing can be returned (DE-48).
    """
    if decl.out is not None and decl.out.annotation is None:
        return (scope.self_type or UNKNOWN) if decl.kind.initializes else NONE, None
    if decl.out is None and decl.result is None:
        return NONE, None
    from minimojo.types.intrinsics import lacks_origin, resolve_origin
    from minimojo.types.resolve import resolve_type

    inside = replace(scope, function=decl)
    if decl.out is not None:
        return resolve_type(decl.out.annotation, inside), None
    if decl.result is None:
        return NONE, None
    found = resolve_type(decl.result.type, inside)
    if not decl.result.is_ref:
        return found, None
    if lacks_origin(decl.result.origins, inside):
        return found, _AFTER_ERROR
    return found, resolve_origin(decl.result.origins, inside) or UNKNOWN_ORIGIN


_AFTER_ERROR = Origin((), mutable=True)


def raised_type(decl: FunctionDecl, scope: TypeScope) -> Type:
    """What a raising function raises: `Error` unless declared."""
    from minimojo.types.resolve import resolve_type

    if decl.raised_type is None:
        return literals.prelude_type("Error")
    return resolve_type(decl.raised_type, replace(scope, function=decl))


def opened(subject: Type, name: str, owner: FunctionDecl, scope: TypeScope) -> Type:
    """An argument type whose unbound parameters became hidden parameters `name.T` of the function."""
    if not isinstance(subject, StructType) or not is_open(subject):
        return subject
    home = scope.environment.program.environment_of(subject.decl) or scope.environment
    meaning = parameters_of(subject.decl, home)
    args: list[TypeArg] = []
    fillable = open_slots(subject, range(len(subject.args)))
    for index, (parameter, arg) in enumerate(zip(subject.decl.type_parameters, subject.args, strict=True)):
        if isinstance(arg, UnboundArg) and index in fillable:
            hidden = _hidden(meaning[parameter.name], f"{name}.{parameter.name}", owner)
            args.append(_with_mutability(hidden, parameter, subject))
        elif isinstance(arg, StructType):
            args.append(opened(arg, f"{name}.{parameter.name}", owner, scope))
        else:
            args.append(arg)
    return StructType(subject.decl, canonical(subject.decl, tuple(args)))


def _with_mutability(hidden: TypeArg, parameter: TypeParameterDecl, subject: StructType) -> TypeArg:
    """An open origin whose mutability is written: `Pointer[mut=True, Int, _]`."""
    mutability = mutability_parameter(parameter)
    if mutability is None or not isinstance(hidden, Origin):
        return hidden
    written = dict(zip((p.name for p in subject.decl.type_parameters), subject.args, strict=True)).get(
        mutability
    )
    match written:
        case ValueArg("True"):
            return replace(hidden, mutable=True)
        case ValueArg("False"):
            return replace(hidden, mutable=False)
        case _:
            return hidden


def hidden_parameters(subject: TypeArg, owner: FunctionDecl) -> list[tuple[str, TypeArg]]:
    """The hidden parameters inside an opened argument type."""
    match subject:
        case ParamType(name, of) | ParamValue(name, of) if of is owner and "." in name:
            return [(name, subject)]
        case Origin(paths=(OriginPath(root=ParameterRoot(name, of)),)) if of is owner and "." in name:
            return [(name, subject)]
        case StructType(_, args):
            return [found for arg in args for found in hidden_parameters(arg, owner)]
        case _:
            return []


def _scope_of(
    decl: FunctionDecl | TypeDecl, environment: Environment, enclosing: TypeScope | None
) -> TypeScope:
    outer = enclosing or enclosing_scope(decl, environment)
    own = parameters_of(decl, environment) if enclosing is None else _nested_parameters(decl, enclosing)
    scope = replace(
        outer,
        self_type=outer.self_type if isinstance(decl, FunctionDecl) else self_type_of(decl, environment),
        parameters={**outer.parameters, **own},
        function=decl if isinstance(decl, FunctionDecl) else None,
        value_of=outer.value_of,
    )
    if not decl.where:
        return scope
    return scope.assuming(*_conditions(decl, scope))


def _nested_parameters(decl: FunctionDecl | TypeDecl, enclosing: TypeScope) -> dict[str, TypeArg]:
    if not decl.type_parameters:
        return {}
    return dict(parameters_of(decl, enclosing.environment))


def _conditions(decl: FunctionDecl | TypeDecl, scope: TypeScope) -> tuple[Proposition, ...]:
    from minimojo.types.conditions import proposition

    return tuple(proposition(clause.condition, scope) for clause in decl.where)


def _signature(decl: FunctionDecl, scope: TypeScope) -> Signature:
    types = tuple(argument_type(argument, decl, scope) for argument in decl.arguments)
    origins = tuple(argument_origin(argument, decl, scope) for argument in decl.arguments)
    parameters: list[tuple[object, str, TypeArg]] = []
    owner = decl.owner
    if owner is not None:
        target = _extended(owner, scope.environment) or owner
        meaning = parameters_of(target, scope.environment)
        parameters += ((target, p.name, meaning[p.name]) for p in target.type_parameters)
    parameters += ((decl, p.name, scope.parameters.get(p.name, UNKNOWN)) for p in decl.type_parameters)
    hidden = 0
    for argument, subject, origin in zip(decl.arguments, types, origins, strict=True):
        parameters += ((decl, name, what) for name, what in hidden_parameters(subject, decl))
        if isinstance(subject, ParamType) and subject.owner is argument:
            parameters.append((argument, subject.name, subject))
        hidden += _hidden_by_passing(argument, origin, decl)
    result, result_origin = result_type(decl, scope)
    return Signature(
        scope=scope,
        parameters=tuple(dict.fromkeys(parameters)),
        types=types,
        origins=origins,
        result=result,
        result_origin=result_origin,
        hidden=hidden,
        where=_conditions(decl, scope) if decl.where else (),
    )


def _hidden_by_passing(argument: ArgumentDecl, origin: Origin | None, decl: FunctionDecl) -> int:
    """Parameters that come with the passing alone, counted for ranking only (OV-48)."""
    if argument.passing is Passing.VARIADIC:
        return 4 if argument.pack else 2
    if argument.convention is not Convention.REF or origin is None:
        return 0
    if argument.origins is None:
        return 2
    parameter = next((p for p in decl.type_parameters if _names(argument.origins, p.name)), None)
    if parameter is None or not isinstance(parameter.annotation, ast.Name):
        return 0
    return {"Origin": 2, "MutOrigin": 1, "ImmOrigin": 1}.get(parameter.annotation.name, 0)


def _names(exprs: tuple[ast.Expr, ...], name: str) -> bool:
    return any(isinstance(expr, ast.Name) and expr.name == name for expr in exprs)


def _generic_argument(found: TraitType | FunctionType, argument: ArgumentDecl) -> Type:
    """`x: Some[Trait]` is generic; a bare trait or function trait takes nothing, and is left unknown (TY-15)."""
    annotation = argument.annotation
    is_some = isinstance(annotation, ast.Subscript) and isinstance(annotation.value, ast.Name)
    if isinstance(found, FunctionType):
        return ParamType("T", argument, (), closure=found) if not found.thin and is_some else found
    return ParamType("T", argument, found.traits) if is_some else UNKNOWN


def _variadic(name: str, element: Type, argument: ArgumentDecl) -> Type:
    decl = literals.std_struct(name)
    if decl is None:
        return UNKNOWN
    root = OriginPath(ParameterRoot(f"{argument.name}.origin", argument))
    origin = Origin((root,), argument.convention in (Convention.MUT, Convention.VAR))
    values: dict[str, TypeArg] = {
        "origin": origin,
        "element_type": element,
        "Ts": PackArg((element,)),
        "is_owned": ValueArg(str(argument.convention is Convention.VAR)),
    }
    return StructType(decl, tuple(values.get(p.name, UNBOUND) for p in decl.type_parameters))


def _hidden(meaning: TypeArg, name: str, owner: FunctionDecl) -> TypeArg:
    match meaning:
        case ParamType():
            return replace(meaning, name=name, owner=owner)
        case ParamValue():
            return ParamValue(name, owner)
        case Origin():
            return Origin((OriginPath(ParameterRoot(name, owner)),), meaning.mutable)
        case _:
            return UNKNOWN


def _extended(decl: TypeDecl, environment: Environment) -> TypeDecl | None:
    """The struct that an extension adds to."""
    if decl.kind is not ast.TypeDefKind.EXTENSION:
        return None
    found = environment.lookup(decl.name)
    return found[0] if found and isinstance(found[0], TypeDecl) else None


_EMPTY = Signature(
    scope=None,  # type: ignore[arg-type]
    parameters=(),
    types=(),
    origins=(),
    result=UNKNOWN,
    result_origin=None,
    hidden=0,
    where=(),
)
