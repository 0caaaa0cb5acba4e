"""Traits: refinement, and which traits a struct declares under which conditions (TY-10, TY-17, TY-18)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from minimojo.hir.model import BaseDecl, TypeDecl
from minimojo.syntax import ast
from minimojo.types.literals import std_struct
from minimojo.types.model import TraitType
from minimojo.types.propositions import FALSE, OPAQUE, TRUE, Proposition
from minimojo.types.scope import Environment

_ALWAYS = ("AnyType", "Deinitable", "Movable")


class TraitSet(Struct, frozen=True):
    """Traits closed under refinement, in no particular order; `complete` is false if some are not known."""

    known: tuple[TypeDecl, ...]
    complete: bool


class Conformances(Struct, frozen=True):
    """The traits of a struct, each with its condition over the parameters of the struct."""

    conditions: Mapping[TypeDecl, Proposition]
    complete: bool

    @property
    def known(self) -> tuple[TypeDecl, ...]:
        """The traits that the struct may have."""
        return tuple(self.conditions)


def closure(traits: Iterable[TypeDecl], environment: Environment) -> TraitSet:
    """The traits and all their ancestors; `AnyType` is always among them (TY-10)."""
    found: dict[TypeDecl, None] = {}
    complete = True
    todo = list(traits)
    while todo:
        trait = todo.pop()
        if trait not in found:
            found[trait] = None
            parents = _parents(trait, environment)
            complete = complete and parents.complete
            todo += parents.known
    any_type = std_struct("AnyType")
    if any_type is not None:
        found[any_type] = None
    return TraitSet(tuple(found), complete)


def refines(trait: TypeDecl, ancestor: TypeDecl, environment: Environment) -> bool:
    """Whether `trait` is `ancestor` or has it among its ancestors."""
    return trait is ancestor or ancestor in closure((trait,), environment).known


def traits_of(decl: TypeDecl, environment: Environment) -> Conformances:
    """What a struct declares; conditions that fold to False remove a trait (TY-20)."""
    home = environment.program.environment_of(decl) or environment
    return home.program.memo(
        (decl, "traits"), lambda: _traits_of(decl, home), Conformances({}, complete=False)
    )


def _parents(trait: TypeDecl, environment: Environment) -> TraitSet:
    home = environment.program.environment_of(trait) or environment
    return home.program.memo(
        (trait, "parents"), lambda: _resolved_parents(trait, home), TraitSet((), complete=False)
    )


def _resolved_parents(trait: TypeDecl, home: Environment) -> TraitSet:
    found: list[TypeDecl] = []
    complete = True
    for base in trait.bases:
        traits = _base_traits(base, trait, home)
        complete = complete and traits is not None
        found += traits or ()
    return TraitSet(tuple(dict.fromkeys(found)), complete)


def _traits_of(decl: TypeDecl, home: Environment) -> Conformances:
    explicit: dict[TypeDecl, Proposition] = {}
    complete = True
    for base in decl.bases:
        traits = _base_traits(base, decl, home)
        if traits is None:
            complete = False
            continue
        condition = condition_of(base, decl, home)
        for trait in traits:
            # Listed twice with different conditions is an error of its own; the first one counts.
            explicit.setdefault(trait, condition)
    conditions = dict(explicit)
    for trait, condition in explicit.items():
        if condition != FALSE:
            ancestors = closure((trait,), home)
            complete = complete and ancestors.complete
            _propagate(conditions, explicit, ancestors.known, condition)
    for name in _ALWAYS:
        always = std_struct(name)
        if always is not None:
            conditions.setdefault(always, TRUE)
    return Conformances({t: c for t, c in conditions.items() if c != FALSE}, complete)


def _propagate(
    conditions: dict[TypeDecl, Proposition],
    explicit: Mapping[TypeDecl, Proposition],
    ancestors: Iterable[TypeDecl],
    condition: Proposition,
) -> None:
    for ancestor in ancestors:
        if ancestor in explicit:
            continue
        before = conditions.get(ancestor)
        if ancestor.name in _ALWAYS or TRUE in (before, condition):
            conditions[ancestor] = TRUE
        else:
            conditions[ancestor] = condition if before in (None, condition) else OPAQUE


def _base_traits(base: BaseDecl, decl: TypeDecl, home: Environment) -> tuple[TypeDecl, ...] | None:
    from minimojo.types.resolve import resolve_type
    from minimojo.types.signatures import scope_of

    found = resolve_type(base.type, scope_of(decl, home))
    return found.traits if isinstance(found, TraitType) else None


def condition_of(base: BaseDecl, decl: TypeDecl, home: Environment) -> Proposition:
    """Under which condition an entry of the list of `decl` holds; `not` is never (TY-17)."""
    from minimojo.types.conditions import proposition
    from minimojo.types.signatures import scope_of

    if base.negated:
        return FALSE
    return TRUE if base.condition is None else proposition(base.condition, scope_of(decl, home))


def is_trait(decl: TypeDecl) -> bool:
    return decl.kind is ast.TypeDefKind.TRAIT
