"""Where does a finding stand: which text on the compiler's line is it about?"""

from __future__ import annotations

import re
from itertools import takewhile

from minimojo.mir.body import Op
from minimojo.rules.rule import Evidence
from minimojo.text import Span, line_start
from minimojo.types.model import FieldStep, OriginPath


def value_span(cx: Evidence, op: Op | None, at: Span, name: str) -> Span:
    """Where a value that an operation needs is named: `s` in `s.size` and in `s^`, `p.x` in `p.x.y`.

    `at` is where the operation uses it. The whole operand where it does not begin with that name, the
    token of the operation where there is no operand.
    """
    span = operand(cx, op, at)
    words = rb"[\s\\]*\.[\s\\]*".join(re.escape(word.encode()) for word in name.split("."))
    found = re.match(rb"%s(?!\w)" % words, cx.source[span.start : span.end])
    return Span(span.start, span.start + found.end()) if found else span


def operand(cx: Evidence, op: Op | None, at: Span) -> Span:
    """The expression that an effect is about, for the token at which the compiler reports it: `box.item`
    for its `.`, and `s` for the `^` of `s^`. The token itself where no expression is known.
    """
    if op is None:
        return at
    facts = (op.argument_of(effect) for effect in op.effects if effect.at == at)
    found = [fact.span for fact in facts if fact is not None]
    if op.at == at:
        found.append(op.span)
    around = (span for span in found if span.start <= at.start and at.end <= span.end)
    return _without_caret(cx, min(around, key=lambda span: span.end - span.start, default=at))


def name_on_line(cx: Evidence, name: str, at: Span) -> Span | None:
    """The identifier that begins `name` on the line of `at`: the one at `at`, else the nearest one.

    None for nameless values, and when the line does not mention the name.
    """
    root = name.partition(".")[0]
    if not root.isidentifier():
        return None
    start = line_start(cx.source, at.start)
    found_end = cx.source.find(b"\n", at.start)
    end = len(cx.source) if found_end < 0 else found_end
    line = _without_comment(cx.source[start:end])
    found = [
        Span(start + match.start(), start + match.end())
        for match in re.finditer(rb"(?<![\w.])%s(?!\w)" % re.escape(root.encode()), line)
    ]
    return min(found, key=lambda span: abs(span.start - at.start), default=None)


def owner_path(path: OriginPath) -> OriginPath:
    """The variable or field that owns the memory: `self.rows` for an element of an element of it."""
    return OriginPath(path.root, tuple(takewhile(lambda step: isinstance(step, FieldStep), path.steps)))


def _without_caret(cx: Evidence, span: Span) -> Span:
    text = cx.source[span.start : span.end]
    if len(text) < 2 or not text.endswith(b"^"):
        return span
    return Span(span.start, span.start + len(text[:-1].rstrip(b" \t\r\n\\")))


def _without_comment(line: bytes) -> bytes:
    """A line up to its comment. A `#` in a string cuts too early, which loses a nicer range only."""
    return line.partition(b"#")[0]
