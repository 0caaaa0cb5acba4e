"""Puts the sections of a hover together."""

from __future__ import annotations

import re

from msgspec import Struct

from minimojo.ide.cursor import subject_at
from minimojo.ide.hover.section import all_sections
from minimojo.text import Span
from minimojo.workspace.model import FileAnalysis


class Hover(Struct, frozen=True):
    """What is told about the range `span` of the file."""

    span: Span
    markdown: str

    @property
    def plain(self) -> str:
        """The same without the marks of Markdown."""
        without_fences = re.sub(r"^```.*\n?", "", self.markdown, flags=re.MULTILINE)
        return without_fences.replace("`", "").replace("**", "")


def hover(analysis: FileAnalysis, offset: int) -> Hover | None:
    """What there is to tell about a byte of the file."""
    subject = subject_at(analysis, offset)
    if subject is None:
        return None
    parts = [text for section in all_sections() if (text := section.render(subject))]
    if not parts:
        return None
    start = analysis.module.starts.get(subject.cx.body.unit_key, 0)
    return Hover(subject.span.shifted(start), "\n\n".join(parts))
