"""What does a place in the source stand for? Asked of the graph, whose operations know where their
operands are written.

    take(s^)      on `s` or `^`: the variable s, at the operations that stand there
    take(s^)      on `take` or `(`: the call
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from minimojo.hir.model import ComptimeDecl, FunctionDecl, TypeDecl
from minimojo.ide.mentions import Mention, mention_at
from minimojo.mir.body import CallFact, Effect, EffectKind, Local, Op, Place
from minimojo.ownership.model import OpRef
from minimojo.rules.places import operand
from minimojo.rules.rule import Evidence
from minimojo.text import Span
from minimojo.types import TypeScope, fields
from minimojo.types.model import UNKNOWN, Type, UnknownType
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.declared import Declared
from minimojo.workspace.model import Bodies, FileAnalysis
from minimojo.workspace.naming import Placed


class Touch(Struct, frozen=True):
    """An operation that does something to the value under the cursor."""

    ref: OpRef
    op: Op
    effect: Effect


class ValueSubject(Struct, frozen=True, kw_only=True):
    """A variable, argument or field of one; `span` is where it is written, in its function.

    `touches` are in program order; there are none at a declaration or where it is only mentioned.
    `moment` is the operation before which its state is asked for, if there is one.
    """

    analysis: FileAnalysis
    cx: Evidence
    span: Span
    local: Local
    path: tuple[str, ...] = ()
    touches: tuple[Touch, ...] = ()
    moment: OpRef | None = None
    about: tuple[Declared, ...] = ()

    @property
    def type(self) -> Type:
        """The type of the variable or field; unknown for a path that is not made of fields."""
        return type_of(self.cx, self.local, self.path)

    @property
    def name(self) -> str:
        return ".".join((self.local.name, *self.path))


class CallSubject(Struct, frozen=True, kw_only=True):
    """A call; `span` is the callee's name, or the bracket."""

    analysis: FileAnalysis
    cx: Evidence
    span: Span
    ref: OpRef
    call: CallFact
    about: tuple[Declared, ...] = ()


class NameSubject(Struct, frozen=True, kw_only=True):
    """A name of something that is no value of the function, or of which nothing more is known; `span` is
    a place of the file, `about` are the declarations that it may stand for. `type` is that of something which
    a function declares, as far as it is known."""

    analysis: FileAnalysis
    scope: TypeScope
    span: Span
    about: tuple[Declared, ...]
    type: Type | None = None


Subject = ValueSubject | CallSubject | NameSubject


def subject_at(atlas: Atlas, path: str, offset: int) -> Subject | None:
    """The most specific thing at a byte of the file."""
    analysis = atlas.workspace.around(path, offset)
    named = atlas.name_at(path, offset)
    about = () if named is None else tuple(filter(None, map(atlas.declared, named.symbols)))
    found = _value_or_call(analysis, offset)
    if found is not None and (named is None or _is_inside(found, named, analysis)):
        called = _called(atlas, path, found)
        if named is not None and called is not None and _is_of_another(called, about):
            return NameSubject(analysis=analysis, scope=atlas.scope(path), span=named.span, about=about)
        if called is not None:  # A type that is called is named, too.
            about = (called, *(it for it in about if isinstance(it.decl, TypeDecl | ComptimeDecl)))
        return replace(found, about=about)
    if named is None or not about:
        return found
    type_ = atlas.local_type(named.symbols[0])
    return NameSubject(analysis=analysis, scope=atlas.scope(path), span=named.span, about=about, type=type_)


def _is_of_another(called: Declared, about: tuple[Declared, ...]) -> bool:
    """Whether a name stands for functions, and the call at its place is of what one of them gives or takes."""
    return bool(about) and called not in about and all(isinstance(it.decl, FunctionDecl) for it in about)


def _called(atlas: Atlas, path: str, found: ValueSubject | CallSubject) -> Declared | None:
    """The declaration of what is called, also where no name of it is written: operators, brackets."""
    callee = found.call.callee if isinstance(found, CallSubject) else None
    if callee is None or callee.is_synthesized:
        return None
    symbol = atlas.workspace.run(path).symbols.of(callee)
    return None if symbol is None else atlas.declared(symbol)


def _is_inside(found: ValueSubject | CallSubject, named: Placed, analysis: FileAnalysis) -> bool:
    """Whether what is known about values is about the name under the cursor, not about what is around it."""
    start = analysis.module.starts.get(found.cx.body.unit_key, 0)
    shown = found.span.shifted(start)
    is_operator = isinstance(found, CallSubject) and not shown.covers(named.span)
    return not is_operator and shown.start <= named.span.end and named.span.start <= shown.end


def _value_or_call(analysis: FileAnalysis, offset: int) -> ValueSubject | CallSubject | None:
    unit = analysis.unit_at(offset)
    if unit is None or unit.key not in analysis.results:
        return None
    bodies = analysis.evidence(unit.key)
    at = offset - unit.start
    found: list[ValueSubject | CallSubject] = []
    for cx in bodies:
        found += _values(analysis, cx, at)
        found += _declarations(analysis, cx, at)
        found += _calls(analysis, cx, at)
    mention = mention_at(analysis.document, unit, at)
    if mention is not None:
        found += _mentioned(analysis, bodies, mention)
    return min(found, key=lambda it: _rank(it, at), default=None)


def type_of(cx: Evidence, local: Local, path: tuple[str, ...]) -> Type:
    type_ = local.type
    for name in path:
        type_ = dict(fields(type_, cx.scope) or ()).get(name, UNKNOWN)
    return type_


def line_of(subject: ValueSubject | CallSubject, span: Span) -> int:
    """The line of a place in the subject's function, counted from 1 in the file."""
    start = subject.analysis.module.starts.get(subject.cx.body.unit_key, 0)
    return subject.analysis.lines.line_of(start + span.start) + 1


