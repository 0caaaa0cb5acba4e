"""What a call does with each of its arguments."""

from __future__ import annotations

from minimojo.hir.model import Convention
from minimojo.ide.cursor import CallSubject, Subject
from minimojo.ide.hover.section import Order, Section
from minimojo.mir.body import ArgumentFact
from minimojo.rules.rule import Evidence


def render(subject: Subject) -> str | None:
    if not isinstance(subject, CallSubject):
        return None
    lines = [f"- {_told(subject.cx, fact)}" for fact in subject.call.arguments if fact.parameter]
    return "\n".join(lines) or None


def _told(cx: Evidence, fact: ArgumentFact) -> str:
    text = cx.text(fact.span)
    shown = f"`{text}`" if text and len(text) <= 40 and "\n" not in text else "the argument"
    return f"{shown} is {_passed(fact)} `{fact.parameter}`"


def _passed(fact: ArgumentFact) -> str:
    if fact.transferred:
        return "transferred into"
    match fact.convention:
        case Convention.IMM:
            return "borrowed for"
        case Convention.MUT:
            return "borrowed mutably for"
        case Convention.REF:
            return "borrowed as `ref` for"
        case Convention.VAR | Convention.DEINIT:
            return "given to"
        case Convention.OUT:
            return "set by"


SECTION = Section(Order.ARGUMENTS, render)
