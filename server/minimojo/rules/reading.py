"""Which arguments does a function only read, as far as every operation of it tells?

len(values), values[0], for x in values:    they are read
values.append(x), values[0] = x             they are changed
Pointer(to=values), show(Span(values))      who knows: what refers to them may change them
"""

from __future__ import annotations

from collections.abc import Iterable

from minimojo.hir.model import Convention
from minimojo.mir.body import Access, Effect, EffectKind, LocalId, Op, OpKind, Place
from minimojo.rules.advice import library_method
from minimojo.rules.rule import Evidence
from minimojo.types.model import LocalRoot, Origin

_METHODS = "__iter__ __next__ __has_next__ __getitem__ __len__ __contains__ __bool__ items values keys"
_LOOKING = frozenset(_METHODS.split())
"""Methods of the library that pass on access to what they are called on, but change nothing themselves."""

_MEANT = (OpKind.DISCARD, OpKind.CAPTURE, OpKind.TRANSFER)
"""Uses that say what is to become of a value."""


def only_read(cx: Evidence, arguments: Iterable[LocalId]) -> set[LocalId]:
    """Those of some arguments that are read somewhere, and that nothing but reading happens to."""
    candidates, read = set(arguments), set[LocalId]()
    for _, op in cx.operations:
        if op.any_origin:
            return set()
        for effect in op.effects:
            touched = candidates & _locals_of(effect.access)
            if touched and effect.kind is EffectKind.USE and op.kind not in _MEANT:
                read |= touched
            elif touched and not _only_looks(op, effect):
                candidates -= touched
        for origin in op.embedded:
            if origin.mutable is not False and not _is_looking(op):
                candidates -= _roots(origin)
        if not candidates:
            break
    return candidates & read


def _locals_of(access: Access) -> set[LocalId]:
    return {access.local} if isinstance(access, Place) else _roots(access.origin)


def _roots(origin: Origin) -> set[LocalId]:
    return {path.root.local for path in origin.paths if isinstance(path.root, LocalRoot)}


def _only_looks(op: Op, effect: Effect) -> bool:
    """Whether access to an argument is only passed on: what is made of it is seen by later operations."""
    fact = op.argument_of(effect)
    is_passed = effect.kind is EffectKind.MUT and fact is not None and fact.convention is Convention.REF
    return is_passed and _is_looking(op)


def _is_looking(op: Op) -> bool:
    method = library_method(op.call)
    return method is not None and method[1] in _LOOKING
