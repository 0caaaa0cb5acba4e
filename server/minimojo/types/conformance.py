"""Do the types of a file keep what they promise? The ownership traits, in the compiler's order (TY part 8).

Whatever is not certain is taken to be right. Requirements of other traits are no matter of ownership.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from minimojo.hir.model import Module, TypeDecl
from minimojo.hir.problems import DeclarationProblem, Group, Problem
from minimojo.syntax import ast
from minimojo.types import literals
from minimojo.types.destructors import Obstacle, is_struct, obstacles
from minimojo.types.listing import head_problems
from minimojo.types.model import Origin, PackArg, SpecialRoot, StructType, TypeArg
from minimojo.types.printing import print_type
from minimojo.types.recursion import recursive_structs
from minimojo.types.resolve import resolve_type
from minimojo.types.scope import Environment
from minimojo.types.signatures import scope_of
from minimojo.types.special_members import (
    Located,
    ambiguous_constructors,
    copy_problems,
    fieldwise_problems,
    move_problems,
    register_problems,
)
from minimojo.types.traits import traits_of

_CHECKS: tuple[Callable[[TypeDecl, Environment], Iterator[Located]], ...] = (
    move_problems,
    copy_problems,
    fieldwise_problems,
)
_OWNERSHIP = ("Copyable", "Movable", "Deinitable", "ImplicitlyCopyable")


def conformance_problems(
    module: Module, environment: Environment
) -> Mapping[str, tuple[DeclarationProblem, ...]]:
    """The problems of all types of a file, by the key of the unit or header that they stand in."""
    found: dict[str, list[DeclarationProblem]] = {}
    for key, problem in _problems(module, environment):
        found.setdefault(key, []).append(problem)
    return {key: tuple(problems) for key, problems in found.items()}


def _problems(module: Module, environment: Environment) -> Iterator[Located]:
    sound: list[TypeDecl] = []
    for decl in module.types.values():
        if decl.damaged or decl.kind is ast.TypeDefKind.EXTENSION:
            continue
        wrong = head_problems(decl, environment)
        yield from ((decl.unit_key, problem) for problem in wrong or ())
        if wrong == () and is_struct(decl) and not _has_twins(decl):
            sound.append(decl)
    found = obstacles(sound, environment)
    for decl in recursive_structs(sound, found, environment):
        yield decl.unit_key, _problem(Problem.CONTAINS_ITSELF, decl, f"`{decl.name}` contains itself")
    for decl in sound:
        yield from _struct_problems(decl, found.get(decl), environment)


def _struct_problems(
    decl: TypeDecl, obstacle: Obstacle | None, environment: Environment
) -> Iterator[Located]:
    if obstacle is not None:
        yield decl.unit_key, _without_destructor(decl, obstacle)
    yield from _any_origins(decl, environment)
    for check in _CHECKS:
        yield from check(decl, environment)
    in_registers = list(register_problems(decl, environment))
    yield from in_registers
    if not any(problem.kind is Problem.FIELD_IN_MEMORY for _, problem in in_registers):
        yield from ambiguous_constructors(decl, environment)
        yield from _extended(decl, environment)


def _without_destructor(decl: TypeDecl, obstacle: Obstacle) -> DeclarationProblem:
    name, printed = obstacle.field.name, print_type(obstacle.type)
    if obstacle.unfinished is None:
        message = (
            f"`{decl.name}` cannot be destroyed implicitly: its field `{name}` has the type "
            f"`{printed}`, which is not `Deinitable`"
        )
    else:
        message = (
            f"`{decl.name}` needs a `__deinit__` of its own: whether its field `{name}` of type "
            f"`{printed}` can be destroyed depends on `{obstacle.unfinished.name}`, which is not complete here"
        )
    return DeclarationProblem(
        kind=Problem.FIELD_NOT_DEINITABLE,
        group=Group.CONFORMANCE,
        span=obstacle.field.name_span,
        message=message,
    )


def _any_origins(decl: TypeDecl, environment: Environment) -> Iterator[Located]:
    """Fields that may refer to anything (TY-56)."""
    scope = scope_of(decl, environment)
    for member in decl.fields:
        subject = resolve_type(member.annotation, scope)
        may_expose = any(
            _is_named(it.expression, "__allow_legacy_any_origin_fields") for it in member.decorators
        )
        if not may_expose and _exposes_any((subject,)):
            yield (
                decl.unit_key,
                DeclarationProblem(
                    kind=Problem.FIELD_OF_ANY_ORIGIN,
                    group=Group.CONFORMANCE,
                    span=member.name_span,
                    message=f"the field `{member.name}` of type `{print_type(subject)}` could refer to "
                    "anything; a field must name its origin",
                ),
            )


def _exposes_any(args: Iterable[TypeArg]) -> bool:
    todo = list(args)
    while todo:
        match todo.pop():
            case Origin(paths):
                if any(path.root is SpecialRoot.ANY for path in paths):
                    return True
            case StructType(_, inner):
                todo += inner
            case PackArg(items):
                todo += items or ()
            case _:
                pass
    return False


def _extended(decl: TypeDecl, environment: Environment) -> Iterator[Located]:
    """Ownership traits that an extension adds: nothing is written by the compiler for them (TY-55)."""
    own = {trait.name for trait in traits_of(decl, environment).known}
    for extension in environment.extensions_of(decl):
        if environment.program.environment_of(extension) is not environment:
            continue
        added = {trait.name for trait in traits_of(extension, environment).known} - own
        for name in _OWNERSHIP:
            listed = literals.std_struct(name) in traits_of(extension, environment).conditions
            if listed and name in added:
                yield (
                    decl.unit_key,
                    _problem(
                        Problem.EXTENDED,
                        decl,
                        f"an extension cannot make `{decl.name}` `{name}`: the compiler writes the members "
                        "that this needs for the struct alone",
                    ),
                )
                break


def _has_twins(decl: TypeDecl) -> bool:
    """Whether two fields have one name, an error after which the compiler says no more."""
    return len({member.name for member in decl.fields}) < len(decl.fields)


def _problem(kind: Problem, decl: TypeDecl, message: str) -> DeclarationProblem:
    return DeclarationProblem(kind=kind, group=Group.CONFORMANCE, span=decl.name_span, message=message)


def _is_named(expr: ast.Expr, name: str) -> bool:
    return isinstance(expr, ast.Name) and expr.name == name
