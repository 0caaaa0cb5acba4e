"""All members of a type or module, by name (OV-10 .. OV-14)."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.hir.model import ComptimeDecl, FunctionDecl, TypeDecl
from minimojo.names.members import Found, members_named
from minimojo.syntax import ast
from minimojo.types import TypeScope
from minimojo.types.literals import declared, std_struct
from minimojo.types.model import (
    AssociatedType,
    ClosureType,
    GenericMeta,
    MetaType,
    ModuleType,
    ParamType,
    StructType,
    TraitType,
    Type,
)
from minimojo.types.modules import ModuleEnvironment
from minimojo.types.propositions import Conforms, conjuncts
from minimojo.types.scope import Environment
from minimojo.types.std.library import StdEnvironment
from minimojo.types.synthesis import SYNTHESIZED, synthesized
from minimojo.types.traits import closure, traits_of

__all__ = ["exported_names", "member_names", "members_inside", "members_named"]


def member_names(subject: Type, scope: TypeScope) -> tuple[str, ...]:
    """The names of all members: fields first, then what the type itself declares, then what it inherits."""
    return tuple(dict.fromkeys(_names(subject, scope)))


def _names(subject: Type, scope: TypeScope) -> Iterator[str]:
    if isinstance(subject, MetaType):
        subject = subject.instance
    match subject:
        case ModuleType(name=name):
            home = scope.environment.module(name)
            if home is not None:
                yield from exported_names(home)
            return
        case GenericMeta(decl=TypeDecl() as decl):
            yield from _of_struct(decl, scope)
            return
        case _:
            subject = declared(subject)
    match subject:
        case StructType(decl=decl):
            yield from _of_struct(decl, scope)
        case ParamType(variadic=True):
            decl = std_struct("TypeList")
            yield from () if decl is None else _of_struct(decl, scope)
        case ParamType(bound=bound) | AssociatedType(bound=bound):
            yield from _of_traits((*(bound or ()), *_assumed(subject, scope)), scope)
        case TraitType(traits=traits):
            yield from _of_traits(traits, scope)
        case ClosureType(owned=owned):
            yield from (name for name, _ in owned)
        case _:
            pass


def _of_struct(decl: TypeDecl, scope: TypeScope) -> Iterator[str]:
    environment = scope.environment
    yield from (it.name for it in (*decl.fields, *decl.cases))
    yield from decl.methods
    yield from (it for it in SYNTHESIZED if synthesized(decl, it, environment))
    if decl.kind is ast.TypeDefKind.TRAIT:
        yield from _of_traits((decl,), scope)
    for extension in environment.extensions_of(decl):
        yield from extension.methods
        yield from extension.comptimes
    for trait in traits_of(decl, environment).known:
        is_library = decl.module.startswith("std.")  # Its table lists what a type inherits, too.
        yield from (name for name, given in trait.methods.items() if not is_library and given[0].has_body)
    yield from decl.comptimes
    yield from (it.name for it in decl.type_parameters)
    for trait in traits_of(decl, environment).known:
        yield from (name for name, it in trait.comptimes.items() if it.value is not None)


def _of_traits(traits: tuple[TypeDecl, ...], scope: TypeScope) -> Iterator[str]:
    for trait in closure(traits, scope.environment).known:
        yield from trait.methods
        yield from trait.comptimes


def _assumed(subject: Type, scope: TypeScope) -> tuple[TypeDecl, ...]:
    """Traits that a `where` clause promises of a parameter (TY-29)."""
    return tuple(
        fact.trait
        for assumption in scope.assumptions
        for fact in conjuncts(assumption)
        if isinstance(fact, Conforms) and fact.type == subject
    )


def members_inside(owner: TypeDecl, scope: TypeScope) -> Iterator[tuple[str, tuple[Found, ...], bool]]:
    """The members of a type that its methods name behind `self.`, or behind `Self.` if the last item says so."""
    for name in (*(it.name for it in owner.fields), *owner.methods, *owner.comptimes):
        found = members_named(StructType(owner), name, scope)
        if found:
            first = found[0]
            is_static = isinstance(first, FunctionDecl) and first.is_static
            yield name, found, is_static or isinstance(first, ComptimeDecl)


def exported_names(home: Environment) -> Iterator[str]:
    """What `from module import` can name."""
    yield from _exported(home, set())


def _exported(home: Environment, seen: set[str]) -> Iterator[str]:
    """Without the modules in `seen`: two may import all of each other."""
    if isinstance(home, StdEnvironment):
        yield from sorted(home.exported_names)
        return
    if not isinstance(home, ModuleEnvironment) or home.name in seen:
        return
    seen.add(home.name)
    home.program.note_read(home.name, "")
    yield from home.space.names
    for wildcard in home.space.wildcards:
        source = home.module(wildcard)
        if isinstance(source, StdEnvironment | ModuleEnvironment):
            yield from (it for it in _exported(source, seen) if not it.startswith("_"))
