"""`ref first ⟨keeps names⟩ = names[0]`: what a reference, a view or a pointer keeps alive."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.hints.model import Hint, HintKind
from minimojo.mir.body import Local, LocalKind
from minimojo.rules.rule import Evidence
from minimojo.types import embedded_origins
from minimojo.types.model import LocalRoot

_KINDS = (LocalKind.VARIABLE, LocalKind.REFERENCE)


def find(cx: Evidence) -> Iterator[Hint]:
    names = {it.id: it.name for it in cx.body.locals if it.name.isidentifier()}
    for local in cx.body.locals:
        if local.kind in _KINDS and cx.text(local.declared_at) == local.name:
            kept = dict.fromkeys(_kept(local, names))
            if kept:
                listed = ", ".join(kept)
                owners = " and ".join(f"`{it}`" for it in kept)
                verb = "is" if len(kept) == 1 else "are"
                told = f"as long as `{local.name}` is used, {owners} {verb} not destroyed"
                yield Hint(local.declared_at.end, f"keeps {listed}", told)


def _kept(local: Local, names: dict[int, str]) -> Iterator[str]:
    bound = () if local.refers_to is None else (local.refers_to,)
    for origin in (*bound, *embedded_origins(local.type)):
        for path in origin.paths:
            if isinstance(path.root, LocalRoot) and path.root.local in names and path.root.local != local.id:
                yield names[path.root.local]


KIND = HintKind("references", "what a reference, a view or a pointer keeps alive", find)
