"""What MiniMojo says about a program: the one place where tests call it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from minimojo.edition import LATEST, Edition
from minimojo.ide.actions import Action, actions
from minimojo.ide.diagnostics import Diagnostic, diagnostics
from minimojo.ide.hover import Hover, hover
from minimojo.rules.selection import ADVICE, ALL, Selection
from minimojo.text import Encoding, LineIndex, Position, Span, TextEdit, apply_edits
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.model import FileAnalysis
from minimojo.workspace.repairs import Repair, repairs
from minimojo.workspace.workspace import Workspace
from support.annotations import Annotation

PATH = "program.mojo"


@dataclass(frozen=True)
class Checked:
    """A program and what is known about it."""

    source: str
    analysis: FileAnalysis
    workspace: Workspace
    about: frozenset[str] = frozenset()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is told: of the rules for code that the compiler accepts only those that the program is about."""
        return diagnostics(self.analysis, Selection(self.about | {ALL}, frozenset((ADVICE,))))

    def found(self) -> list[Annotation]:
        """The findings, as they would be written into the program."""
        return sorted(
            self.annotation(it.span, f"{it.severity.value}[{it.code}]: {it.message}")
            for it in self.diagnostics
        )

    def lines(self) -> set[tuple[int, str]]:
        """The findings as the compiler's verdict is compared with them: line, counted from 1, and code."""
        places = ((self.analysis.place(it.location), it.code) for it in self.analysis.all_findings)
        return {(self.analysis.lines.line_of(span.start) + 1, code) for span, code in places}

    def annotation(self, span: Span, text: str) -> Annotation:
        """A place as carets under its first line. An empty place gets one caret."""
        lines = self.analysis.lines
        start = lines.position(span.start, Encoding.UTF32)
        line_end = lines.line_span(start.line).end
        end = lines.position(min(span.end, line_end), Encoding.UTF32)
        return Annotation(start.line, start.character, max(end.character, start.character + 1), text)

    def repairs(self) -> Iterator[tuple[Diagnostic, Repair]]:
        """Every fix that is offered, with the finding it is for."""
        trial = partial(self.workspace.trial, PATH)
        for it in self.diagnostics:
            for repair in repairs(self.analysis, it.finding, trial):
                yield it, repair

    def actions_at(self, span: Span) -> list[Action]:
        """What an editor is offered for a range."""
        return list(actions(self.analysis, span, partial(self.workspace.trial, PATH)))

    def hover_at(self, line: int, column: int) -> Hover | None:
        """What is shown at a place, counted from 0 in characters."""
        lines = LineIndex(self.analysis.text)
        return hover(Atlas(self.workspace), PATH, lines.offset(Position(line, column), Encoding.UTF32))

    def after_all(self, repairs: Sequence[Repair]) -> str:
        """The program with fixes made, in order, except those whose edits meet those of an earlier one."""
        edits: list[TextEdit] = []
        for repair in repairs:
            if all(_apart(one, other) for one in repair.edits for other in edits):
                edits += repair.edits
        return apply_edits(self.source.encode(), tuple(sorted(edits))).decode()

    def after(self, repair: Repair) -> str:
        """The program with a fix made."""
        return apply_edits(self.source.encode(), repair.edits).decode()


def check(source: str, edition: Edition = LATEST, *, about: frozenset[str] = frozenset()) -> Checked:
    """Analyses a program from scratch. `about` are the rules about accepted code that it is to show."""
    workspace = Workspace(edition=edition)
    workspace.open(PATH, source.encode())
    return Checked(source, workspace.analysis(PATH), workspace, about)


def _apart(one: TextEdit, other: TextEdit) -> bool:
    return one.span.end < other.span.start or other.span.end < one.span.start
