"""`names.append("x") ⟨first no longer valid⟩`: which references a call makes useless."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.hints.model import Hint, HintKind, Where
from minimojo.mir.body import EffectKind, LocalKind
from minimojo.ownership.model import OpRef
from minimojo.ownership.validity import invalidations_before
from minimojo.rules.rule import Evidence

_KINDS = (LocalKind.VARIABLE, LocalKind.REFERENCE, LocalKind.BOUND)


def find(cx: Evidence) -> Iterator[Hint]:
    interiors = cx.lifetimes.solved.interiors
    if interiors is None:
        return
    holders = [it for it in cx.body.locals if it.id in interiors.held and it.kind in _KINDS]
    named = [it for it in holders if it.name.isidentifier()]
    for ref, op in cx.operations if named else ():
        if op.call is None or not any(it.kind in (EffectKind.MUT, EffectKind.DEF) for it in op.effects):
            continue
        behind = OpRef(ref.block, ref.index + 1)
        gone = [
            local.name
            for local in named
            if any(ref in it.by for it in invalidations_before(cx.lifetimes, local.id, behind))
        ]
        if gone:
            listed = ", ".join(dict.fromkeys(gone))
            told = f"this call may change what {listed} refers into: a later use is an error"
            yield Hint(op.span.end, f"invalidates {listed}", told, Where.LINE_END)


KIND = HintKind("invalidations", "which references a call makes useless", find)
