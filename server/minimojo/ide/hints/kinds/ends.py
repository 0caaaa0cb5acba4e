"""`print(pet) ⟨pet ends⟩`: where a value is destroyed, at the end of the line."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.callables import names_of, shown_type
from minimojo.ide.cursor import type_of
from minimojo.ide.hints.model import Hint, HintKind, Where
from minimojo.mir.body import Local, LocalKind
from minimojo.ownership.model import ENTRY, Death
from minimojo.rules.rule import Evidence
from minimojo.types import is_trivial
from minimojo.types.model import Answer, Type

_OWNERS = (LocalKind.VARIABLE, LocalKind.ARGUMENT, LocalKind.CLOSURE)


def find(cx: Evidence) -> Iterator[Hint]:
    locals_ = {it.id: it for it in cx.body.locals}
    local_name = names_of(cx.body)
    for death in cx.lifetimes.deaths:
        local, path = locals_[death.place.local], death.place.path
        type_ = type_of(cx, local, path)
        at = _place(death, cx)
        if at is not None and _is_worth_it(local, type_, cx):
            name = ".".join((local.name, *path))
            shown = shown_type(type_, cx.scope, local_name)
            told = f"`{name}` of type `{shown}` is destroyed here, {_reason(death)}"
            yield Hint(at, f"{name} ends", told, Where.LINE_END)


def _reason(death: Death) -> str:
    if death.op == ENTRY:
        return "since nothing uses the value that it comes with"
    return "behind its last use" if death.edge is None else "since nothing on this path uses it"


def _is_worth_it(local: Local, type_: Type, cx: Evidence) -> bool:
    is_owner = local.kind in _OWNERS and local.name.isidentifier()
    return is_owner and is_trivial(type_, cx.scope) is Answer.NO


def _place(death: Death, cx: Evidence) -> int | None:
    """What stands on the line where a value ends: its last use, or the arm that does without it."""
    if death.op == ENTRY:
        return cx.body.name_span.start
    if death.edge is not None:
        block = cx.body.blocks[death.edge]
        first = next((op.at for op in block.ops), None)
        return None if first is None or not block.scopes else first.start
    op = cx.operation(death.op)
    return None if op is None else op.span.end


KIND = HintKind("ends", "where a value is destroyed", find)
