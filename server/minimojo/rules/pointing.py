"""What do pointers and views point into, as far as the function itself shows it?

Pointer(to=pet)                         into `pet`
names.unsafe_ptr(), Span(names)         into what `names` owns
p.unsafe_origin_cast[..](), p + 1       where `p` does, whatever the type tells of it
Span(unsafe_ptr=p, length=2)            where `p` does
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.hir.model import Convention
from minimojo.mir.body import ArgumentFact, EffectKind, Local, LocalId, LocalKind, Op, Place
from minimojo.ownership.model import OpRef
from minimojo.rules.advice import library_method
from minimojo.rules.places import owner_path
from minimojo.rules.rule import Evidence
from minimojo.text import Span
from minimojo.types.model import FieldStep, LocalRoot, StructType

_OWNED = (LocalKind.VARIABLE, LocalKind.TEMPORARY, LocalKind.CALL_RESULT, LocalKind.ANONYMOUS)
_POINTERS = frozenset(("Pointer", "UnsafePointer"))
_VIEWS = frozenset(("Span", "StringSpan"))

_SAME = (
    "unsafe_origin_cast unsafe_bitcast bitcast unsafe_mut_cast mut_cast as_imm as_unsafe_any_origin "
    "unsafe_address_space_cast address_space_cast unsafe_as_noalias unsafe_offset copy __add__ __sub__"
)
_HANDED_ON = frozenset(_SAME.split())
"""Methods of pointers that give a pointer to the same memory."""

_TAKEN: dict[tuple[str, str, str], bool] = {
    ("Pointer", "__init__", "to"): False,
    ("Array", "unsafe_ptr", "self"): False,
    ("Span", "__init__", "array"): False,
    ("List", "unsafe_ptr", "self"): True,
    ("OwnedPointer", "unsafe_ptr", "self"): True,
    ("String", "unsafe_ptr", "self"): True,
    ("String", "unsafe_ptr_mut", "self"): True,
    ("Span", "__init__", "list"): True,
    ("StringSpan", "__init__", "value"): True,
}
"""By type, method and parameter: what points into an argument, and whether into memory that it owns elsewhere."""

TAKING = frozenset((type_, method) for type_, method, _ in _TAKEN)
"""The methods that give pointers into what they are called with: without one of them there are none to follow."""

_DEPTH = 8


class Taking(Struct, frozen=True):
    """Where (`ref`, `span`) something comes to point into `owner`, or into memory that `owner` owns (`outside`):
    another value of the same variable is something else then."""

    ref: OpRef
    span: Span
    owner: Place
    outside: bool


class Pointing(Struct, frozen=True):
    """That an expression points into `taking.owner`. `via` are the variables that it came through, with the
    operations that filled them; `cast` is where its type stopped to tell what it points into."""

    taking: Taking
    via: tuple[tuple[LocalId, OpRef], ...] = ()
    cast: Span | None = None


class Pointers:
    """The pointers and views of one function, looked up by the expressions that give them."""

    def __init__(self, cx: Evidence) -> None:
        self._cx = cx
        self._calls: dict[Span, tuple[OpRef, Op]] = {}
        self._reads: dict[Span, LocalId] = {}
        self._fillings: dict[LocalId, list[tuple[OpRef, Op]]] = {}
        for ref, op in cx.operations:
            if op.call is not None:
                self._calls[op.span] = (ref, op)
            for effect in op.effects:
                if not isinstance(effect.access, Place) or effect.access.path:
                    continue
                if effect.kind is EffectKind.DEF:
                    self._fillings.setdefault(effect.access.local, []).append((ref, op))
                elif effect.kind is EffectKind.USE and op.call is None:
                    self._reads[op.span] = effect.access.local

    def behind(self, span: Span, place: Place | None = None, depth: int = _DEPTH) -> Iterator[Pointing]:
        """What an expression may point into. `place` is the variable it stands for, if that is known."""
        if depth == 0:
            return
        span = self._within_parentheses(span)
        local = self._reads.get(span) if place is None or place.path else place.local
        if local is not None:
            yield from self._in_variable(local, depth - 1)
            return
        ref, op = self._calls.get(span, (None, None))
        if ref is None or op is None or op.call is None:
            return
        for fact in op.call.arguments:
            taking = self._taking(ref, op, fact)
            if taking is not None:
                yield Pointing(taking)
            elif _hands_on(op, fact):
                for found in self.behind(fact.span, fact.place, depth - 1):
                    yield _cast(found, op)

    def _within_parentheses(self, span: Span) -> Span:
        source = self._cx.source
        while span not in self._calls and source[span.start : span.start + 1] == b"(":
            inner = source[span.start + 1 : span.end - 1]
            start = span.end - 1 - len(inner.lstrip())
            span = Span(start, start + len(inner.strip()))
        return span

    def other_fillings(self, pointing: Pointing) -> frozenset[OpRef]:
        """The operations that put something else into the variables through which a pointer came."""
        return frozenset(ref for local, own in pointing.via for ref, _ in self._fillings[local] if ref != own)

    def _in_variable(self, local: LocalId, depth: int) -> Iterator[Pointing]:
        if self._cx.body.locals[local].kind is not LocalKind.VARIABLE:
            return
        fillings = self._fillings.get(local, [])
        for ref, op in fillings:
            for found in self.behind(op.span, None, depth):
                near = ref.block == found.taking.ref.block and ref > found.taking.ref
                if len(fillings) == 1 or near:
                    yield Pointing(found.taking, (*found.via, (local, ref)), found.cast)

    def _taking(self, ref: OpRef, op: Op, fact: ArgumentFact) -> Taking | None:
        method = library_method(op.call)
        outside = None if method is None else _TAKEN.get((*method, fact.parameter))
        owner = None if outside is None else _owner(fact)
        if outside is None or owner is None or not _is_owned(self._cx.body.locals[owner.local]):
            return None
        return Taking(ref, op.span, owner, outside or fact.place is None)


def is_pointer(fact: ArgumentFact) -> bool:
    """Whether an argument is a pointer."""
    return _type_name(fact) in _POINTERS


def is_view(fact: ArgumentFact) -> bool:
    """Whether an argument is a span of elements, or of the bytes of a string."""
    return _type_name(fact) in _VIEWS


def _type_name(fact: ArgumentFact) -> str | None:
    """The type of an argument, if it is one of the standard library."""
    type_ = fact.type
    if not isinstance(type_, StructType) or not type_.decl.module.startswith("std."):
        return None
    return type_.decl.name


def _hands_on(op: Op, fact: ArgumentFact) -> bool:
    """Whether an operation gives a pointer or view into what that argument points into."""
    method = library_method(op.call)
    if method is None:
        return False
    owner, name = method
    if fact.parameter == "self":
        return (owner in _POINTERS and name in _HANDED_ON) or (owner in _VIEWS and name == "unsafe_ptr")
    return owner in _VIEWS and name == "__init__" and fact.parameter == "unsafe_ptr"


def _cast(found: Pointing, op: Op) -> Pointing:
    """The same, if need be with the last cast that gave its type another origin."""
    is_cast = op.call is not None and op.call.callee is not None and "origin" in op.call.callee.name
    return Pointing(found.taking, found.via, op.span) if is_cast else found


def _owner(fact: ArgumentFact) -> Place | None:
    """The variable or field that is passed, or that owns what is: `names` for `names[0]`."""
    if fact.place is not None:
        return fact.place
    path = fact.own.paths[0] if fact.own is not None and len(fact.own.paths) == 1 else None
    if path is None or not isinstance(path.root, LocalRoot):
        return None
    fields = tuple(step.name for step in owner_path(path).steps if isinstance(step, FieldStep))
    # Without memory of its own behind them, this may be anything in the variable.
    return Place(local=path.root.local, path=fields) if len(fields) < len(path.steps) else None


def _is_owned(local: Local) -> bool:
    return local.kind in _OWNED or (local.kind is LocalKind.ARGUMENT and local.convention is Convention.VAR)
