"""What does a place in the source stand for? Asked of the graph, whose operations know where their
operands are written.

    take(s^)      on `s` or `^`: the variable s, at the operations that stand there
    take(s^)      on `take` or `(`: the call
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from minimojo.mir.body import CallFact, Effect, Local, Op, Place
from minimojo.ownership.model import OpRef
from minimojo.rules.rule import Evidence
from minimojo.text import Span
from minimojo.workspace.model import FileAnalysis


@dataclass(frozen=True, slots=True)
class Touch:
    """An operation that does something to the value under the cursor."""

    ref: OpRef
    op: Op
    effect: Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSubject:
    """A variable, argument or field of one; `span` is where it is written, in its function.

    `touches` are in program order; there are none at a declaration or where it is only mentioned.
    """

    analysis: FileAnalysis
    cx: Evidence
    span: Span
    local: Local
    path: tuple[str, ...] = ()
    touches: tuple[Touch, ...] = ()

    @property
    def name(self) -> str:
        return ".".join((self.local.name, *self.path))


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSubject:
    """A call; `span` is the callee's name, or the bracket."""

    analysis: FileAnalysis
    cx: Evidence
    span: Span
    ref: OpRef
    call: CallFact


Subject = ValueSubject | CallSubject


def subject_at(analysis: FileAnalysis, offset: int) -> Subject | None:
    """The most specific thing at a byte of the file."""
    unit = analysis.unit_at(offset)
    result = None if unit is None else analysis.results.get(unit.key)
    if unit is None or result is None:
        return None
    at = offset - unit.start
    found: list[Subject] = []
    for body in result.bodies:
        found += _values(analysis, body.evidence, at)
        found += _declarations(analysis, body.evidence, at)
        found += _calls(analysis, body.evidence, at)
    return min(found, key=lambda it: (it.span.end - it.span.start, _is_bare(it)), default=None)


def line_of(subject: Subject, span: Span) -> int:
    """The line of a place in the subject's function, counted from 1 in the file."""
    start = subject.analysis.module.starts.get(subject.cx.body.unit_key, 0)
    return subject.analysis.lines.line_of(start + span.start) + 1


def operations(cx: Evidence) -> Iterator[tuple[OpRef, Op]]:
    """All operations of a function in program order."""
    for block in cx.body.blocks:
        for index, op in enumerate(block.ops):
            yield OpRef(block.id, index), op


def _is_bare(subject: Subject) -> bool:
    """Whether nothing happens to the subject here: such a one is second best."""
    return isinstance(subject, ValueSubject) and not subject.touches


def _values(analysis: FileAnalysis, cx: Evidence, at: int) -> Iterator[ValueSubject]:
    """The operands that are written at `at`, each with everything that happens to it there."""
    locals_ = {local.id: local for local in cx.body.locals}
    touches: dict[tuple[Span, Place], list[Touch]] = {}
    for ref, op in operations(cx):
        for effect in op.effects:
            place = effect.access
            if isinstance(place, Place) and place.local in locals_ and _is_at(cx, effect.at, at):
                touches.setdefault((effect.at, place), []).append(Touch(ref, op, effect))
    for (span, place), found in touches.items():
        local = locals_[place.local]
        if local.name.isidentifier() and _names(cx, span, local.name):
            yield ValueSubject(
                analysis=analysis, cx=cx, span=span, local=local, path=place.path, touches=tuple(found)
            )


def _is_at(cx: Evidence, span: Span, at: int) -> bool:
    """Whether the cursor is on an operand, or on the `^` behind it."""
    return span.touches(at) or (at == span.end + 1 and cx.source[span.end : at] == b"^")


def _names(cx: Evidence, span: Span, name: str) -> bool:
    """Whether the text of an operand begins with the variable's name (and is not, say, a bracket)."""
    text = cx.text(span)
    return text.startswith(name) and not text[len(name) : len(name) + 1].isidentifier()


def _declarations(analysis: FileAnalysis, cx: Evidence, at: int) -> Iterator[ValueSubject]:
    for local in cx.body.locals:
        if local.declared_at.touches(at) and cx.text(local.declared_at) == local.name:
            first = tuple(
                Touch(ref, op, effect)
                for ref, op in operations(cx)
                for effect in op.effects
                if effect.at == local.declared_at and effect.access == Place(local=local.id)
            )
            yield ValueSubject(analysis=analysis, cx=cx, span=local.declared_at, local=local, touches=first)


def _calls(analysis: FileAnalysis, cx: Evidence, at: int) -> Iterator[CallSubject]:
    for ref, op in operations(cx):
        if op.call is None:
            continue
        name = callee_span(cx, op.call)
        for span in (name, op.call.at):
            if span is not None and span.touches(at):
                yield CallSubject(analysis=analysis, cx=cx, span=span, ref=ref, call=op.call)
                break


def callee_span(cx: Evidence, call: CallFact) -> Span | None:
    """Where the name of a callee is written: the identifier directly before the bracket of the call."""
    if call.callee is None or cx.source[call.at.start : call.at.start + 1] not in (b"(", b"["):
        return None
    end = len(cx.source[: call.at.start].rstrip())
    start = end
    while start > call.span.start and (
        cx.source[start - 1 : start].isalnum() or cx.source[start - 1 : start] == b"_"
    ):
        start -= 1
    return Span(start, end) if start < end else None
