"""What is wrong with the origins that the result of a function names (DE-48, DE-52)."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.hir.model import ArgumentDecl, Convention, FunctionDecl
from minimojo.hir.problems import DeclarationProblem, Group, Problem
from minimojo.syntax import ast
from minimojo.types import literals
from minimojo.types.intrinsics import lacks_origin
from minimojo.types.model import (
    Answer,
    ArgumentRoot,
    AssociatedType,
    Origin,
    ParamType,
    StructType,
    Type,
)
from minimojo.types.origins import embedded_origins
from minimojo.types.parameters import bindings_of
from minimojo.types.printing import print_type
from minimojo.types.properties import is_register_passable, passed_in_register
from minimojo.types.propositions import TRUE, AllConform, Conforms, Proposition, conjuncts, mapped
from minimojo.types.scope import TypeScope
from minimojo.types.signatures import argument_type, result_type, signature_of
from minimojo.types.substitution import substitute_argument
from minimojo.types.traits import traits_of


def result_problems(decl: FunctionDecl, scope: TypeScope) -> tuple[DeclarationProblem, ...]:
    """The problems of the declared result of a function; `scope` is that of the function."""
    if decl.erroneous or decl.result is None:
        return ()
    return (*_without_origin(decl, decl.result, scope), *_of_registers(decl, decl.result, scope))


def arguments_in_result(decl: FunctionDecl, scope: TypeScope) -> frozenset[str]:
    """The arguments that the result of a function may refer to; `scope` is that of a call."""
    signature = signature_of(decl, scope)
    origins = embedded_origins(signature.result)
    if signature.result_origin is not None:
        origins = (*origins, signature.result_origin)
    roots = (path.root for origin in origins for path in origin.paths)
    return frozenset(root.name for root in roots if isinstance(root, ArgumentRoot))


def _without_origin(
    decl: FunctionDecl, result: ast.ResultType, scope: TypeScope
) -> Iterator[DeclarationProblem]:
    if result.is_ref and lacks_origin(result.origins, scope):
        yield DeclarationProblem(
            kind=Problem.NO_RESULT_ORIGIN,
            group=Group.ESCAPING,
            span=result.origins[0].loc,
            message=f"nothing tells what the reference that `{decl.name}` returns refers to",
        )


def _of_registers(
    decl: FunctionDecl, result: ast.ResultType, scope: TypeScope
) -> Iterator[DeclarationProblem]:
    """The first origin of an argument that may be passed in a register, where nothing can refer to it."""
    subject, origin = result_type(decl, scope)
    mentioned = (*((origin,) if origin else ()), *embedded_origins(subject))
    arguments = {argument.name: argument for argument in decl.arguments}
    for name in _whole_arguments(mentioned):
        argument = arguments.get(name)
        if argument is None or argument.convention is Convention.REF:
            continue
        reason = _in_register(argument, decl, scope)
        if reason is not None:
            yield DeclarationProblem(
                kind=Problem.ORIGIN_OF_REGISTER,
                group=Group.ESCAPING,
                span=result.type.loc,
                message=f"the result of `{decl.name}` cannot refer to the argument `{name}`, {reason}; "
                f"declare it `ref {name}`",
                related=argument.name_span,
            )
            return


def _whole_arguments(origins: tuple[Origin, ...]) -> Iterator[str]:
    for origin in origins:
        for path in origin.paths:
            if isinstance(path.root, ArgumentRoot) and not path.steps:
                yield path.root.name


def _in_register(argument: ArgumentDecl, decl: FunctionDecl, scope: TypeScope) -> str | None:
    subject = argument_type(argument, decl, scope)
    if argument.convention is Convention.IMM and passed_in_register(subject, scope) is not Answer.NO:
        return None  # It has no origin at all, which is an error of its own.
    if is_register_passable(subject, scope) is Answer.YES:
        return f"whose type `{print_type(subject)}` is passed in registers"
    if _may_be_in_register(subject, scope):
        return f"whose type `{print_type(subject)}` may be passed in registers"
    return None


def _may_be_in_register(subject: Type, scope: TypeScope) -> bool:
    """Whether some choice of the type parameters makes a type `RegisterPassable`."""
    subject = literals.declared(subject)
    if isinstance(subject, ParamType | AssociatedType):
        return True
    trait = literals.std_struct("RegisterPassable")
    if not isinstance(subject, StructType) or trait is None:
        return False
    condition = traits_of(subject.decl, scope.environment).conditions.get(trait)
    if condition is None:
        return False
    if condition == TRUE:
        return True
    bindings = bindings_of(subject)
    proposition = mapped(condition, lambda arg: substitute_argument(arg, bindings))
    return all(_may_hold(part, scope) for part in conjuncts(proposition))


def _may_hold(part: Proposition, scope: TypeScope) -> bool:
    match part:
        case Conforms(subject, trait) if trait.name == "RegisterPassable":
            return _may_be_in_register(subject, scope)
        case AllConform(_, trait):  # Never decided here, whatever the types are.
            return trait.name == "RegisterPassable"
        case _:
            return False
