"""Compile-time members: `module.Name`, `Self.T`, `List[Int].Element`, `T.Element` (TY-61, OV-10)."""

from __future__ import annotations

from minimojo.hir.model import ComptimeDecl, FunctionDecl, TypeDecl
from minimojo.syntax import ast
from minimojo.types import comptime, literals
from minimojo.types.model import (
    NEVER,
    NONE,
    UNKNOWN,
    AssociatedType,
    GenericMeta,
    ModuleType,
    OverloadSet,
    PackArg,
    ParamType,
    StructType,
    TraitType,
    Type,
    TypeArg,
    ValueArg,
    as_type,
)
from minimojo.types.parameters import bindings_of
from minimojo.types.scope import Environment, TypeScope
from minimojo.types.substitution import substitute_argument

_MLIR_TYPES: dict[str, Type] = {"!kgen.never": NEVER, "!kgen.none": NONE}
"""The compiler's own types that the language has a name for."""


def attribute(expr: ast.Attribute, scope: TypeScope) -> TypeArg | None:
    """The compile-time meaning of `base.name`."""
    from minimojo.types.resolve import entity, entity_of

    if isinstance(expr.value, ast.Name) and expr.value.name == "__mlir_type":
        return _MLIR_TYPES.get(expr.name)
    argument = _argument_type(expr.value, scope)
    base = argument if argument is not None else entity(expr.value, scope)
    match base:
        case None:
            return None
        case ModuleType(name):
            module = scope.environment.module(name)
            found = None if module is None else scope.environment.exported_by(module, expr.name)
            return entity_of(found, scope.environment) if found else _module_in(name, expr.name, scope)
        case PackArg() | ParamType(variadic=True) if expr.name == "values":
            return base
        case ParamType(variadic=True, bound=bound) if expr.name == "reverse":
            return AssociatedType(base, "reverse", bound)
        case GenericMeta() | OverloadSet() | ValueArg():
            return ValueArg(None)
        case _:
            subject = as_type(base)
            return ValueArg(None) if subject is None else type_member(subject, expr.name, scope)


def _module_in(package: str, name: str, scope: TypeScope) -> TypeArg:
    """`std.os.path`, `project.part`: a module, by way of the package around it."""
    inner = f"{package}.{name}"
    return UNKNOWN if scope.environment.module(inner) is None else ModuleType(inner)


def type_member(subject: Type, name: str, scope: TypeScope) -> TypeArg | None:
    """`Type.name`: a parameter, an associated type or constant, or methods; None if there is none."""
    subject = literals.declared(subject)
    match subject:
        case StructType():
            return _struct_member(subject, name, scope)
        case ParamType(bound=bound) | AssociatedType(bound=bound):
            return _bound_member(subject, name, bound, scope)
        case TraitType(traits):
            return _bound_member(subject, name, traits, scope)
        case _:
            return UNKNOWN


def project(scope: TypeScope) -> Projection:
    """What `substitute` needs to follow associated types of types that become concrete."""
    return Projection(scope)


class Projection:
    """`(type, name, arguments)` to the associated type, None while the type is not concrete.

    Types that are declared in terms of themselves are unknown.
    """

    def __init__(self, scope: TypeScope) -> None:
        self._scope = scope

    def __call__(self, base: Type, name: str, args: tuple[TypeArg, ...]) -> Type | None:
        base = literals.declared(base)
        program = self._scope.environment.program
        key = (base, name, args, self._scope.environment.horizon)
        if isinstance(base, ParamType) and not args:
            return program.memo(key, lambda: self._seen(base, name), None)
        if isinstance(base, ParamType | AssociatedType | TraitType):
            return None
        return program.memo(key, lambda: self._followed(base, name, args), UNKNOWN)

    def _seen(self, base: ParamType, name: str) -> Type | None:
        """`T.Element` with what the traits of `T` ask of it, which is more than the trait that declares it first
        where another one declares it again."""
        found = type_member(base, name, self._scope)
        return found if isinstance(found, AssociatedType) and found.base == base else None

    def _followed(self, base: Type, name: str, args: tuple[TypeArg, ...]) -> Type:
        decl = comptime_member(base.decl, name, self._scope) if isinstance(base, StructType) else None
        if decl is not None and decl.type_parameters:
            found = _applied_member(base, decl, args, self._scope)
        else:
            found = type_member(base, name, self._scope)
        return UNKNOWN if found is None else as_type(found) or UNKNOWN


def bound_of(decl: ComptimeDecl, environment: Environment) -> tuple[TypeDecl, ...] | None:
    """The traits that an associated type is declared to have; None if that is not known, or needs itself."""
    return environment.program.memo((decl, "bound"), lambda: _bound_of(decl, environment), None)


def _bound_of(decl: ComptimeDecl, environment: Environment) -> tuple[TypeDecl, ...] | None:
    from minimojo.types.resolve import resolve_type
    from minimojo.types.signatures import enclosing_scope

    bound = resolve_type(decl.annotation, enclosing_scope(decl, environment))
    return bound.traits if isinstance(bound, TraitType) else None


