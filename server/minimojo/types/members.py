"""The members of a type: fields, methods, defaults of traits, extensions, synthesized constructors
(OV-10 .. OV-14, TY-36 .. TY-40)."""

from __future__ import annotations

from collections.abc import Sequence

from minimojo.hir.model import Convention, FunctionDecl, Passing, TypeDecl
from minimojo.syntax import ast
from minimojo.types import literals
from minimojo.types.calls import ComptimeMember, FieldMember, Member, Methods, Missing, UnknownMember
from minimojo.types.conversions import same_type
from minimojo.types.model import (
    UNKNOWN,
    Answer,
    AssociatedType,
    ClosureType,
    MetaType,
    OverloadSet,
    ParamType,
    ParamValue,
    StructType,
    TraitType,
    Type,
    UnboundArg,
    UnknownType,
    ValueArg,
    as_type,
)
from minimojo.types.parameters import bindings_of, value_type
from minimojo.types.projections import project, type_member
from minimojo.types.resolve import resolve_type, value_of_entity
from minimojo.types.scope import Environment, TypeScope
from minimojo.types.signatures import scope_of, signature_of
from minimojo.types.std.library import standard_library
from minimojo.types.substitution import substitute
from minimojo.types.synthesis import synthesized
from minimojo.types.traits import closure, traits_of


def member(subject: Type, name: str, scope: TypeScope) -> Member:
    """What `value.name` denotes for a value of this type, or `Type.name` for a `MetaType`."""
    if isinstance(subject, MetaType):
        subject = subject.instance
    subject = literals.declared(subject)
    match subject:
        case StructType():
            environment = scope.environment
            key = (environment.horizon, "member", subject, name)
            return environment.program.memo(
                key, lambda: _struct_member(subject, name, scope), UnknownMember()
            )
        case ParamType(bound=bound) | AssociatedType(bound=bound):
            return _bound_member(subject, name, bound, scope)
        case TraitType(traits):
            return _bound_member(subject, name, traits, scope)
        case _:
            return UnknownMember()


def constructors(subject: Type, scope: TypeScope) -> Member:
    """All `__init__` of a type, synthesized ones included (OV-49): `Methods` or `UnknownMember`."""
    found = member(subject, "__init__", scope)
    return found if isinstance(found, Methods) else UnknownMember()


def fields(subject: Type, scope: TypeScope) -> tuple[tuple[str, Type], ...] | None:
    """The stored fields in order, parameters filled in (CL-5).

    None when they are not known; () for a type that is no struct, or a struct without fields.
    """
    subject = literals.declared(subject)
    if isinstance(subject, ClosureType):
        return subject.owned
    if not isinstance(subject, StructType):
        return None if subject == UNKNOWN else ()
    key = (scope.environment.horizon, "fields", subject)
    return scope.environment.program.memo(key, lambda: _fields(subject, scope), None)


def generic_fields(subject: Type, scope: TypeScope) -> frozenset[str]:
    """The stored fields whose declared type is a parameter: what they have inside depends on its argument."""
    if not isinstance(subject, StructType) or not subject.args:
        return frozenset()
    program, decl = scope.environment.program, subject.decl
    key = (scope.environment.horizon, "generic fields", decl)
    return program.memo(key, lambda: _generic_fields(decl, scope), frozenset[str]())


def case_payloads(subject: Type, scope: TypeScope) -> tuple[tuple[str, tuple[Type, ...]], ...] | None:
    """The cases of an enum in order, each with the types of what it carries; None for other types.

    `Optional` of the standard library is such a type, too (ST-95).
    """
    match subject:
        case StructType(decl=TypeDecl(name="Optional"), args=(argument,)):
            return (("None", ()), ("Some", (as_type(argument) or UNKNOWN,)))
        case StructType(decl=TypeDecl(kind=ast.TypeDefKind.ENUM, damaged=False)):
            return _case_payloads(subject, scope)
        case _:
            return None


def methods_of(decl: TypeDecl, name: str, scope: TypeScope) -> tuple[FunctionDecl, ...] | None:
    """All methods of a struct under one name, in the compiler's order; None if not all are known."""
    program = scope.environment.program
    key = (scope.environment.horizon, "methods", decl, name)
    return program.memo(key, lambda: _methods_of(decl, name, scope.environment), ())


