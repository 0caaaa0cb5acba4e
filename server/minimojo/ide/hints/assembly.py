"""The hints of a part of a file."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct

from minimojo.hir.model import Unit
from minimojo.ide.hints.model import Hint, Where, all_kinds
from minimojo.text import Span
from minimojo.workspace.model import FileAnalysis, UnitResult


class PlacedHint(Struct, frozen=True, order=True):
    """A hint at a byte of a file."""

    at: int
    label: str
    told: str
    where: str
    is_type: bool


def hints(
    analysis: FileAnalysis, results: dict[str, UnitResult], span: Span, kinds: Collection[str]
) -> list[PlacedHint]:
    """The hints of some kinds in a range of a file, in order; `results` are those of the functions there."""
    found = set[PlacedHint]()
    for unit in analysis.module.units:
        result = results.get(unit.key)
        if result is not None:
            found.update(it for it in _of_unit(analysis, unit, result, kinds) if span.touches(it.at))
    return sorted(found)


def _of_unit(
    analysis: FileAnalysis, unit: Unit, result: UnitResult, kinds: Collection[str]
) -> Iterator[PlacedHint]:
    for body in result.bodies:
        for kind in all_kinds():
            if kind.name in kinds:
                for hint in kind.find(body.evidence):
                    yield _placed(analysis, unit.start, hint)


def _placed(analysis: FileAnalysis, start: int, hint: Hint) -> PlacedHint:
    at = hint.at + start
    if hint.where is Where.LINE_END:
        at = analysis.lines.line_span(analysis.lines.line_of(at)).end
    return PlacedHint(at, hint.label, hint.told, hint.where.value, hint.is_type)
