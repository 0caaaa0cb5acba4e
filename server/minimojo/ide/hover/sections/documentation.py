"""What its author wrote about it."""

from __future__ import annotations

from minimojo.ide.cursor import Subject
from minimojo.ide.hover.section import Order, Section

_LONGEST = 2000
"""Characters that are shown."""


def render(subject: Subject) -> str | None:
    doc = next((it.doc for it in subject.about if it.doc), "")
    if len(doc) > _LONGEST:
        doc = doc[:_LONGEST].rsplit("\n", 1)[0] + "\n…"
    return doc or None


SECTION = Section(Order.DOCUMENTATION, render)
