"""Which `__exit__` of a context manager is told of errors (ST-76)."""

from __future__ import annotations

from minimojo.hir.model import FunctionDecl, Passing, TypeDecl
from minimojo.types.literals import std_struct
from minimojo.types.model import ParamType, Type
from minimojo.types.propositions import Conforms, Constant, Proposition
from minimojo.types.scope import TypeScope
from minimojo.types.signatures import signature_of

_LIFE_OF_A_VALUE = ("AnyType", "Movable", "Copyable", "ImplicitlyCopyable", "Deinitable")


def is_told_of_errors(exit_: FunctionDecl, scope: TypeScope) -> bool | None:
    """Whether `exit_` is called with the error that leaves the body; None where that is not known.

    It is looked up before the type of the errors is known. Such a type can be kept and destroyed, but
    fulfills no trait beyond that: `__exit__[E: Writable](self, error: E)` is not found.
    """
    if not _takes_one_value(exit_):
        return False
    signature = signature_of(exit_, scope)
    error = signature.types[1]
    if isinstance(error, ParamType) and error.owner is not exit_.owner:
        if error.bound is None or not _is_inferred(exit_, {error.name}):
            return None
        if error.closure is not None or not all(map(_is_of_every_value, error.bound)):
            return False
    elif not _is_inferred(exit_, set()):
        return None
    return _all_hold(signature.where, error)


def _is_inferred(exit_: FunctionDecl, known: set[str]) -> bool:
    """Whether the call finds all parameters of `exit_` when the error gives it the `known` ones."""
    return all(
        parameter.default is not None or parameter.name in known for parameter in exit_.type_parameters
    )


def _takes_one_value(exit_: FunctionDecl) -> bool:
    """Whether it can be called with an error and nothing else."""
    if exit_.is_static or len(exit_.arguments) < 2:
        return False
    _, error, *others = exit_.arguments
    taken = (Passing.POSITIONAL_ONLY, Passing.POSITIONAL_OR_KEYWORD)
    return error.passing in taken and all(other.default is not None for other in others)


def _all_hold(conditions: tuple[Proposition, ...], error: Type) -> bool | None:
    """Whether the conditions of its `where` are fulfilled by an error of which nothing is known."""
    verdicts = [_holds(condition, error) for condition in conditions]
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _holds(condition: Proposition, error: Type) -> bool | None:
    match condition:
        case Constant(value):
            return value
        case Conforms(subject, trait) if subject == error:
            return _is_of_every_value(trait)
        case _:
            return None


def _is_of_every_value(trait: TypeDecl) -> bool:
    return any(trait is std_struct(name) for name in _LIFE_OF_A_VALUE)
