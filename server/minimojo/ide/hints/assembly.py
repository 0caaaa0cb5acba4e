"""The hints of a part of a file."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct

from minimojo.hir.model import Unit
from minimojo.ide.hints.model import Hint, Where, all_kinds
from minimojo.text import Span
from minimojo.workspace.model import FileAnalysis


class PlacedHint(Struct, frozen=True, order=True):
    """A hint at a byte of a file."""

    at: int
    label: str
    told: str
    where: str
    is_type: bool


def hints(analysis: FileAnalysis, span: Span, kinds: Collection[str]) -> list[PlacedHint]:
    """The hints of some kinds in a range of a file, in order, as far as the functions there are known."""
    found = set[PlacedHint]()
    for unit in analysis.module.units:
        if unit.start <= span.end and span.start <= unit.start + len(unit.source):
            found.update(it for it in _of_unit(analysis, unit, kinds) if span.touches(it.at))
    return sorted(found)


def _of_unit(analysis: FileAnalysis, unit: Unit, kinds: Collection[str]) -> Iterator[PlacedHint]:
    for cx in analysis.evidence(unit.key):
        for kind in all_kinds():
            if kind.name in kinds:
                for hint in kind.find(cx):
                    yield _placed(analysis, unit.start, hint)


def _placed(analysis: FileAnalysis, start: int, hint: Hint) -> PlacedHint:
    at = hint.at + start
    if hint.where is Where.LINE_END:
        at = analysis.lines.line_span(analysis.lines.line_of(at)).end
    return PlacedHint(at, hint.label, hint.told, hint.where.value, hint.is_type)
