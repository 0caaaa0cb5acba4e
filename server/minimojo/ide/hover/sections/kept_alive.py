"""Who keeps it alive: pointers, references and closures that refer to it."""

from __future__ import annotations

from minimojo.ide.cursor import Subject, ValueSubject
from minimojo.ide.hover.section import Order, Section
from minimojo.types import embedded_origins
from minimojo.types.model import LocalRoot


def render(subject: Subject) -> str | None:
    if not isinstance(subject, ValueSubject):
        return None
    root = LocalRoot(subject.local.id)
    keepers = [
        f"`{local.name}`"
        for local in subject.cx.body.locals
        if local.id != subject.local.id
        and local.name.isidentifier()
        and any(path.root == root for origin in embedded_origins(local.type) for path in origin.paths)
    ]
    if not keepers:
        return None
    return f"**Kept alive by:** {', '.join(dict.fromkeys(keepers))}, which refer to it."


SECTION = Section(Order.KEPT_ALIVE, render)
