"""Putting arguments in the place of parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from minimojo.types.model import (
    UNKNOWN,
    UNKNOWN_ORIGIN,
    ArgumentRoot,
    AssociatedType,
    ClosureType,
    ErrorType,
    FloatLiteralType,
    FunctionType,
    IntLiteralType,
    MetaType,
    NeverType,
    NoneType,
    Origin,
    PackArg,
    ParameterRoot,
    ParamType,
    ParamValue,
    Root,
    StringLiteralType,
    StructType,
    Type,
    TypeArg,
    UnboundArg,
    UnknownType,
    ValueArg,
    as_type,
)
from minimojo.types.origins import replace_roots

Key = tuple[object, str]
"""A parameter: the declaration that has it, and its name."""

Bindings = Mapping[Key, TypeArg]

Project = Callable[[Type, str, tuple[TypeArg, ...]], Type | None]
"""`(type, name, arguments)`: the associated type of a type that became concrete; None if it stays open."""

LARGEST_TYPE = 400
"""Types with more parts than this are not followed: no program has them but those made to hurt."""


_WITHOUT_PARAMETERS = frozenset(
    (
        *(ValueArg, UnboundArg, UnknownType, NoneType, NeverType),
        *(IntLiteralType, FloatLiteralType, StringLiteralType),
    )
)
_WITHOUT_PARTS = _WITHOUT_PARAMETERS | {ParamType, ParamValue, Origin}


def keep_open(_base: Type, _name: str, _args: tuple[TypeArg, ...]) -> Type | None:
    """A projection for where associated types need not become concrete."""
    return None


def substitute(subject: Type, bindings: Bindings, project: Project = keep_open) -> Type:
    """`subject` with parameters replaced."""
    changed = _argument(subject, bindings, project) if bindings else subject
    return as_type(changed) or UNKNOWN


def substitute_argument(subject: TypeArg, bindings: Bindings, project: Project = keep_open) -> TypeArg:
    """The same for any kind of argument."""
    return _argument(subject, bindings, project) if bindings else subject


def substitute_origin(origin: Origin, bindings: Bindings) -> Origin:
    """`origin` with origin parameters replaced."""
    return applied_origin(origin, bindings, {})


def applied_origin(origin: Origin, bindings: Bindings, arguments: Mapping[str, Origin]) -> Origin:
    """`origin` of a signature with both its origin parameters and its arguments replaced.

    In one step: a union that is left half open would forget whether its known half may be written.
    """

    def replacement(root: Root) -> Origin | None:
        match root:
            case ParameterRoot(name=name, owner=owner):
                found = bindings.get((owner, name))
                if isinstance(found, Origin):
                    return found
                return UNKNOWN_ORIGIN if isinstance(found, UnknownType | ValueArg) else None
            case ArgumentRoot(name=name):
                return arguments.get(name)
            case _:
                return None

    return replace_roots(origin, replacement)


def weight(subject: TypeArg, limit: int = LARGEST_TYPE) -> int:
    """How many parts a type has, counted up to a little more than `limit`."""
    total = 0
    todo: list[TypeArg] = [subject]
    while todo and total <= limit:
        total += 1
        part = todo.pop()
        if type(part) in _WITHOUT_PARTS:
            continue
        match part:
            case StructType(_, args):
                todo += args
            case AssociatedType(base, _, _, args):
                todo.append(base)
                todo += args
            case PackArg(items) if items:
                todo += items
            case FunctionType(arguments=arguments, result=result):
                todo += (argument.type for argument in arguments)
                if result is not None:
                    todo.append(result)
            case _:
                pass
    return total


def is_known(subject: TypeArg) -> bool:
    """Whether every type inside is known. Origins and values that are not evaluated do not count."""
    from minimojo.types.parameters import derived_slots

    todo: list[TypeArg] = [subject]
    while todo:
        match todo.pop():
            case UnknownType() | ErrorType() | UnboundArg():
                return False
            case StructType(decl, args) if args:
                derived = {slot for slot, _ in derived_slots(decl)}
                todo += (arg for index, arg in enumerate(args) if index not in derived)
            case AssociatedType(base, _, _, args):
                todo.append(base)
                todo += args
            case PackArg(items):
                todo += items or ()
            case _:
                pass
    return True


def element_of(pack: PackArg | ParamType, index: TypeArg) -> TypeArg:
    """`Ts.values[index]`, of a list of types that is known or still a parameter."""
    if isinstance(pack, PackArg):
        items = pack.items or ()
        if len(items) == 1 and isinstance(items[0], ParamType) and items[0].variadic:
            pack = items[0]
        elif isinstance(index, ValueArg) and index.text and index.text.isdigit():
            is_there = int(index.text) < len(items) and not any(_is_open_pack(item) for item in items)
            return items[int(index.text)] if is_there else UNKNOWN
        else:
            return UNKNOWN
    return AssociatedType(replace(pack, variadic=False), "values", pack.bound, (index,))


def _of_each(pack: PackArg, name: str, project: Project) -> TypeArg:
    """`*Ts.Element`, in our stubs: the associated type of each type in a list; `*Ts.reverse`, the list backwards."""
    if name == "reverse":
        is_known = pack.items is not None and not any(map(_is_open_pack, pack.items))
        return PackArg(pack.items[::-1]) if pack.items and is_known else PackArg(None)
    types = [item for item in pack.items or () if isinstance(item, StructType)]
    found = [project(item, name, ()) or UNKNOWN for item in types]
    return PackArg(tuple(found)) if pack.items is not None and len(types) == len(pack.items) else UNKNOWN


def _is_open_pack(part: TypeArg) -> bool:
    return isinstance(part, PackArg) or (isinstance(part, ParamType) and part.variadic)


def _argument(subject: TypeArg, bindings: Bindings, project: Project) -> TypeArg:
    if type(subject) in _WITHOUT_PARAMETERS:
        return subject
    match subject:
        case ParamType(name, owner) | ParamValue(name, owner):
            found = bindings.get((owner, name))
            return subject if found is None or isinstance(found, UnboundArg) else found
        case StructType(decl, args):
            if not args:
                return subject
            bound = StructType(decl, _arguments(args, bindings, project))
            return bound if weight(bound) <= LARGEST_TYPE else UNKNOWN
        case AssociatedType(base, name, _, args):
            inner = _argument(base, bindings, project)
            if isinstance(inner, PackArg) and name == "values" and len(args) == 1:
                return element_of(inner, _argument(args[0], bindings, project))
            if isinstance(inner, PackArg) and not args:
                return _of_each(inner, name, project)
            if isinstance(inner, Origin | ValueArg | ParamValue | PackArg | UnboundArg):
                return UNKNOWN
            arguments = _arguments(args, bindings, project)
            projected = project(inner, name, arguments) if inner != base else None
            return replace(subject, base=inner, args=arguments) if projected is None else projected
        case Origin():
            return substitute_origin(subject, bindings)
        case PackArg(items) if items:
            return PackArg(_arguments(items, bindings, project))
        case MetaType(instance):
            return MetaType(substitute(instance, bindings, project))
        case FunctionType(arguments=arguments, result=result) if arguments or result is not None:
            return replace(
                subject,
                arguments=tuple(replace(a, type=substitute(a.type, bindings, project)) for a in arguments),
                result=None if result is None else substitute(result, bindings, project),
            )
        case ClosureType(origins=origins):
            return replace(subject, origins=tuple(substitute_origin(o, bindings) for o in origins))
        case _:
            return subject


def _arguments(args: tuple[TypeArg, ...], bindings: Bindings, project: Project) -> tuple[TypeArg, ...]:
    """Arguments one by one; a pack parameter that became a list of types is spliced in."""
    result: list[TypeArg] = []
    for arg in args:
        changed = _argument(arg, bindings, project)
        if changed is arg:
            result.append(arg)
        elif (
            isinstance(arg, ParamType | ParamValue | AssociatedType)
            and isinstance(changed, PackArg)
            and changed.items is not None
        ):
            result += changed.items
        else:
            result.append(changed)
    return tuple(result)
