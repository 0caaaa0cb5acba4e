"""What a member's name stands for, given the type of what it is a member of (OV-10 .. OV-14)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.hir.model import (
    ArgumentDecl,
    ComptimeDecl,
    Declaration,
    FieldDecl,
    FunctionDecl,
    ImportDecl,
    TypeDecl,
    TypeParameterDecl,
)
from minimojo.names.model import GETTER, SETTER, Role
from minimojo.syntax import ast
from minimojo.types import Methods, TypeScope, member
from minimojo.types.literals import declared, std_struct
from minimojo.types.model import (
    AssociatedType,
    GenericMeta,
    MetaType,
    ModuleType,
    ParamType,
    StructType,
    TraitType,
    Type,
)
from minimojo.types.projections import comptime_member
from minimojo.types.traits import closure, traits_of


class Part(Struct, frozen=True):
    """Something that is declared inside a type: `owner` is the type that declares it."""

    owner: TypeDecl
    decl: FieldDecl | TypeParameterDecl | ast.EnumCase


Found = Declaration | Part


def members_named(subject: Type, name: str, scope: TypeScope) -> tuple[Found, ...]:
    """The declarations of `subject.name`: several for overloads, none if nothing is known."""
    if isinstance(subject, MetaType):
        subject = subject.instance
    if isinstance(subject, ModuleType):
        return _of_module(subject.name, name, scope)
    if isinstance(subject, GenericMeta):
        decl = subject.decl
        return tuple(_of_struct(decl, name, scope)) if isinstance(decl, TypeDecl) else ()
    subject = declared(subject)
    match subject:
        case StructType(decl=decl):
            found = tuple(_of_struct(decl, name, scope))
            return found or _methods(subject, name, scope) or _inherited(decl, name, scope)
        case ParamType(variadic=True):
            return _of_list(name, scope)
        case ParamType(bound=bound) | AssociatedType(bound=bound):
            return _methods(subject, name, scope) or tuple(_of_traits(bound or (), name, scope))
        case TraitType(traits=traits):
            return _methods(subject, name, scope) or tuple(_of_traits(traits, name, scope))
        case _:
            return ()


def accessors(subject: Type, role: Role, scope: TypeScope) -> tuple[FunctionDecl, ...]:
    """The methods by which a value gives members that nobody declares: that which gets them, and where one is
    written before it that which sets them."""
    if isinstance(subject, MetaType | ModuleType | GenericMeta):
        return ()
    names = (SETTER, GETTER) if role is Role.WRITE else (GETTER,)
    return tuple(it for name in names for it in _methods(declared(subject), name, scope))


def _of_list(name: str, scope: TypeScope) -> tuple[Found, ...]:
    """A member of a list of types, such as `Ts` of `*Ts: Copyable`."""
    decl = std_struct("TypeList")
    return (
        ()
        if decl is None
        else tuple(_of_struct(decl, name, scope)) or _methods(StructType(decl), name, scope)
    )


def _of_module(module: str, name: str, scope: TypeScope) -> tuple[Found, ...]:
    home = scope.environment.module(module)
    if home is None:
        return ()
    found = scope.environment.exported_by(home, name)
    if not found and scope.environment.module(f"{module}.{name}") is not None:
        return (ImportDecl(name=name, module=f"{module}.{name}", member=None),)
    return found or ()


def _methods(subject: Type, name: str, scope: TypeScope) -> tuple[FunctionDecl, ...]:
    found = member(subject, name, scope)
    return found.candidates if isinstance(found, Methods) else ()


def _of_struct(decl: TypeDecl, name: str, scope: TypeScope) -> Iterator[Found]:
    for part in (*decl.fields, *decl.type_parameters, *decl.cases):
        if part.name == name:
            yield Part(decl, part)
            return
    constant = comptime_member(decl, name, scope)
    if constant is None and decl.kind is ast.TypeDefKind.TRAIT:
        yield from _of_traits((decl,), name, scope)
        return
    if constant is not None:
        yield constant
    elif name not in decl.methods:
        for trait in traits_of(decl, scope.environment).known:
            if name in trait.comptimes:
                yield trait.comptimes[name]
                return


def _inherited(decl: TypeDecl, name: str, scope: TypeScope) -> tuple[Found, ...]:
    """What a type has from a trait that is known, beside one that is not and might have another."""
    traits = traits_of(decl, scope.environment).known
    return next((it for trait in traits if (it := trait.methods.get(name)) and it[0].has_body), ())


def _of_traits(traits: tuple[TypeDecl, ...], name: str, scope: TypeScope) -> Iterator[Found]:
    for trait in closure(traits, scope.environment).known:
        if name in trait.methods:
            yield from trait.methods[name]
            return
        if name in trait.comptimes:
            yield trait.comptimes[name]
            return


def entry_named(decl: FunctionDecl, name: str) -> ArgumentDecl | TypeParameterDecl | None:
    """The argument of a function with a name; None if it has none."""
    given = (*decl.arguments, *(() if decl.out is None else (decl.out,)))
    return next((it for it in given if it.name == name), None)


def parameter_named(decl: FunctionDecl | TypeDecl | ComptimeDecl, name: str) -> TypeParameterDecl | None:
    """The compile-time parameter of a declaration with a name."""
    return next((it for it in decl.type_parameters if it.name == name), None)
