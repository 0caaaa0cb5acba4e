"""That the compiler does not report what is found here yet, and what it stops at."""

from __future__ import annotations

from minimojo.ide.cursor import NameSubject, Subject
from minimojo.ide.hidden import obstacle_in
from minimojo.ide.hover.section import Order, Section
from minimojo.text import Span


def render(subject: Subject) -> str | None:
    analysis = subject.analysis
    start = 0 if isinstance(subject, NameSubject) else analysis.module.starts.get(subject.cx.body.unit_key, 0)
    shown = subject.span.shifted(start)
    found = [it for it in analysis.findings if _meet(analysis.place(it.location), shown)]
    obstacle = obstacle_in(analysis) if found else None
    hidden = [it for it in found if obstacle is not None and obstacle.hides(it)]
    if obstacle is None or not hidden:
        return None
    codes = ", ".join(dict.fromkeys(f"`{it.code}`" for it in hidden))
    line = analysis.lines.line_of(obstacle.span.start) + 1
    return f"The compiler does not report {codes} yet: it stops at the {obstacle.what} in line {line}."


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


SECTION = Section(Order.STATE, render)
