"""Can the compiler write the constructors of a struct, and may the struct have those it has (TY-36 .. TY-40)?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from minimojo.hir.model import Convention, FieldDecl, FunctionDecl, FunctionKind, Passing, TypeDecl
from minimojo.hir.problems import DeclarationProblem, Group, Problem
from minimojo.text import Span
from minimojo.types import literals
from minimojo.types.conversions import same_type
from minimojo.types.destructors import has_destructor
from minimojo.types.model import Answer, StructType, Type, strongest
from minimojo.types.printing import print_type
from minimojo.types.properties import copyable, implicitly_copyable, is_register_passable, is_trivial, movable
from minimojo.types.propositions import TRUE
from minimojo.types.resolve import resolve_type
from minimojo.types.scope import Environment, TypeScope
from minimojo.types.signatures import argument_type, scope_of, self_type_of
from minimojo.types.synthesis import is_fieldwise
from minimojo.types.traits import traits_of

Located = tuple[str, DeclarationProblem]
"""The key of the unit or header that a problem is relative to, and the problem."""

_Property = Callable[[Type, TypeScope], Answer]


def move_problems(struct: TypeDecl, environment: Environment) -> Iterator[Located]:
    """A field that keeps the compiler from writing the move constructor (TY-36)."""
    scope = _under("Movable", struct, environment)
    if scope is None or _has(struct, FunctionKind.MOVE_INIT):
        return
    bad = _first_bad(struct, scope, _can_be_moved)
    if bad is not None:
        yield _at_field(
            struct,
            bad[0],
            Problem.FIELD_NOT_MOVABLE,
            f"`{struct.name}` cannot be moved: its field `{bad[0].name}` has the type "
            f"`{print_type(bad[1])}`, which is not `Movable`",
        )


def copy_problems(struct: TypeDecl, environment: Environment) -> Iterator[Located]:
    """A field that keeps the compiler from writing the copy constructor (TY-37)."""
    scope = _under("Copyable", struct, environment)
    if scope is None or _has(struct, FunctionKind.COPY_INIT):
        return
    own = self_type_of(struct, environment)
    if is_trivial(own, scope) is not Answer.NO:
        return
    implicit = implicitly_copyable(own, scope)
    if implicit is Answer.UNKNOWN:
        return
    silently = implicit is Answer.YES
    bad = _first_bad(struct, scope, implicitly_copyable if silently else copyable)
    if bad is not None:
        trait = "ImplicitlyCopyable" if silently else "Copyable"
        yield _at_field(
            struct,
            bad[0],
            Problem.FIELD_NOT_COPYABLE,
            f"`{struct.name}` cannot be `{trait}`: its field `{bad[0].name}` has the type "
            f"`{print_type(bad[1])}`, which is not",
        )


def fieldwise_problems(struct: TypeDecl, environment: Environment) -> Iterator[Located]:
    """A field that `@fieldwise_init` cannot take over (TY-40)."""
    if not is_fieldwise(struct):
        return
    bad = _first_bad(struct, scope_of(struct, environment), _can_be_moved)
    if bad is not None:
        yield _at_field(
            struct,
            bad[0],
            Problem.FIELD_NOT_MOVABLE,
            f"`@fieldwise_init` cannot set the field `{bad[0].name}`: its type `{print_type(bad[1])}` "
            "is neither `Movable` nor `ImplicitlyCopyable`",
        )


def register_problems(struct: TypeDecl, environment: Environment) -> Iterator[Located]:
    """Fields and members that a struct in registers cannot have (TY-39)."""
    trait, in_registers = _register_trait(struct, environment)
    if trait is None:
        return
    bad = _first_bad(struct, scope_of(struct, environment), in_registers)
    if bad is not None:
        yield (
            struct.unit_key,
            _problem(
                Problem.FIELD_IN_MEMORY,
                struct.name_span,
                f"`{struct.name}` cannot be `{trait}`: its field `{bad[0].name}` has the type "
                f"`{print_type(bad[1])}`, which is not",
                related=bad[0].name_span,
            ),
        )
    for method in _forbidden(struct, trait):
        yield (
            method.unit_key,
            _problem(
                Problem.MEMBER_OF_REGISTER,
                method.name_span,
                f"`{struct.name}` is `{trait}`, so the compiler alone writes its {method.kind.value}",
            ),
        )


def ambiguous_constructors(struct: TypeDecl, environment: Environment) -> Iterator[Located]:
    """An ordinary initializer that could be the move or copy constructor as well (TY-43b)."""
    for trait, name, conventions in (
        ("Movable", "move", {Convention.IMM, Convention.VAR, Convention.DEINIT}),
        ("Copyable", "copy", {Convention.IMM}),
    ):
        if _under(trait, struct, environment) is None:
            continue
        for method in struct.methods.get("__init__", ()):
            if _is_positional(method, name, conventions, environment):
                yield (
                    struct.unit_key,
                    _problem(
                        Problem.TWO_CONSTRUCTORS,
                        struct.name_span,
                        f"`{struct.name}` has two initializers that can {name} a value for `{trait}`; "
                        f"the argument `{name}` must be keyword-only",
                    ),
                )
                break


def _under(trait: str, struct: TypeDecl, environment: Environment) -> TypeScope | None:
    """The scope in which a struct has an ownership trait, as its condition holds; None if it has not."""
    decl = literals.std_struct(trait)
    condition = None if decl is None else traits_of(struct, environment).conditions.get(decl)
    return None if condition is None else scope_of(struct, environment).assuming(condition)


def _has(struct: TypeDecl, kind: FunctionKind) -> bool:
    return any(method.kind is kind for method in struct.methods.get("__init__", ()))


def _first_bad(struct: TypeDecl, scope: TypeScope, property_: _Property) -> tuple[FieldDecl, Type] | None:
    """The first field whose type lacks a property; none if that cannot be known."""
    for member in struct.fields:
        subject = resolve_type(member.annotation, scope)
        answer = property_(subject, scope)
        if answer is not Answer.YES:
            return (member, subject) if answer is Answer.NO else None
    return None


def _can_be_moved(subject: Type, scope: TypeScope) -> Answer:
    answers = (movable(subject, scope), implicitly_copyable(subject, scope))
    return strongest(answers)


def _register_trait(struct: TypeDecl, environment: Environment) -> tuple[str | None, _Property]:
    conditions = {trait.name: it for trait, it in traits_of(struct, environment).conditions.items()}
    if conditions.get("TrivialRegisterPassable") == TRUE:
        return "TrivialRegisterPassable", is_trivial
    return ("RegisterPassable" if conditions.get("RegisterPassable") == TRUE else None), is_register_passable


def _forbidden(struct: TypeDecl, trait: str) -> Iterator[FunctionDecl]:
    initializers = struct.methods.get("__init__", ())
    if trait == "TrivialRegisterPassable":
        yield from struct.methods.get("__deinit__", ()) if has_destructor(struct) else ()
        yield from (method for method in initializers if method.kind is FunctionKind.COPY_INIT)
    yield from (method for method in initializers if method.kind is FunctionKind.MOVE_INIT)


def _is_positional(
    method: FunctionDecl, name: str, conventions: set[Convention], environment: Environment
) -> bool:
    match method.arguments:
        case (argument,) if argument.name == name:
            pass
        case _:
            return False
    positional = argument.passing in (Passing.POSITIONAL_ONLY, Passing.POSITIONAL_OR_KEYWORD)
    if not positional or argument.convention not in conventions or method.owner is None:
        return False
    if method.raises or method.type_parameters or method.erroneous or method.kind is not FunctionKind.INIT:
        return False
    own = self_type_of(method.owner, environment)
    found = argument_type(argument, method, scope_of(method, environment))
    return isinstance(own, StructType) and same_type(found, own) is Answer.YES


def _at_field(struct: TypeDecl, field: FieldDecl, kind: Problem, message: str) -> Located:
    return struct.unit_key, _problem(kind, field.name_span, message)


def _problem(kind: Problem, span: Span, message: str, related: Span | None = None) -> DeclarationProblem:
    return DeclarationProblem(kind=kind, group=Group.CONFORMANCE, span=span, message=message, related=related)