def comptime_member(decl: TypeDecl, name: str, scope: TypeScope) -> ComptimeDecl | None:
    """A `comptime` of a type, of its visible extensions, or a default of its traits."""
    from minimojo.types.traits import traits_of

    own = decl.comptimes.get(name)
    if own is not None:
        return own
    for extension in scope.environment.extensions_of(decl):
        if name in extension.comptimes:
            return extension.comptimes[name]
    for trait in traits_of(decl, scope.environment).known:
        inherited = trait.comptimes.get(name)
        if inherited is not None and inherited.value is not None:
            return inherited
    return None


def constant_declaration(expr: ast.Expr, scope: TypeScope) -> ComptimeDecl | None:
    """The `comptime` that a name or member expression denotes."""
    from minimojo.types.resolve import entity

    match expr:
        case ast.Name(name=name):
            found = None if name in scope.parameters else scope.environment.lookup(name)
            first = found[0] if found else None
            return first if isinstance(first, ComptimeDecl) else None
        case ast.Attribute(value=value, name=name):
            base = entity(value, scope)
            if isinstance(base, StructType):
                return comptime_member(base.decl, name, scope)
            if isinstance(base, ModuleType):
                module = scope.environment.module(base.name)
                found = None if module is None else module.exported(name)
                first = found[0] if found else None
                return first if isinstance(first, ComptimeDecl) else None
            return None
        case _:
            return None


def _struct_member(subject: StructType, name: str, scope: TypeScope) -> TypeArg | None:
    home = scope.environment.program.environment_of(subject.decl) or scope.environment
    for parameter, arg in zip(subject.decl.type_parameters, subject.args, strict=False):
        if parameter.name == name:
            return arg
    decl = comptime_member(subject.decl, name, scope)
    if decl is not None:
        found = comptime.alias(decl, home)
        if isinstance(found, GenericMeta):
            return AssociatedType(subject, name, None)
        if found == ValueArg(None):
            # A constant of a type is known by its name: `DType.int`, `AddressSpace.GENERIC`.
            return ValueArg(f"{subject.decl.name}.{name}") if not subject.args else found
        return substitute_argument(_with_self(found, decl, subject), bindings_of(subject), project(scope))
    methods = subject.decl.methods.get(name)
    return None if methods is None else OverloadSet(methods)


def _with_self(found: TypeArg, decl: ComptimeDecl, subject: Type) -> TypeArg:
    """A default of a trait, where `Self` is the type that inherits it."""
    owner = decl.owner
    if owner is None or owner.kind is not ast.TypeDefKind.TRAIT:
        return found
    return substitute_argument(found, {(owner, "Self"): subject})


def _applied_member(
    base: Type, decl: ComptimeDecl, args: tuple[TypeArg, ...], scope: TypeScope
) -> TypeArg | None:
    from minimojo.types.calls import ExplicitArg

    home = scope.environment.program.environment_of(decl) or scope.environment
    found = comptime.applied(decl, [ExplicitArg(value=arg) for arg in args], home)
    if not isinstance(base, StructType):
        return found
    return substitute_argument(_with_self(found, decl, base), bindings_of(base), project(scope))


def _bound_member(
    subject: Type, name: str, bound: tuple[TypeDecl, ...] | None, scope: TypeScope
) -> TypeArg | None:
    from minimojo.types.traits import closure

    methods: list[FunctionDecl] = []
    traits = closure(bound or (), scope.environment)
    for trait in traits.known:
        decl = trait.comptimes.get(name)
        if decl is not None:
            home = scope.environment.program.environment_of(trait) or scope.environment
            if decl.type_parameters:
                return AssociatedType(subject, name, bound_of(decl, home))
            if decl.value is None or decl.annotation is not None:  # A value is what it is by default only.
                return AssociatedType(subject, name, bound_of(decl, home))
            found = substitute_argument(comptime.alias(decl, home), {(trait, "Self"): subject})
            return found if as_type(found) is not None else UNKNOWN
        methods += trait.methods.get(name, ())
    if methods:
        return OverloadSet(tuple(methods))
    return UNKNOWN if bound is None or not traits.complete else None


def associated_declaration(subject: AssociatedType, scope: TypeScope) -> ComptimeDecl | None:
    """What a trait of its base declares an associated type or value with."""
    from minimojo.types.traits import closure

    base = subject.base
    if not isinstance(base, ParamType | AssociatedType):
        return None
    traits = closure(base.bound or (), scope.environment).known
    return next((decl for trait in traits if (decl := trait.comptimes.get(subject.name)) is not None), None)


def _argument_type(expr: ast.Expr, scope: TypeScope) -> Type | None:
    """The declared type of an argument whose parameters are meant: `value.origin`, `other.T`."""
    from minimojo.types.signatures import argument_type

    if not isinstance(expr, ast.Name) or scope.function is None or expr.name in scope.parameters:
        return None
    for argument in scope.function.arguments:
        if argument.name == expr.name:
            return argument_type(argument, scope.function, scope)
    return None
