"""What values of a type can do: conformance and the ownership properties (TY-27, TY-31).

Every answer is three-valued; a caller reports only on a NO (or a YES), never on UNKNOWN. Inside
generic code the compiler treats what it cannot prove as NO: so do these functions, for bounds they
know.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from minimojo.hir.model import TypeDecl
from minimojo.types import literals
from minimojo.types.model import (
    UNBOUND,
    UNKNOWN,
    Answer,
    AssociatedType,
    ClosureType,
    FunctionType,
    OverloadSet,
    PackArg,
    ParamType,
    StructType,
    TraitType,
    Type,
    TypeArg,
    as_type,
    strongest,
    weakest,
)
from minimojo.types.parameters import bindings_of
from minimojo.types.propositions import (
    OPAQUE,
    AllConform,
    Both,
    Conforms,
    Constant,
    Either,
    Not,
    Proposition,
    conjuncts,
    implied,
    mapped,
)
from minimojo.types.scope import TypeScope
from minimojo.types.substitution import substitute_argument
from minimojo.types.traits import closure, refines, traits_of

_OWNERSHIP = (
    "Movable",
    "Copyable",
    "ImplicitlyCopyable",
    "RegisterPassable",
    "TrivialRegisterPassable",
    "Deinitable",
)


def conforms(subject: Type, trait: str | TypeDecl, scope: TypeScope) -> Answer:
    """Whether the compiler proves that `subject` conforms to a trait (named as in the prelude)."""
    environment = scope.environment
    key = (environment.horizon, "conforms", subject, trait, scope.assumptions)
    return environment.program.memo(key, lambda: _named_conforms(subject, trait, scope), Answer.UNKNOWN)


def holds(proposition: Proposition, scope: TypeScope) -> Answer:
    """Whether a condition over concrete or generic types is proven in a scope (OV-50, TY-25)."""
    match proposition:
        case Constant(value):
            return Answer.YES if value else Answer.NO
        case Conforms(subject, trait):
            return conforms(subject, trait, scope)
        case AllConform(types, trait):
            return _all_conform(types, trait, scope)
        case Both(left, right):
            return weakest((holds(left, scope), holds(right, scope)))
        case Either(left, right):
            return strongest((holds(left, scope), holds(right, scope), _assumed(proposition, scope)))
        case Not(Conforms(subject, _) as inner) if not is_generic(subject):
            return _opposite(holds(inner, scope))
        case _:
            return _assumed(proposition, scope)


def is_trivial(subject: Type, scope: TypeScope) -> Answer:
    """Whether values are trivial register values, also by assumption: `x^` copies (TY-31, TY-32)."""
    return conforms(subject, "TrivialRegisterPassable", scope)


def passed_in_register(subject: Type, scope: TypeScope) -> Answer:
    """Whether an `imm` argument of this *declared* type is passed by value (DE-46)."""
    return conforms(subject, "TrivialRegisterPassable", _without_assumptions(scope))


def is_register_passable(subject: Type, scope: TypeScope) -> Answer:
    """Whether values live in registers; a conditional conformance must be proven without assumptions."""
    if isinstance(literals.declared(subject), StructType):
        scope = _without_assumptions(scope)
    return conforms(subject, "RegisterPassable", scope)


def implicitly_copyable(subject: Type, scope: TypeScope) -> Answer:
    """Whether copies are made silently where one is needed."""
    return strongest((conforms(subject, "ImplicitlyCopyable", scope), is_trivial(subject, scope)))


def copyable(subject: Type, scope: TypeScope) -> Answer:
    """Whether `.copy()` exists."""
    return strongest((conforms(subject, "Copyable", scope), is_trivial(subject, scope)))


def movable(subject: Type, scope: TypeScope) -> Answer:
    """Whether `x^` can go into new storage."""
    return strongest((conforms(subject, "Movable", scope), is_register_passable(subject, scope)))


def deinitable(subject: Type, scope: TypeScope) -> Answer:
    """NO means: values of this type must be destroyed explicitly."""
    return conforms(subject, "Deinitable", scope)


def _named_conforms(subject: Type, trait: str | TypeDecl, scope: TypeScope) -> Answer:
    decl = literals.std_struct(trait) if isinstance(trait, str) else trait
    return Answer.UNKNOWN if decl is None else _conforms(subject, decl, scope)


def _conforms(subject: Type, trait: TypeDecl, scope: TypeScope) -> Answer:
    subject = literals.declared(subject)
    match subject:
        case StructType():
            return _struct_conforms(subject, trait, scope)
        case ParamType(bound=bound, closure=function):
            implicit = ("Movable", "Deinitable") if function is not None else ()
            return _bound_conforms(subject, bound, implicit, trait, scope)
        case AssociatedType(bound=bound):
            return _bound_conforms(subject, bound, (), trait, scope)
        case TraitType(traits):
            return _bound_conforms(subject, traits, (), trait, scope)
        case FunctionType(thin=True) | OverloadSet():
            return Answer.YES if trait in _named((*_OWNERSHIP, "AnyType")) else Answer.NO
        case ClosureType():
            return _closure_conforms(subject, trait)
        case _:
            return Answer.UNKNOWN


def _struct_conforms(subject: StructType, trait: TypeDecl, scope: TypeScope) -> Answer:
    environment = scope.environment
    declared = traits_of(subject.decl, environment)
    extensions = environment.extensions_of(subject.decl)
    extended = {t for e in extensions for t in closure(traits_of(e, environment).known, environment).known}
    # What is open may be anything: nothing is proven about it, and nothing refuted.
    bindings = {key: UNKNOWN if arg == UNBOUND else arg for key, arg in bindings_of(subject).items()}
    result = Answer.YES
    for required in closure((trait,), environment).known:
        condition = declared.conditions.get(required)
        if required in extended:
            continue
        if condition is None:
            result = weakest((result, Answer.NO if declared.complete else Answer.UNKNOWN))
        else:
            proposition = mapped(condition, lambda arg: substitute_argument(arg, bindings))
            result = weakest((result, holds(proposition, scope)))
    return result


def _bound_conforms(
    subject: Type,
    bound: tuple[TypeDecl, ...] | None,
    implicit: tuple[str, ...],
    trait: TypeDecl,
    scope: TypeScope,
) -> Answer:
    provided = closure(bound or (), scope.environment)
    names = {t for name in implicit if (t := literals.std_struct(name)) is not None}
    result = Answer.YES
    for required in closure((trait,), scope.environment).known:
        if required in provided.known or required in names:
            continue
        assumed = _assumed(Conforms(subject, required), scope)
        if assumed is Answer.YES:
            continue
        unclear = bound is None or not provided.complete or _has_opaque(scope)
        result = weakest((result, Answer.UNKNOWN if unclear and assumed is not Answer.NO else Answer.NO))
    return result


def _closure_conforms(subject: ClosureType, trait: TypeDecl) -> Answer:
    flags = {
        "AnyType": True,
        "Movable": True,
        "Deinitable": True,
        "Copyable": subject.implicitly_copyable,
        "ImplicitlyCopyable": subject.implicitly_copyable,
        "RegisterPassable": subject.register_passable,
        "TrivialRegisterPassable": subject.trivial,
    }
    return Answer.YES if trait in _named(name for name, holds in flags.items() if holds) else Answer.NO


def _named(names: Iterable[str]) -> set[TypeDecl | None]:
    """The library's traits of these names."""
    return {literals.std_struct(name) for name in names}


