"""Which operations add, remove or move the elements of a collection, so that no iterator over it is good?

values.append(x)     yes: the elements may move to other memory
values[0] = x        no: the place is there already
d["new"] = x         maybe: an entry that was there keeps its place
q.append(x)          no, for a deque: its iterators count, and find the new element
"""

from __future__ import annotations

import re

from minimojo.hir.model import Convention
from minimojo.mir.body import ArgumentFact, CallFact, Op
from minimojo.rules.advice import library_method
from minimojo.rules.elsewhere import ChangedInside
from minimojo.rules.iterating import Subject, calls, subject_of
from minimojo.rules.rule import Evidence
from minimojo.types.model import StructType

_LIST = "append clear extend insert pop reserve resize shrink unsafe_take_allocation __iadd__ __imul__"
_DICT = "clear clear_with pop popitem take_items update __ior__"
_SET = (
    "add clear clear_with difference_update discard insert intersection_update pop remove "
    "symmetric_difference_update update __iand__ __ior__ __isub__ __ixor__"
)
_DEQUE = "appendleft clear extendleft insert pop popleft remove __imul__"
_STRING = "append reserve reserve_bytes resize write write_string __iadd__"

_METHODS = {
    "List": frozenset(_LIST.split()),
    "Dict": frozenset(_DICT.split()),
    "Set": frozenset(_SET.split()),
    "Deque": frozenset(_DEQUE.split()),
    "String": frozenset(_STRING.split()),
    "StringDict": frozenset(("pop", "popitem")),
    "Counter": frozenset(("clear", "pop", "popitem")),
    "LinkedList": frozenset(("clear",)),
}
_KEYED = {
    "Dict": frozenset(("insert", "setdefault", "__setitem__")),
    "StringDict": frozenset(("insert", "__setitem__")),
    "Counter": frozenset(("__setitem__",)),
}
_LITERAL = re.compile(r"""-?[\d_]+|"[^"\\]*"|'[^'\\]*'""")


def restructured(cx: Evidence, op: Op) -> Subject | None:
    """The collection of the standard library that a method changes, or may change, in that way."""
    method, call = library_method(op.call), op.call
    if method is None or call is None or not call.arguments:
        return None
    owner, name = method
    return subject_of(cx, call.arguments[0]) if name in _METHODS.get(owner, ()) or may_add(call) else None


def changed_inside(cx: Evidence, op: Op, subject: Subject) -> ChangedInside | None:
    """That a call hands a collection, or what it is a part of, to a function of the file which may change it."""
    callee = None if op.call is None else op.call.callee
    type_, place = subject.type, subject.place
    if op.call is None or callee is None or place is None or not cx.is_of_file(callee):
        return None
    if not isinstance(type_, StructType) or not type_.decl.module.startswith("std."):
        return None
    methods = _METHODS.get(type_.decl.name)
    for fact in op.call.arguments:
        given = fact.place if fact.convention is Convention.MUT else None
        if methods and given is not None and given.local == place.local:
            path = place.path[len(given.path) :]
            if (*given.path, *path) == place.path:
                return ChangedInside(callee.name, ".".join((fact.parameter, *path)), methods)
    return None


def may_add(call: CallFact) -> bool:
    """Whether a call adds an entry if there is none of that key yet."""
    method = library_method(call)
    return method is not None and method[1] in _KEYED.get(method[0], ())


def is_new_key(cx: Evidence, call: CallFact) -> bool:
    """Whether the key of an entry is written out or added up where it is used, and mentioned nowhere else in
    the function: an entry of a key that has a name, or is mentioned twice, may be there already."""
    key = next((it for it in call.arguments if it.parameter in ("key", "value")), None)
    if key is None:
        return False
    text = cx.text(key.span)
    is_made_here = _LITERAL.fullmatch(text) is not None or ("+" in text and _is_sum(cx, key))
    return is_made_here and cx.source.count(text.encode()) == 1


def _is_sum(cx: Evidence, key: ArgumentFact) -> bool:
    return any(op.span == key.span and calls(op, "__add__") for _, op in cx.operations)
