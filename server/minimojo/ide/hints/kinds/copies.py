"""`take(pet ⟨copied⟩)`: copies that nobody wrote."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.hints.model import Hint, HintKind
from minimojo.mir.body import EffectKind, OpKind, Place
from minimojo.rules.copying import operations
from minimojo.rules.places import operand
from minimojo.rules.rule import Evidence
from minimojo.types import is_trivial, print_type
from minimojo.types.model import Answer


def find(cx: Evidence) -> Iterator[Hint]:
    locals_ = {it.id: it for it in cx.body.locals}
    for _, op in operations(cx):
        if op.kind is not OpKind.COPY:
            continue
        for effect in op.effects:
            if effect.kind is not EffectKind.USE:
                continue
            span = operand(cx, op, effect.at)
            local = locals_.get(effect.access.local) if isinstance(effect.access, Place) else None
            if local is not None and not effect.access.path:  # type: ignore[union-attr]
                if is_trivial(local.type, cx.scope) is not Answer.NO:
                    continue
                yield Hint(span.end, "copied", f"a copy of this `{print_type(local.type)}` is made here")
            else:
                yield Hint(span.end, "copied", "a copy is made here")


KIND = HintKind("copies", "where a value is copied implicitly", find)