def _all_conform(types: TypeArg, trait: TypeDecl, scope: TypeScope) -> Answer:
    if not isinstance(types, PackArg):
        assumed = _assumed(AllConform(types, trait), scope)
        if assumed is Answer.YES or not isinstance(types, ParamType):
            return assumed
        return conforms(types, trait, scope)
    if types.items is None:
        return Answer.UNKNOWN
    answers: list[Answer] = []
    for item in types.items:
        subject = as_type(item)
        if isinstance(subject, ParamType) and subject.variadic:
            answers.append(_all_conform(subject, trait, scope))
        else:
            answers.append(Answer.UNKNOWN if subject is None else conforms(subject, trait, scope))
    return weakest(answers)


def _assumed(proposition: Proposition, scope: TypeScope) -> Answer:
    if not scope.assumptions:
        return Answer.UNKNOWN
    return implied(
        proposition,
        scope.assumptions,
        lambda trait, ancestor: refines(trait, ancestor, scope.environment),
    )


def _has_opaque(scope: TypeScope) -> bool:
    return any(part == OPAQUE for assumption in scope.assumptions for part in conjuncts(assumption))


def is_generic(subject: TypeArg) -> bool:
    """Whether a type parameter, or a type that depends on one, is part of it."""
    match subject:
        case ParamType() | AssociatedType():
            return True
        case StructType(_, args):
            return any(is_generic(arg) for arg in args)
        case PackArg(items):
            return items is None or any(is_generic(item) for item in items)
        case _:
            return False


def _without_assumptions(scope: TypeScope) -> TypeScope:
    return replace(scope, assumptions=()) if scope.assumptions else scope


def _opposite(answer: Answer) -> Answer:
    return Answer(2 - answer.value)