def _rank(subject: ValueSubject | CallSubject, at: int) -> tuple[bool, int, bool]:
    """What is under the cursor comes before what ends there, what is shorter before what is around it,
    and what something happens to before what is only named."""
    is_beside = not (subject.span.start <= at < subject.span.end)
    is_bare = isinstance(subject, ValueSubject) and not subject.touches
    return is_beside, subject.span.end - subject.span.start, is_bare


def _values(analysis: FileAnalysis, cx: Evidence, at: int) -> Iterator[ValueSubject]:
    """The operands that are written at `at`, each with everything that happens to it there."""
    locals_ = {local.id: local for local in cx.body.locals}
    touches: dict[tuple[Span, Place], list[Touch]] = {}
    for ref, op in cx.operations:
        for effect in op.effects:
            place = effect.access
            if not isinstance(place, Place) or place.local not in locals_:
                continue
            span = operand(cx, op, effect.at)
            if _with_caret(cx, span).touches(at) and span != locals_[place.local].declared_at:
                touches.setdefault((span, place), []).append(Touch(ref, op, effect))
    for (span, place), found in touches.items():
        local = locals_[place.local]
        if local.name.isidentifier():
            for depth, part in enumerate(_parts(cx, span, (local.name, *place.path), at)):
                if part.touches(at):
                    yield ValueSubject(
                        analysis=analysis,
                        cx=cx,
                        span=part,
                        local=local,
                        path=place.path[:depth],
                        touches=tuple(found),
                        moment=found[0].ref,
                    )
                    break


def _with_caret(cx: Evidence, span: Span) -> Span:
    """An operand together with the `^` behind it."""
    return Span(span.start, span.end + 1) if cx.source[span.end : span.end + 1] == b"^" else span


def _parts(cx: Evidence, span: Span, names: tuple[str, ...], at: int) -> Iterator[Span]:
    """`a`, `a.b` and `a.b.c` of an operand that is written `a.b.c`, as far as it is written like that;
    of all of it with its `^` if the cursor is there."""
    end = span.start
    for name in names:
        word = re.compile(rb"[\s(]*%s(?!\w)" % re.escape(name.encode())).match(cx.source, end, span.end)
        if word is None:
            return
        end = word.end()
        part = Span(span.start, end)
        yield _with_caret(cx, part) if end == span.end and at >= end else part
        dot = re.compile(rb"\s*\.").match(cx.source, end, span.end)
        if dot is None:
            return
        end = dot.end()


def _declarations(analysis: FileAnalysis, cx: Evidence, at: int) -> Iterator[ValueSubject]:
    for local in cx.body.locals:
        if local.declared_at.touches(at) and cx.text(local.declared_at) == local.name:
            yield ValueSubject(analysis=analysis, cx=cx, span=local.declared_at, local=local)


def _mentioned(analysis: FileAnalysis, around: Bodies, mention: Mention) -> Iterator[ValueSubject]:
    """The variable or field that a name stands for, in the innermost function that has one."""
    path = mention.names[1:]
    for cx in reversed(around):
        local = mention.local(cx.body)
        if local is None:
            continue
        if mention.written == local.declared_at:
            return
        if path and isinstance(type_of(cx, local, path), UnknownType):
            return
        place = Place(local=local.id, path=path)
        there = [it for it in cx.operations if _holds(mention.statement, it[1].at)]
        set_here = (
            Touch(ref, op, effect)
            for ref, op in there
            for effect in op.effects
            if effect.kind is EffectKind.DEF and effect.access == place
        )
        yield ValueSubject(
            analysis=analysis,
            cx=cx,
            span=mention.written,
            local=local,
            path=path,
            touches=tuple(set_here),
            moment=there[0][0] if there else None,
        )
        return


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _calls(analysis: FileAnalysis, cx: Evidence, at: int) -> Iterator[CallSubject]:
    for ref, op in cx.operations:
        if op.call is None:
            continue
        name = callee_span(cx, op.call)
        for span in (name, op.call.at):
            if span is not None and span.touches(at):
                yield CallSubject(analysis=analysis, cx=cx, span=span, ref=ref, call=op.call)
                break


_ITEMS = ("__getitem__", "__getitem_param__", "__setitem__")


def callee_span(cx: Evidence, call: CallFact) -> Span | None:
    """Where the name of a callee is written: the identifier directly before the bracket of the call."""
    if call.callee is None or cx.source[call.at.start : call.at.start + 1] not in (b"(", b"["):
        return None
    if call.callee.name in _ITEMS:
        return None  # What stands before the bracket is the value whose item is meant.
    end = len(cx.source[: call.at.start].rstrip())
    start = end
    while start > call.span.start and (
        cx.source[start - 1 : start].isalnum() or cx.source[start - 1 : start] == b"_"
    ):
        start -= 1
    return Span(start, end) if start < end else None


def touches_in(analysis: FileAnalysis, unit_key: str) -> dict[Span, set[EffectKind]]:
    """What happens to variables where a function names them, by places of the file."""
    start = analysis.module.starts.get(unit_key, 0)
    found: dict[Span, set[EffectKind]] = {}
    for cx in analysis.evidence(unit_key):
        locals_ = {local.id: local for local in cx.body.locals}
        for _, op in cx.operations:
            for effect in op.effects:
                place = effect.access
                if isinstance(place, Place) and place.local in locals_ and not place.path:
                    span = operand(cx, op, effect.at)
                    name = Span(span.start, span.start + len(locals_[place.local].name.encode()))
                    found.setdefault(name.shifted(start), set()).add(effect.kind)
    return found
