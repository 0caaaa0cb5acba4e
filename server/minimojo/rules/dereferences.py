"""Where does a function read or write through pointers and views, or hand them to somebody who does?

p[], p.unsafe_load(), span[0], print(text)    the memory is accessed
show(p)                                       by a function of this file
p == q, len(span), p + 1                      no access
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.mir.body import ArgumentFact, CallFact, EffectKind, Exit, LocalKind, Op, Place, Terminator
from minimojo.ownership.model import OpRef
from minimojo.rules.advice import library_method
from minimojo.rules.pointing import is_pointer, is_view
from minimojo.rules.rule import Evidence
from minimojo.text import Span

_ELEMENT = (
    "__getitem__ load unsafe_load store unsafe_store strided_load unsafe_strided_load strided_store "
    "unsafe_strided_store gather unsafe_gather scatter unsafe_scatter take_pointee unsafe_take_pointee "
    "unsafe_deinit_pointee unsafe_deinit_pointee_with unsafe_write_move_from swap_pointees"
)
_ACCESSES = frozenset(_ELEMENT.split())
"""Methods of pointers for which there has to be a value. Storing a first one is no use of another."""

_HARMLESS = frozenset(
    ("__init__", "len", "__len__", "__bool__", "byte_length", "unsafe_ptr", "as_imm", "copy")
)
"""Functions and methods that look at no element of a view."""


class Use(Struct, frozen=True):
    """A use of the pointer or view that stands at `span`, in the variable `place` if that is known.

    `ref` is the operation, `at` where it stands; for a `return` that of the value.
    """

    ref: OpRef
    at: Span
    span: Span
    place: Place | None
    is_return: bool = False


def uses(cx: Evidence) -> Iterator[Use]:
    """In program order, except that what is returned comes last."""
    for ref, op in cx.operations:
        if op.call is not None:
            for fact in op.call.arguments:
                if _is_use(cx, op.call, fact):
                    yield Use(ref, op.at, fact.span, fact.place)
    yield from _returned(cx)


def _is_use(cx: Evidence, call: CallFact, fact: ArgumentFact) -> bool:
    callee, method = call.callee, library_method(call)
    if callee is None:
        return False
    if is_view(fact):
        return callee.name not in _HARMLESS or (method is None and callee.owner is not None)
    if not is_pointer(fact):
        return False
    if method is not None:
        return method[0] == "Pointer" and fact.parameter == "self" and method[1] in _ACCESSES
    is_own = cx.is_of_file(callee) and not callee.type_parameters
    return is_own or callee.name == "external_call"


def _returned(cx: Evidence) -> Iterator[Use]:
    """What is returned: stored as the result, or the last thing that is evaluated."""
    results = {it.id for it in cx.body.locals if it.kind is LocalKind.RESULT}
    for ref, op in cx.operations:
        if any(_fills(op, it) for it in results):
            yield Use(ref, op.at, op.span, None, is_return=True)
    for block in cx.body.blocks:
        last = block.ops[-1] if block.ops else None
        if last is not None and _is_value_of(cx, last, block.terminator):
            ref = OpRef(block.id, len(block.ops))
            yield Use(ref, last.at, last.span, None, is_return=True)


def _is_value_of(cx: Evidence, op: Op, end: Terminator) -> bool:
    """Whether an operation evaluates what a block returns: it stands right behind the `return`."""
    if not isinstance(end, Exit) or end.implicit or end.at.end > op.span.start:
        return False
    return not cx.text(Span(end.at.end, op.span.start)).strip()


def _fills(op: Op, local: int) -> bool:
    return any(it.kind is EffectKind.DEF and it.access == Place(local=local) for it in op.effects)
