"""What a rule is: it finds records in what is known about a function, and tells each of them.

    RULE = Rule(__name__, __doc__, Severity.ERROR, find, render)

`find` yields typed records (fixes key on their type), `render` words one of them. Where a finding
is shown follows from the `at` and `subject` of its report in one place, `Rule.finding`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from functools import cached_property
from typing import Generic, TypeVar

from msgspec import Struct

from minimojo.hir.model import FunctionDecl
from minimojo.hir.problems import DeclarationProblem
from minimojo.mir.body import Body, Op, Terminator
from minimojo.ownership.model import Lifetimes, OpRef
from minimojo.rules.model import Finding, Location, Related, Severity, Tag
from minimojo.text import Span
from minimojo.types import TypeScope

Record = TypeVar("Record")


class Evidence(Struct, frozen=True, eq=False, kw_only=True, dict=True):
    """Everything known about one function, as rules see it.

    `source` is the text of its unit. `scope` is what types mean in the function.
    """

    lifetimes: Lifetimes
    source: bytes
    scope: TypeScope

    @property
    def body(self) -> Body:
        return self.lifetimes.body

    @cached_property
    def operations(self) -> tuple[tuple[OpRef, Op], ...]:
        """All operations of the function in program order."""
        blocks = self.body.blocks
        return tuple([(OpRef(block.id, index), op) for block in blocks for index, op in enumerate(block.ops)])

    @cached_property
    def calls(self) -> tuple[Op, ...]:
        """The operations that are calls, in program order."""
        return tuple([op for block in self.body.blocks for op in block.ops if op.call is not None])

    @cached_property
    def called(self) -> frozenset[tuple[str | None, str]]:
        """What the function calls, by type and name: who looks for certain calls sees at once that there are none."""
        callees = [op.call.callee for op in self.calls if op.call is not None]
        return frozenset(
            [(None if it.owner is None else it.owner.name, it.name) for it in callees if it is not None]
        )

    def is_here(self, function: FunctionDecl) -> bool:
        """Whether a function is written in this file."""
        home = self.scope.environment.program.environment_of(function)
        is_nested = home is None and function.unit_key == self.body.unit_key
        return is_nested or self.is_of_file(function)

    def is_of_file(self, function: FunctionDecl) -> bool:
        """Whether a function is declared at the top of this file or in a type of it."""
        here = self.scope.environment
        return not function.is_synthesized and here.program.environment_of(function) is here

    def text(self, span: Span) -> str:
        """The source of a range of this unit."""
        return self.source[span.start : span.end].decode("utf-8", "replace")

    def here(self, span: Span) -> Location:
        return Location(self.body.unit_key, span)

    def operation(self, ref: OpRef) -> Op | None:
        """The operation that `ref` names; None for a terminator and for the function's entry."""
        if ref.block < 0:
            return None
        ops = self.body.blocks[ref.block].ops
        return ops[ref.index] if ref.index < len(ops) else None

    def terminator(self, ref: OpRef) -> Terminator | None:
        """The terminator that `ref` names; None for an operation and for the function's entry."""
        if ref.block < 0 or self.operation(ref) is not None:
            return None
        return self.body.blocks[ref.block].terminator


class Report(Struct, frozen=True, kw_only=True):
    """What a rule says about a record of a body, or about a problem of a declaration.

    `at` is where the compiler reports it, `subject` the identifier or expression it is about and
    `subject_note` what the story says of a subject that stands on another line. `severity`
    overrides that of the rule.
    """

    message: str
    at: Span
    subject: Span | None = None
    subject_note: str = "the value stands here"
    story: tuple[Related, ...] = ()
    tags: tuple[Tag, ...] = ()
    severity: Severity | None = None


class DeclarationCheck(Struct, frozen=True):
    """The part of a rule that looks at declarations instead of bodies: which of their problems are
    its own, and how each of them, in the unit or header of that key, is told."""

    concerns: Callable[[DeclarationProblem], bool]
    render: Callable[[str, DeclarationProblem], Report]


class Phase(IntEnum):
    """In which of its phases the compiler reports something: it begins none while an earlier one has found errors
    in the file (lifetimes part 0). `value` orders them; `told` is what explanations say."""

    CHECKING = 0
    CONTROL_FLOW = 1
    LIFETIMES = 2
    NEVER = 3

    @property
    def told(self) -> str:
        return _TOLD[self]


_TOLD = {
    Phase.CHECKING: "The compiler reports this while it reads the file, beside other errors.",
    Phase.CONTROL_FLOW: "The compiler reports this only when it has understood the whole file: names and types have to "
    "be right first.",
    Phase.LIFETIMES: "The compiler reports this last: not before names and types in the whole file are right and every "
    "function returns what it has to. MiniMojo does not wait for that, and says what the finding is hidden behind.",
    Phase.NEVER: "The compiler does not report this.",
}


class Rule(Struct, Generic[Record], frozen=True):
    """One code. It is named by its module, and the module's docstring is its page."""

    module: str
    documentation: str | None
    severity: Severity
    find: Callable[[Evidence], Iterable[Record]]
    render: Callable[[Evidence, Record], Report]
    declarations: DeclarationCheck | None = None
    phase: Phase = Phase.CHECKING

    @property
    def code(self) -> str:
        return self.module.rpartition(".")[2].replace("_", "-")

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return (self.documentation or "").strip().partition("\n")[0]

    def finding(self, evidence: Evidence, record: Record) -> Finding:
        """What this rule has to say about a record that it has found in a function.

        A finding starts on the compiler's line (lifetimes part 11): its range is the subject if
        that stands on this line, else the operation's token, and the subject opens the story.
        """
        report = self.render(evidence, record)
        return self._finding(report, record, evidence.body.unit_key, evidence.source)

    def declaration_findings(
        self, key: str, problems: Iterable[DeclarationProblem], source: bytes
    ) -> Iterator[Finding]:
        """What this rule has to say about the problems of the unit or header `key`, whose text is `source`."""
        if self.declarations is None:
            return
        for record in filter(self.declarations.concerns, problems):
            yield self._finding(self.declarations.render(key, record), record, key, source)

    def _finding(self, report: Report, record: object, key: str, source: bytes) -> Finding:
        span, story = report.at, report.story
        if report.subject is not None and _on_one_line(source, report.subject, report.at):
            span = report.subject
        elif report.subject is not None:
            story = (Related(Location(key, report.subject), report.subject_note), *story)
        return Finding(
            code=self.code,
            severity=report.severity or self.severity,
            message=report.message,
            location=Location(key, span),
            story=story,
            tags=report.tags,
            data=record,
        )


def _on_one_line(source: bytes, first: Span, second: Span) -> bool:
    """Whether two ranges start on one line."""
    start, end = sorted((first.start, second.start))
    between = source[start:end]
    return b"\n" not in between and b"\r" not in between
