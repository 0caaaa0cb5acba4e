"""What is known about a file at one moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial

from msgspec import Struct

from minimojo.hir.model import Module, Unit
from minimojo.rules.findings import declaration_findings
from minimojo.rules.model import Conditional, Finding, Location
from minimojo.rules.rule import Evidence
from minimojo.rules.suppression import Suppression, left, suppressions
from minimojo.syntax.comments import is_comment
from minimojo.syntax.document import Document
from minimojo.text import LineIndex, Span


class UnitResult(Struct, frozen=True, eq=False):
    """What the analysis of one function came to.

    `founded` are the findings of its body, then those of the functions nested in it, if there are any. When
    the analysis failed, `failure` tells how. `declared` are the findings about its declaration and
    those inside it. `usable` tells whether the function was understood to its end.

    What the findings are founded on takes a hundred times as much memory, and is worked out again for the
    few functions that somebody looks at: `FileAnalysis.evidence`.
    """

    key: str
    founded: tuple[tuple[Finding, ...], ...]
    usable: bool
    failure: str | None = None
    declared: tuple[Finding, ...] = ()

    @property
    def findings(self) -> Iterator[Finding]:
        yield from self.declared
        for found in self.founded:
            yield from found


Bodies = tuple[Evidence, ...]
"""All about a function: its body, then the functions nested in it. None when the analysis failed."""


WHOLE_FILE = ""
"""The key of locations that are relative to the file."""


class FileAnalysis(Struct, frozen=True, eq=False, kw_only=True, dict=True):
    """Everything known about one state of one file; immutable.

    `computed` are the keys of the functions that had to be analysed for it; all other results were
    still valid. `look` has a look at one function.
    """

    path: str
    document: Document
    module: Module
    declarations: tuple[Finding, ...]
    results: Mapping[str, UnitResult]
    computed: tuple[str, ...]
    look: Callable[[Unit], Bodies]

    @property
    def text(self) -> bytes:
        return self.document.text

    @property
    def lines(self) -> LineIndex:
        return self.document.lines

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        return {unit.key: unit for unit in self.module.units}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the file that no comment asks to leave out, in source order."""
        found, comments = self.all_findings, self.suppressions
        if not comments:
            return found
        kept, useless = left(found, self._line, comments)
        return self._ordered([*kept, *declaration_findings(WHOLE_FILE, useless, self.text)])

    @cached_property
    def all_findings(self) -> tuple[Finding, ...]:
        """The findings of the file, whatever comments say."""
        known = [it for it in self.results.values() if it.founded or it.declared]  # Most functions have none.
        found = [finding for it in known for finding in it.findings if self._counts(finding)]
        return self._ordered([*self.declarations, *found])

    def _counts(self, finding: Finding) -> bool:
        return not isinstance(finding.data, Conditional) or finding.data.holds(self.text)

    def _ordered(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(sorted(findings, key=lambda it: (self.place(it.location), it.code, it.message)))

    @cached_property
    def suppressions(self) -> tuple[Suppression, ...]:
        """The comments that ask to leave out findings."""
        return suppressions(self.text, self.lines, partial(is_comment, self.document))

    def _line(self, finding: Finding) -> int:
        return self.lines.line_of(self.place(finding.location).start)

    def place(self, location: Location) -> Span:
        """The bytes of this file that a location stands for; empty at 0 if its unit is gone."""
        start = self.start_of(location.unit_key)
        if start is None:
            return Span(0, 0)
        span = location.span.shifted(start)
        end = min(span.end, len(self.text))
        return Span(min(span.start, end), end)

    def start_of(self, key: str) -> int | None:
        """Where a unit or header begins; None if it is gone."""
        return 0 if key == WHOLE_FILE else self.module.starts.get(key)

    def unit_at(self, offset: int) -> Unit | None:
        """The innermost function whose text holds `offset`."""
        around = (unit for unit in self.module.units if _holds(unit, offset))
        return max(around, key=lambda unit: unit.start, default=None)

    def evidence(self, key: str) -> Bodies:
        """All about a function whose result is known."""
        unit = self.units.get(key)
        return () if unit is None or key not in self.results else self.look(unit)

    def evidence_for(self, finding: Finding) -> Evidence | None:
        """What a finding is founded on; None for findings about declarations."""
        key = finding.location.unit_key
        result = self.results.get(key)
        founded = () if result is None else result.founded
        number = next((number for number, found in enumerate(founded) if finding in found), None)
        bodies = () if number is None else self.evidence(key)
        return bodies[number] if number is not None and number < len(bodies) else None


def _holds(unit: Unit, offset: int) -> bool:
    return unit.start <= offset <= unit.start + len(unit.source)
