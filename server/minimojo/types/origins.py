"""Origins inside types and signatures: which storage a value may refer to (CL-10, DE-48, TY-60)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec.structs import replace

from minimojo.types.model import (
    UNKNOWN_ORIGIN,
    ArgumentRoot,
    AssociatedType,
    ClosureType,
    LocalRoot,
    Origin,
    OriginPath,
    PackArg,
    Root,
    SpecialRoot,
    Step,
    StructType,
    Type,
    TypeArg,
    UnknownType,
    ValueArg,
)


@lru_cache(maxsize=256)  # Few: each keeps the declarations of an outdated state alive.
def embedded_origins(subject: Type) -> tuple[Origin, ...]:
    """Every origin inside a type, to any depth, in order; `UNKNOWN_ORIGIN` for parts not known."""
    return tuple(dict.fromkeys(_origins_in(subject)))


def bind_arguments(subject: Type, arguments: Mapping[str, Origin]) -> Type:
    """`subject` with every `ArgumentRoot(name)` replaced by an origin, steps kept."""
    return map_origins(subject, lambda origin: bind_origin(origin, arguments))


def bind_origin(origin: Origin, arguments: Mapping[str, Origin]) -> Origin:
    """`origin` with every `ArgumentRoot(name)` replaced; mutability follows (DE-46)."""

    def replacement(root: Root) -> Origin | None:
        return arguments.get(root.name) if isinstance(root, ArgumentRoot) else None

    return replace_roots(origin, replacement)


def replace_roots(origin: Origin, replacement: Callable[[Root], Origin | None]) -> Origin:
    """`origin` with roots replaced where `replacement` gives one.

    An origin that depends on a parameter for its mutability takes that of what is put in.
    """
    paths: list[OriginPath] = []
    mutable: bool | None = True
    changed = False
    for path in origin.paths:
        found = replacement(path.root)
        if found is None:
            paths.append(path)
            mutable = _both(mutable, origin.mutable)
        else:
            changed = True
            paths += (part_of(inner, path.steps) for inner in found.paths)
            mutable = _both(mutable, found.mutable)
    if not changed:
        return origin
    return Origin(_canonical(paths), mutable if origin.mutable is None else origin.mutable)


def map_origins(subject: Type, change: Callable[[Origin], Origin]) -> Type:
    """`subject` with every origin argument inside it changed."""
    match subject:
        case StructType(decl, args):
            if not embedded_origins(subject):
                return subject
            changed = tuple([map_argument(arg, change) for arg in args])
            return subject if changed == args else StructType(decl, changed)
        case AssociatedType(base, _, _, args):
            return replace(
                subject,
                base=map_origins(base, change),
                args=tuple(map_argument(arg, change) for arg in args),
            )
        case ClosureType():
            return replace(subject, origins=tuple(change(origin) for origin in subject.origins))
        case _:
            return subject


def map_argument(arg: TypeArg, change: Callable[[Origin], Origin]) -> TypeArg:
    """The same for any kind of argument."""
    if isinstance(arg, ValueArg):
        return arg
    match arg:
        case Origin():
            return change(arg)
        case PackArg(items) if items:
            return PackArg(tuple(map_argument(item, change) for item in items))
        case StructType() | AssociatedType() | ClosureType():
            return map_origins(arg, change)
        case _:
            return arg


def as_mutable_as(given: TypeArg, wanted: TypeArg) -> TypeArg:
    """What a value of a type is where another one is wanted to which it converts by itself (TY-60): the
    same, but through its origins only that can be written which the other one lets write."""
    match given, wanted:
        case Origin(), Origin(mutable=False):
            return immutable(given)
        case StructType(), StructType() if given.decl is wanted.decl and len(given.args) == len(wanted.args):
            if not embedded_origins(given):
                return given
            pairs = zip(given.args, wanted.args, strict=True)
            args = tuple([left if left is right else as_mutable_as(left, right) for left, right in pairs])
            return given if args == given.args else StructType(given.decl, args)
        case _:
            return given


def without_locals(subject: Type) -> Type:
    """`subject` as seen from outside of the function that its origins were found in."""

    def outside(origin: Origin) -> Origin:
        return UNKNOWN_ORIGIN if any(isinstance(path.root, LocalRoot) for path in origin.paths) else origin

    return map_origins(subject, outside)


def stepped(origin: Origin, *steps: Step) -> Origin:
    """The origin of a part: every path one or more steps deeper."""
    return Origin(tuple([part_of(path, steps) for path in origin.paths]), origin.mutable)


def part_of(path: OriginPath, steps: tuple[Step, ...]) -> OriginPath:
    """The path of a part. What is anywhere, or what nobody tracks, has no parts of its own (checked on 1.2.0)."""
    if path.root is SpecialRoot.ANY or path.root is SpecialRoot.UNTRACKED:
        return path
    return OriginPath(path.root, path.steps + steps)


def immutable(origin: Origin) -> Origin:
    """The same places, not to be written through."""
    return replace(origin, mutable=False)


def union(*origins: Origin) -> Origin:
    """The union; mutable only if all are."""
    mutable: bool | None = True
    for origin in origins:
        mutable = _both(mutable, origin.mutable)
    return Origin(_canonical([path for origin in origins for path in origin.paths]), mutable)


def _canonical(paths: Sequence[OriginPath]) -> tuple[OriginPath, ...]:
    """The members of a union: anywhere is all of it, what nobody tracks is no part of it (checked on 1.2.0)."""
    found = tuple(dict.fromkeys(paths))
    if len(found) < 2 or not any(isinstance(path.root, SpecialRoot) for path in found):
        return found
    if any(path.root is SpecialRoot.ANY for path in found):
        return (OriginPath(SpecialRoot.ANY),)
    return tuple(path for path in found if path.root is not SpecialRoot.UNTRACKED)


def united(first: Type, second: Type) -> Type | None:
    """The type to which values of two types are merged that differ only in where they refer to: with the
    unions of the origins (EX-39). None for types that differ in anything else, or deeper inside."""
    if (
        not (isinstance(first, StructType) and isinstance(second, StructType))
        or first.decl is not second.decl
    ):
        return None
    args: list[TypeArg] = []
    for left, right in zip(first.args, second.args, strict=True):
        if left == right:
            args.append(left)
        elif isinstance(left, Origin) and isinstance(right, Origin) and left.paths != right.paths:
            args.append(union(left, right))
        else:
            return None
    return StructType(first.decl, tuple(args))


def _both(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return True if left and right else None


def _origins_in(arg: TypeArg) -> Iterator[Origin]:
    match arg:
        case Origin():
            yield arg
        case UnknownType():
            yield UNKNOWN_ORIGIN
        case StructType(_, args):
            for inner in args:
                yield from _origins_in(inner)
        case AssociatedType(base, _, _, args):
            yield from _origins_in(base)
            for inner in args:
                yield from _origins_in(inner)
        case PackArg(items):
            if items is None:
                yield UNKNOWN_ORIGIN
            for inner in items or ():
                yield from _origins_in(inner)
        case ClosureType():
            yield from arg.origins
        case _:
            pass
