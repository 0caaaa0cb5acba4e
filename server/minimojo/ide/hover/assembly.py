"""Puts the sections of a hover together."""

from __future__ import annotations

import re

from msgspec import Struct

from minimojo.ide.cursor import NameSubject, subject_at
from minimojo.ide.hover.section import all_sections
from minimojo.ide.hover.words import word
from minimojo.text import Span
from minimojo.workspace.atlas import Atlas


class Hover(Struct, frozen=True):
    """What is told about the range `span` of the file."""

    span: Span
    markdown: str

    @property
    def plain(self) -> str:
        """The same without the marks of Markdown."""
        without_fences = re.sub(r"^```.*\n?", "", self.markdown, flags=re.MULTILINE)
        return without_fences.replace("`", "").replace("**", "")


def hover(atlas: Atlas, path: str, offset: int) -> Hover | None:
    """What there is to tell about a byte of a file."""
    subject = subject_at(atlas, path, offset)
    if subject is None or (isinstance(subject, NameSubject) and subject.span.end == offset):
        told = word(atlas.workspace.document(path), offset)
        if subject is None or told is not None:
            return None if told is None else Hover(*told)
    parts = [text for section in all_sections() if (text := section.render(subject))]
    if not parts:
        return None
    text = "\n\n".join(parts)
    if isinstance(subject, NameSubject):
        return Hover(subject.span, text)
    start = subject.analysis.module.starts.get(subject.cx.body.unit_key, 0)
    return Hover(subject.span.shifted(start), text)
