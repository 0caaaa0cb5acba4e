"""Argument exclusivity: may these arguments be passed together? (VA-39 to VA-44)

Each call is looked at by itself. Its arguments are visited in declaration order; every origin they
access is recorded together with what contains it, and an access that meets an earlier one to the
same storage, at least one of the two mutable, is an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.hir.model import Convention
from minimojo.mir.body import ArgumentFact, Body, CallFact
from minimojo.ownership.model import Aliasing
from minimojo.types.model import (
    ArgumentRoot,
    FieldStep,
    InteriorStep,
    LocalRoot,
    Origin,
    OriginPath,
    ParameterRoot,
    SpecialRoot,
)


class _Seen(Struct):
    """An origin that arguments have accessed: the first that did, and all accesses merged (VA-41)."""

    argument: ArgumentFact
    immutable: bool
    leaf: bool


class _Access(Struct, frozen=True):
    """One origin that an argument accesses; `own` if it is that of the reference itself."""

    path: OriginPath
    immutable: bool
    own: bool


def find_aliasing(body: Body) -> tuple[Aliasing, ...]:
    """The conflicts of all calls of a body whose callee is known, in program order, dead ones last."""
    calls = (op.call for block in body.blocks for op in block.ops if op.call is not None and op.certain)
    return tuple(found for call in (*calls, *body.dead_calls) for found in aliasing_of(call, body))


def aliasing_of(call: CallFact, body: Body) -> Iterator[Aliasing]:
    """The conflicts between the arguments of one call, and with its result."""
    seen: dict[OriginPath, _Seen] = {}
    for argument in call.arguments:
        for access in _accesses(argument, call):
            old = _record(seen, access, argument)
            if old is not None:
                yield _conflict(call, body, old, access, argument)
    for path in () if call.destination is None else call.destination.paths:
        access = _Access(path, immutable=False, own=True)
        old = None if _is_wild(path) else _record(seen, access, None)
        if old is not None:
            yield _conflict(call, body, old, access, None)


def _accesses(argument: ArgumentFact, call: CallFact) -> Iterator[_Access]:
    """What an argument accesses (VA-40): the storage passed, then what its type refers to.

    A reference with a union origin counts as if it were embedded, with the mutability of the union
    even for an `imm` argument (checked on 1.2.0).
    """
    accesses: dict[tuple[OriginPath, bool], _Access] = {}
    if argument.own is not None:
        read_only = call.nested_read_only and argument.convention is Convention.REF
        single = len(argument.own.paths) == 1
        immutable = argument.own_immutable or read_only
        if not single and argument.convention is not Convention.MUT:
            immutable = read_only or argument.own.mutable is False
        for path in argument.own.paths:
            accesses[path, immutable] = _Access(path, immutable, own=single)
    for origin in argument.embedded:
        immutable = call.nested_read_only or origin.mutable is False
        for path in origin.paths:
            accesses.setdefault((path, immutable), _Access(path, immutable, own=False))
    return (access for access in accesses.values() if not _is_wild(access.path))


def _is_wild(path: OriginPath) -> bool:
    """Whether a path says nothing about what it may alias; those are no access (VA-40)."""
    return path.root in (SpecialRoot.ANY, SpecialRoot.UNTRACKED, SpecialRoot.UNKNOWN)


def _record(seen: dict[OriginPath, _Seen], access: _Access, argument: ArgumentFact | None) -> _Seen | None:
    """Records an access and what contains it; returns the record it conflicts with (VA-41)."""
    leaf, immutable = True, access.immutable
    path = access.path
    while True:
        old = seen.get(path)
        if old is None:
            if argument is not None:
                seen[path] = _Seen(argument, immutable, leaf)
        elif not (immutable and old.immutable) and (leaf or old.leaf):
            return _Seen(old.argument, old.immutable, old.leaf)
        else:
            old.leaf = old.leaf or leaf
            old.immutable = old.immutable and immutable
        leaf = False
        if not path.steps:
            return None
        # Whoever uses memory owned by a value only reads the value itself.
        immutable = immutable or isinstance(path.steps[-1], InteriorStep)
        path = OriginPath(path.root, path.steps[:-1])


def _conflict(
    call: CallFact, body: Body, old: _Seen, access: _Access, argument: ArgumentFact | None
) -> Aliasing:
    return Aliasing(
        call=call,
        first=old.argument,
        second=argument,
        first_mutable=not old.immutable,
        second_mutable=not access.immutable,
        path=print_path(access.path, body),
        embedded=not access.own,
    )


def print_path(path: OriginPath, body: Body) -> str:
    """A path as messages show it: `self.items["element"]`."""
    match path.root:
        case LocalRoot(local):
            text = body.locals[local].name or body.locals[local].kind.value
        case ArgumentRoot(name) | ParameterRoot(name):
            text = name
        case SpecialRoot():
            text = path.root.value
    for step in path.steps:
        text += f".{step.name}" if isinstance(step, FieldStep) else f'["{step.tag}"]'
    return text


def print_origin_of(origin: Origin, body: Body) -> str:
    """An origin as messages show it, without the `origin_of(...)` around it."""
    return ", ".join(print_path(path, body) for path in origin.paths)
