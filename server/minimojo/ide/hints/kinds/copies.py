"""`take(pet ⟨copied⟩)`: copies that nobody wrote. Those that the compiler turns into moves are none (R3.2)."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.callables import names_of, shown_type
from minimojo.ide.hints.model import Hint, HintKind
from minimojo.mir.body import OpKind, Place
from minimojo.rules.copying import Copy, copies
from minimojo.rules.places import operand
from minimojo.rules.rule import Evidence


def find(cx: Evidence) -> Iterator[Hint]:
    for it in copies(cx):
        if it.op.kind is OpKind.COPY:
            span = operand(cx, it.op, it.copied.at)
            yield Hint(span.end, "copied", f"a copy{_of_what(cx, it)} is made here")


def _of_what(cx: Evidence, copy: Copy) -> str:
    access = copy.copied.access
    if not isinstance(access, Place) or access.path:
        return ""
    shown = shown_type(cx.body.locals[access.local].type, cx.scope, names_of(cx.body))
    return f" of this `{shown}`"


KIND = HintKind("copies", "where a value is copied implicitly", find)