def _struct_member(subject: StructType, name: str, scope: TypeScope) -> Member:
    decl = subject.decl
    for field in decl.fields:
        if field.name == name:
            layout = fields(subject, scope)
            return FieldMember(type=dict(layout)[name]) if layout is not None else UnknownMember()
    methods = methods_of(decl, name, scope)
    if methods is None:
        return UnknownMember()
    if methods:
        return Methods(candidates=methods, receiver=subject)
    found = type_member(subject, name, scope)
    if found is not None and not isinstance(found, OverloadSet):
        return ComptimeMember(type=_as_value(found, subject, name, scope))
    return Missing() if _is_complete(decl, name, scope) else UnknownMember()


def _as_value(found: object, subject: StructType, name: str, scope: TypeScope) -> Type:
    if isinstance(found, ValueArg | UnboundArg) and any(
        it.name == name for it in subject.decl.type_parameters
    ):
        return _parameter_type(subject, name, scope)
    span = subject.decl.name_span
    owner = ast.Name(span=span, loc=span, name=subject.decl.name)
    expr = ast.Attribute(span=span, loc=span, value=owner, name=name, name_span=span)
    home = scope.environment.program.environment_of(subject.decl) or scope.environment
    inside = scope_of(subject.decl, home)
    value = value_of_entity(found, expr, inside)  # type: ignore[arg-type]
    return substitute(value, bindings_of(subject), project(scope))


def _parameter_type(subject: StructType, name: str, scope: TypeScope) -> Type:
    """The type of a parameter that is a value, as it is declared; of a type that is left open nothing is known."""
    declared = value_type(ParamValue(name, subject.decl), scope.environment)
    if not isinstance(declared, StructType):
        return declared if literals.is_literal(declared) else UNKNOWN
    return substitute(declared, bindings_of(subject), project(scope))


def _is_complete(decl: TypeDecl, name: str, scope: TypeScope) -> bool:
    """Whether all members of a struct are known, so that what is not found does not exist, or is for
    `__getattr__` to find."""
    if decl.damaged or methods_of(decl, "__getattr_param__", scope) != ():
        return False
    if decl.module.startswith("std."):
        # The toolchain prints special methods like all others; members that begin with one underscore
        # are its own business.
        is_private = name.startswith("_") and not name.startswith("__")
        return not is_private and standard_library().is_complete(decl.name)
    return traits_of(decl, scope.environment).complete


def _fields(subject: StructType, scope: TypeScope) -> tuple[tuple[str, Type], ...] | None:
    decl = subject.decl
    if decl.damaged:
        return None
    home = scope.environment.program.environment_of(decl) or scope.environment
    inside = scope_of(decl, home)
    bindings = bindings_of(subject)
    return tuple(
        (field.name, substitute(resolve_type(field.annotation, inside), bindings, project(scope)))
        for field in decl.fields
    )


def _generic_fields(decl: TypeDecl, scope: TypeScope) -> frozenset[str]:
    inside = scope_of(decl, scope.environment.program.environment_of(decl) or scope.environment)
    declared = ((field.name, resolve_type(field.annotation, inside)) for field in decl.fields)
    return frozenset(name for name, type_ in declared if isinstance(type_, ParamType))


def _case_payloads(subject: StructType, scope: TypeScope) -> tuple[tuple[str, tuple[Type, ...]], ...]:
    decl = subject.decl
    home = scope.environment.program.environment_of(decl) or scope.environment
    inside = scope_of(decl, home)
    bindings = bindings_of(subject)
    return tuple(
        (
            case.name,
            tuple(substitute(resolve_type(each, inside), bindings, project(scope)) for each in case.payload),
        )
        for case in decl.cases
    )


def _methods_of(decl: TypeDecl, name: str, environment: Environment) -> tuple[FunctionDecl, ...] | None:
    own = decl.methods.get(name, ())
    extensions = environment.extensions_of(decl)
    if decl.module.startswith("std."):
        return (*own, *(it for extension in extensions for it in extension.methods.get(name, ())))
    if decl.damaged and not own:
        return None
    extended = [method for extension in extensions for method in extension.methods.get(name, ())]
    inherited = _defaults(decl, name, own, environment)
    if inherited is None:
        return None
    return (*own, *synthesized(decl, name, environment), *inherited, *extended)


