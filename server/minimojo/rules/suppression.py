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
    """The comment with the blanks before it."""

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
    start = lines.line_span(lines.line_of(found.start())).start
    before = text[start : found.start()]
    blanks = len(before) - len(before.rstrip(b" \t"))
    removal = Span(found.start() - blanks, found.end())
    return Suppression(Span(found.start(), found.end()), line, codes, removal)


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
        yield _problem(comment.span, _nothing(comment.codes or ()), (TextEdit(comment.removal, ""),))
        return
    for code, span in comment.codes or ():
        if code not in mine:
            yield _problem(span, f"there is no `{code}` to ignore here", ())


def _nothing(codes: tuple[tuple[str, Span], ...]) -> str:
    """What is wrong with a comment that leaves out nothing."""
    from minimojo.rules.registry import find_rule  # It loads the rules, which load this.

    unknown = next((code for code, _ in codes if find_rule(code) is None), None)
    if unknown is None:
        return "there is nothing to ignore here"
    close = closest(unknown)
    return f"there is no rule `{unknown}`" + (f"; is `{close}` meant?" if close else "")


def _problem(span: Span, message: str, edits: tuple[TextEdit, ...]) -> DeclarationProblem:
    return DeclarationProblem(
        kind=Problem.USELESS_COMMENT,
        group=Group.SUPPRESSION,
        span=span,
        message=message,
        warning=True,
        edits=edits,
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
