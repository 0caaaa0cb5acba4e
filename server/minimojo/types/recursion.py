"""Structs that contain themselves by value (TY-34).

The compiler meets them when it asks whether a special method is trivial: whether those of all
fields are. A method that is written in the source answers that without a look at the fields.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from minimojo.hir.model import FunctionKind, TypeDecl
from minimojo.types import literals
from minimojo.types.destructors import has_destructor
from minimojo.types.model import Answer, PackArg, ParamType, StructType, Type, TypeArg, as_type
from minimojo.types.parameters import bindings_of
from minimojo.types.properties import is_trivial
from minimojo.types.propositions import FALSE
from minimojo.types.resolve import resolve_type
from minimojo.types.scope import Environment
from minimojo.types.signatures import scope_of
from minimojo.types.substitution import substitute_argument
from minimojo.types.traits import traits_of

TRIVIALITY = {
    "__del__is_trivial": "Deinitable",
    "__move_ctor_is_trivial": "Movable",
    "__copy_ctor_is_trivial": "Copyable",
}
"""The constants that the compiler writes into a type, by the trait that asks for them."""
_BY_VALUE = frozenset({"Optional", "Array", "Variant"})
"""Types of the library that hold their elements by value, and whose moves are as trivial as theirs."""


def recursive_structs(
    structs: Iterable[TypeDecl], undestroyable: Collection[TypeDecl], environment: Environment
) -> list[TypeDecl]:
    """The structs of a file that contain themselves, each circle told once, at its first struct.

    `undestroyable` are those that the compiler could give no destructor.
    """
    structs = list(structs)
    found: list[TypeDecl] = []
    for flag in TRIVIALITY:
        asking = {it for it in structs if _asks(it, flag, undestroyable, environment)}
        answered: set[TypeDecl] = set()
        for struct in structs:
            if struct in asking and struct not in answered:
                reached = _reached(struct, flag, asking, environment)
                answered |= {struct, *reached}
                if struct in reached and struct not in found:
                    found.append(struct)
    return found


def _asks(struct: TypeDecl, flag: str, undestroyable: Collection[TypeDecl], environment: Environment) -> bool:
    """Whether the compiler looks at the fields of a struct to answer for the struct."""
    trait = literals.std_struct(TRIVIALITY[flag])
    condition = None if trait is None else traits_of(struct, environment).conditions.get(trait)
    if condition in (None, FALSE) or flag in struct.comptimes:
        return False
    kinds = {method.kind for method in struct.methods.get("__init__", ())}
    match flag:
        case "__del__is_trivial":
            return not has_destructor(struct) and struct not in undestroyable
        case "__move_ctor_is_trivial":
            return FunctionKind.MOVE_INIT not in kinds
        case _:
            return FunctionKind.COPY_INIT not in kinds


def _reached(
    start: TypeDecl, flag: str, asking: Collection[TypeDecl], environment: Environment
) -> set[TypeDecl]:
    """The structs that are asked when one is asked; itself only if it contains itself."""
    reached: set[TypeDecl] = set()
    todo = [start]
    while todo:
        for part in _parts(todo.pop(), flag, environment):
            if part in asking and part not in reached:
                reached.add(part)
                todo.append(part)
    return reached


def _parts(struct: TypeDecl, flag: str, environment: Environment) -> Iterator[TypeDecl]:
    """The structs that are fields of one, or inside of fields that hold them by value."""
    home = environment.program.environment_of(struct) or environment
    scope = scope_of(struct, home)
    todo = [resolve_type(member.annotation, scope) for member in struct.fields]
    while todo:
        subject = todo.pop()
        if not isinstance(subject, StructType) or is_trivial(subject, scope) is not Answer.NO:
            continue
        if subject.decl.module.startswith("std."):
            if flag == "__move_ctor_is_trivial" and subject.decl.name in _BY_VALUE:
                todo += _types(subject.args)
        else:
            yield subject.decl
            todo += _elements(subject, environment)


def _elements(subject: StructType, environment: Environment) -> Iterator[Type]:
    """The arguments of a generic struct that its fields have as their types."""
    home = environment.program.environment_of(subject.decl) or environment
    scope = scope_of(subject.decl, home)
    bindings = bindings_of(subject)
    for member in subject.decl.fields:
        found = resolve_type(member.annotation, scope)
        if isinstance(found, ParamType):
            yield from _types((substitute_argument(found, bindings),))


def _types(args: Iterable[TypeArg]) -> Iterator[Type]:
    for arg in args:
        if isinstance(arg, PackArg):
            yield from _types(arg.items or ())
        else:
            subject = as_type(arg)
            if subject is not None:
                yield subject