def _defaults(
    decl: TypeDecl, name: str, own: Sequence[FunctionDecl], environment: Environment
) -> list[FunctionDecl] | None:
    """The default methods that the struct inherits (OV-11); None if a trait is not known."""
    traits = traits_of(decl, environment)
    if not traits.complete and not own:
        return None
    inherited: list[FunctionDecl] = []
    for trait in traits.known:
        inherited += (
            default
            for default in trait.methods.get(name, ())
            if default.has_body and not any(_overrides(method, default, environment) for method in own)
        )
    return inherited


def _overrides(method: FunctionDecl, default: FunctionDecl, environment: Environment) -> bool:
    """Whether a written method can be used as the trait's (TY-47), as far as can be told."""
    scope = TypeScope(environment)
    if len(method.arguments) != len(default.arguments) or method.is_static != default.is_static:
        return False
    mine, theirs = signature_of(method, scope), signature_of(default, scope)
    is_method = not method.is_static
    for index, (a, b) in enumerate(zip(method.arguments, default.arguments, strict=True)):
        if (a.passing is Passing.KEYWORD_ONLY) != (b.passing is Passing.KEYWORD_ONLY):
            return False
        if not _convention_fits(a.convention, b.convention):
            return False
        if index == 0 and is_method:
            continue
        required = theirs.types[index]
        if isinstance(required, StructType) and same_type(mine.types[index], required) is Answer.NO:
            return False
    return True


def _convention_fits(given: Convention, required: Convention) -> bool:
    """TY-48."""
    accepted = {
        Convention.IMM: (Convention.IMM,),
        Convention.MUT: (Convention.IMM, Convention.MUT),
        Convention.REF: (Convention.IMM, Convention.REF),
        Convention.VAR: (Convention.IMM, Convention.VAR, Convention.DEINIT),
        Convention.DEINIT: (Convention.IMM, Convention.VAR, Convention.DEINIT),
        Convention.OUT: (Convention.OUT,),
    }
    return given in accepted[required]


def _bound_member(subject: Type, name: str, bound: tuple[TypeDecl, ...] | None, scope: TypeScope) -> Member:
    traits = closure((*(bound or ()), *_assumed_traits(subject, scope)), scope.environment)
    candidates = [method for trait in traits.known for method in trait.methods.get(name, ())]
    if candidates:
        return Methods(candidates=_collapsed(candidates, scope), receiver=subject)
    found = type_member(subject, name, scope)
    if found is not None and not isinstance(found, OverloadSet):
        value = value_of_entity(found, None, scope)
        return UnknownMember() if isinstance(value, UnknownType) else ComptimeMember(type=value)
    is_known = bound is not None and traits.complete
    own_only = all(not trait.module.startswith("std.") or not trait.methods for trait in traits.known)
    return Missing() if is_known and own_only and not scope.assumptions else UnknownMember()


def _assumed_traits(subject: Type, scope: TypeScope) -> tuple[TypeDecl, ...]:
    """Traits that the scope knows about a type parameter (TY-29)."""
    from minimojo.types.propositions import Conforms, conjuncts

    return tuple(
        fact.trait
        for assumption in scope.assumptions
        for fact in conjuncts(assumption)
        if isinstance(fact, Conforms) and fact.type == subject
    )


def _collapsed(candidates: Sequence[FunctionDecl], scope: TypeScope) -> tuple[FunctionDecl, ...]:
    """Candidates of several traits with one signature count once (OV-12)."""
    result: list[FunctionDecl] = []
    for candidate in candidates:
        if not any(_same_signature(candidate, kept, scope) for kept in result):
            result.append(candidate)
    return tuple(result)


def _same_signature(left: FunctionDecl, right: FunctionDecl, scope: TypeScope) -> bool:
    if left.owner is right.owner or len(left.arguments) != len(right.arguments):
        return False
    mine, theirs = signature_of(left, scope), signature_of(right, scope)
    return (
        all(a.convention is b.convention for a, b in zip(left.arguments, right.arguments, strict=True))
        and mine.types[1:] == theirs.types[1:]
        and mine.result == theirs.result
    )
