"""Functions as the types of values, for readers.

var g = lambda (x: Int) -> Int: x + 1        g: def(x: Int) -> Int

The type of a value that holds a function says which function it is; what that takes and gives stands in its
declaration.
"""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.hir.model import ArgumentDecl, Convention, FunctionDecl, Passing
from minimojo.mir.body import Body
from minimojo.types import TypeScope, written_type
from minimojo.types.model import UNKNOWN, ClosureType, FunctionType, Type, UnknownType
from minimojo.types.printing import LocalName
from minimojo.types.signatures import signature_of

_STARS = {Passing.VARIADIC: "*", Passing.KEYWORD_VARIADIC: "**"}


def names_of(body: Body) -> LocalName:
    """The names of the variables of a function, by their numbers; `_` for what has none."""
    names = {it.id: it.name for it in body.locals if it.name.isidentifier()}
    return lambda it: names.get(it, "_")


def shown_type(subject: Type, scope: TypeScope, local_name: LocalName) -> str:
    """A type as a reader could write it; of a function, what it takes and gives."""
    match subject:
        case FunctionType(decl=FunctionDecl() as decl):
            return _function_type(decl, scope, local_name, " thin")
        case ClosureType(decl=decl):
            return _function_type(decl, scope, local_name, "")
        case _:
            return written_type(subject, local_name)


def _function_type(decl: FunctionDecl, scope: TypeScope, local_name: LocalName, kind: str) -> str:
    resolved = signature_of(decl, scope)
    types = resolved.types or (UNKNOWN,) * len(decl.arguments)
    entries = ", ".join(_entries(decl, types, local_name))
    raises = " raises" if decl.raises else ""
    result = "" if isinstance(resolved.result, UnknownType) else written_type(resolved.result, local_name)
    names = ", ".join(f"{'*' * (it.passing is Passing.VARIADIC)}{it.name}" for it in decl.type_parameters)
    given = f"[{names}]" if names else ""
    return f"def{given}({entries}){raises}{kind}{' -> ' if result else ''}{result}"


def _entries(decl: FunctionDecl, types: tuple[Type, ...], local_name: LocalName) -> Iterator[str]:
    is_free = True  # Whether a value without a keyword may still follow.
    for argument, type_ in zip(decl.arguments, types, strict=False):
        if argument.passing is Passing.KEYWORD_ONLY and is_free:
            yield "*"
        is_free = is_free and argument.passing not in (Passing.KEYWORD_ONLY, Passing.VARIADIC)
        yield shown_argument(argument, type_, local_name)


def shown_argument(argument: ArgumentDecl, type_: Type, local_name: LocalName) -> str:
    """`mut values: List[Int]`, as it is declared but for its default."""
    word = "" if argument.convention is Convention.IMM else f"{argument.convention.value} "
    is_plain = argument.name == "self" or isinstance(type_, UnknownType)
    annotation = "" if is_plain else f": {written_type(type_, local_name)}"
    return f"{word}{_STARS.get(argument.passing, '')}{argument.name}{annotation}"
