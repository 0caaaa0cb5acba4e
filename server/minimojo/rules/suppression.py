"""Findings that a comment asks to leave out: `# minimojo: ignore[code, ...]`, or all with `# minimojo: ignore`.

A comment behind code is about findings that start on its line; one that has a line to itself is about the
next line of code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from minimojo.hir.problems import DeclarationProblem, Group, Problem
from minimojo.rules.model import Finding
from minimojo.rules.selection import closest
from minimojo.text import LineIndex, Span, TextEdit

_COMMENT = re.compile(rb"#[ \t]*minimojo:[ \t]*ignore(?:[ \t]*\[(?P<codes>[^\]\r\n]*)\])?(?![\w\[-])[^\r\n]*")
_CODE = re.compile(rb"[^\s,]+")

ITSELF = "unused-suppression"
"""The code of a comment that has nothing to do."""


class Suppression(Struct, frozen=True):
    """A comment: `line` is the line it is about, `codes` are those it names with their places, None for all."""

    span: Span
    line: int
    codes: tuple[tuple[str, Span], ...] | None
    removal: Span
    """The comment with the blanks before it, and with its line if nothing else is there."""

    def covers(self, code: str) -> bool:
        return self.codes is None or any(code == it for it, _ in self.codes)


def suppressions(text: bytes, lines: LineIndex, is_comment: Callable[[int], bool]) -> tuple[Suppression, ...]:
    """The comments of a file that ask to leave out findings."""
    if b"minimojo:" not in text:
        return ()
    found = (it for it in _COMMENT.finditer(text) if is_comment(it.start()))
    return tuple(_suppression(it, text, lines) for it in found)


def _suppression(found: re.Match[bytes], text: bytes, lines: LineIndex) -> Suppression:
    line = lines.line_of(found.start())
    if not text[lines.line_span(line).start : found.start()].strip():
        line = _next_line_of_code(text, lines, line)
    codes = None
    if found["codes"] is not None:
        start = found.start("codes")
        codes = tuple(
            (it[0].decode("utf-8", "replace"), Span(it.start() + start, it.end() + start))
            for it in _CODE.finditer(found["codes"])
        )
    span = Span(found.start(), found.end())
    return Suppression(span, line, codes, _removal(span, text, lines))


def _removal(comment: Span, text: bytes, lines: LineIndex) -> Span:
    line = lines.line_of(comment.start)
    start = lines.line_span(line).start
    before = text[start : comment.start].rstrip(b" \t")
    if not before and line + 1 < lines.line_count:
        return Span(start, lines.line_span(line + 1).start)
    return Span(start + len(before), comment.end)


def _removal_of_code(comment: Suppression, span: Span) -> Span:
    """A code of a comment that has others, with the comma that parts it from the one before or behind it."""
    places = [it for _, it in comment.codes or ()]
    at = places.index(span)
    return Span(places[at - 1].end, span.end) if at else Span(span.start, places[1].start)


def _next_line_of_code(text: bytes, lines: LineIndex, line: int) -> int:
    for following in range(line + 1, lines.line_count):
        span = lines.line_span(following)
        content = text[span.start : span.end].strip()
        if content and not content.startswith(b"#"):
            return following
    return line


def left(
    findings: Sequence[Finding], at: Callable[[Finding], int], comments: Sequence[Suppression]
) -> tuple[list[Finding], tuple[DeclarationProblem, ...]]:
    """The findings that no comment asks to leave out, and the comments (or codes of them) that concern none.

    `at` is the line that a finding starts on.
    """
    kept: list[Finding] = []
    used = set[tuple[Suppression, str]]()
    for finding in findings:
        about = [it for it in comments if it.line == at(finding) and it.covers(finding.code)]
        used.update((it, finding.code) for it in about)
        if not about:
            kept.append(finding)
    return kept, tuple(it for comment in comments for it in _useless(comment, used))


def _useless(comment: Suppression, used: set[tuple[Suppression, str]]) -> Iterator[DeclarationProblem]:
    if comment.covers(ITSELF) and comment.codes is not None:
        return
    mine = {code for it, code in used if it is comment}
    if not mine:
        message = _nothing(comment.codes or ())
        yield _problem(Problem.USELESS_COMMENT, comment.span, message, comment.removal)
        return
    for code, span in comment.codes or ():
        if code not in mine:
            message = f"there is no `{code}` to ignore here"
            yield _problem(Problem.USELESS_CODE, span, message, _removal_of_code(comment, span))


def _nothing(codes: tuple[tuple[str, Span], ...]) -> str:
    """What is wrong with a comment that leaves out nothing."""
    from minimojo.rules.registry import find_rule  # It loads the rules, which load this.

    unknown = next((code for code, _ in codes if find_rule(code) is None), None)
    if unknown is None:
        return "there is nothing to ignore here"
    close = closest(unknown)
    return f"there is no rule `{unknown}`" + (f"; is `{close}` meant?" if close else "")


def _problem(kind: Problem, span: Span, message: str, removal: Span) -> DeclarationProblem:
    return DeclarationProblem(
        kind=kind,
        group=Group.SUPPRESSION,
        span=span,
        message=message,
        warning=True,
        edits=(TextEdit(removal, ""),),
    )


def ignoring(code: str, span: Span, lines: LineIndex, comments: Sequence[Suppression]) -> TextEdit:
    """The edit that makes a comment leave out what starts at `span`."""
    line = lines.line_of(span.start)
    mine = next((it for it in comments if it.line == line and it.codes), None)
    if mine is not None and mine.codes:
        end = mine.codes[-1][1].end
        return TextEdit(Span(end, end), f", {code}")
    end = lines.line_span(line).end
    return TextEdit(Span(end, end), f"  # minimojo: ignore[{code}]")
