"""Who keeps it alive: pointers, references and closures that refer to it."""

from __future__ import annotations

from minimojo.ide.cursor import Subject, ValueSubject
from minimojo.ide.hover.section import Order, Section
from minimojo.mir.body import Local
from minimojo.types import embedded_origins
from minimojo.types.model import LocalRoot, Origin


def render(subject: Subject) -> str | None:
    if not isinstance(subject, ValueSubject):
        return None
    root = LocalRoot(subject.local.id)
    names = dict.fromkeys(
        f"`{local.name}`"
        for local in subject.cx.body.locals
        if local.id != subject.local.id
        and local.name.isidentifier()
        and any(path.root == root for origin in _held(local) for path in origin.paths)
    )
    if not names:
        return None
    return f"**Kept alive by:** {', '.join(names)}, which {'refers' if len(names) == 1 else 'refer'} to it."


def _held(local: Local) -> tuple[Origin, ...]:
    """What a variable refers to: the origins inside its type, and what a reference is bound to."""
    bound = () if local.refers_to is None else (local.refers_to,)
    return *embedded_origins(local.type), *bound


SECTION = Section(Order.KEPT_ALIVE, render)
