"""The tests of a case in their order, and how the cases of a match are grouped into runs (ST-96)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from minimojo.mir.lowering.case_patterns import (
    Both,
    Bound,
    Cased,
    Compared,
    Either,
    Invalid,
    Obscure,
    Parts,
    Pattern,
    Wildcard,
    bound_names,
)
from minimojo.mir.lowering.case_types import Path, PayloadStep
from minimojo.syntax import ast


class Equals(Struct, frozen=True):
    path: Path
    pattern: Compared


class IsCase(Struct, frozen=True):
    path: Path
    pattern: Cased


class AnyOf(Struct, frozen=True):
    """An or-pattern: the tests of each alternative."""

    alternatives: tuple[tuple[CaseTest, ...], ...]


class Unclear(Struct, frozen=True):
    """A test of which nothing is known but that it looks at the subject."""

    path: Path
    expr: ast.Expr


CaseTest = Equals | IsCase | AnyOf | Unclear


class BoundName(Struct, frozen=True):
    """A name bound to the subject at `path`; `path` is None where it depends on the alternative."""

    path: Path | None
    name: Bound


class Row(Struct, frozen=True):
    """A case with the tests that are still to be made; `number` is its position in the match. Where a name
    stands before all tests (`named_first`) the case is a run of its own (ST-96.1)."""

    number: int
    tests: tuple[CaseTest, ...]
    names: tuple[BoundName, ...]
    guard: ast.Expr | None
    body: ast.Block
    named_first: bool = False

    @property
    def is_decided(self) -> bool:
        """Whether the case is chosen now: no test, no guard."""
        return not self.tests and self.guard is None


class Run(Struct, frozen=True):
    """Cases that one switch decides: the cases of each value, and what is chosen for no value."""

    groups: tuple[tuple[Row, ...], ...]
    otherwise: Row | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        found = tuple(row for group in self.groups for row in group)
        return found if self.otherwise is None else (*found, self.otherwise)


def required_tests(pattern: Pattern, path: Path = ()) -> tuple[CaseTest, ...]:
    """The tests of a pattern, in the order in which they are made."""
    match pattern:
        case Wildcard() | Bound() | Invalid():
            return ()
        case Compared():
            return (Equals(path, pattern),)
        case Cased(name=name, payload=payload):
            inner = () if payload is None else required_tests(payload, (*path, PayloadStep(name)))
            return (IsCase(path, pattern), *inner)
        case Parts(parts=parts):
            return tuple(test for step, part in parts for test in required_tests(part, (*path, step)))
        case Both(pattern=inner):
            return required_tests(inner, path)
        case Either(alternatives=alternatives):
            return (AnyOf(tuple(required_tests(each, path) for each in alternatives)),)
        case Obscure(expr=expr):
            return (Unclear(path, expr),)


def names_of(pattern: Pattern) -> tuple[BoundName, ...]:
    """The names of a pattern; where alternatives differ, a name has no path."""
    ambiguous = _ambiguous(pattern)
    return tuple(
        BoundName(None if name.target.name in ambiguous else path, name)
        for path, name in bound_names(pattern)
    )


def begins_with_name(pattern: Pattern) -> bool:
    """Whether a pattern binds a name before its first test."""
    match pattern:
        case Bound() | Both():
            return True
        case Parts(parts=parts):
            decisive = (part for _, part in parts if not isinstance(part, Wildcard))
            first = next(decisive, None)
            return first is not None and begins_with_name(first)
        case _:
            return False


def split_runs(rows: Sequence[Row]) -> list[Run]:
    """The runs of a match, or of one value group of it."""
    runs: list[Run] = []
    position = 0
    while position < len(rows):
        end = _end_of_run(rows, position)
        run = tuple(rows[position:end])
        if _is_switch(run[0]):
            joins = end < len(rows) and rows[end].is_decided and all(_only_switches(row) for row in run)
            runs.append(Run(_group(run), rows[end] if joins else None))
            end += joins
        else:
            runs.append(Run((run,)))
        position = end
    return runs


def arms_of_chains(runs: Sequence[Run]) -> Iterator[int]:
    """The cases that are themselves the arms of an `if` with `elif`: where the switch over several values is
    all there is, and the value alone decides."""
    if len(runs) != 1:
        return
    is_chain = len(runs[0].groups) > 1 and runs[0].otherwise is None
    for group in runs[0].groups:
        if not _is_switch(group[0]):
            continue
        if is_chain and len(group) == 1 and len(group[0].tests) == 1:
            yield group[0].number
        else:
            yield from arms_of_chains(split_runs([without_first_test(row) for row in group]))


def without_first_test(row: Row) -> Row:
    return replace(row, tests=row.tests[1:], named_first=False)


def _is_switch(row: Row) -> bool:
    if not row.tests or row.named_first:
        return False
    return isinstance(row.tests[0], Equals | IsCase) and _value(row) is not None


def _only_switches(row: Row) -> bool:
    return len(row.tests) == 1 and row.guard is None


def _end_of_run(rows: Sequence[Row], start: int) -> int:
    end = start + 1
    if not _is_switch(rows[start]):
        return end
    while end < len(rows) and _is_switch(rows[end]) and _same_subject(rows[start], rows[end]):
        end += 1
    return end


def _same_subject(left: Row, right: Row) -> bool:
    first, second = left.tests[0], right.tests[0]
    match first, second:
        case (Equals(path=one), Equals(path=other)) | (IsCase(path=one), IsCase(path=other)):
            return one == other
        case _:
            return False


def _group(run: tuple[Row, ...]) -> tuple[tuple[Row, ...], ...]:
    groups: dict[tuple[int, str], list[Row]] = {}
    for row in run:
        groups.setdefault(_value(row) or (0, ""), []).append(row)
    return tuple(tuple(groups[value]) for value in sorted(groups))


def _value(row: Row) -> tuple[int, str] | None:
    """What a switch orders the first test of a case by; None for the test of a value without spelling."""
    match row.tests[0]:
        case Equals(pattern=Compared(spelling=str(spelling))):
            return (0, spelling)
        case IsCase(pattern=Cased(index=index, name=name)):
            return (index, name)
        case _:
            return None


def _ambiguous(pattern: Pattern) -> set[str]:
    """The names that the alternatives of an or-pattern find in different places."""
    match pattern:
        case Either(alternatives=alternatives):
            places = [
                {name.target.name: path for path, name in bound_names(alternative)}
                for alternative in alternatives
            ]
            return {name for each in places for name in each if any(other != each for other in places)}
        case Both(pattern=inner):
            return _ambiguous(inner)
        case Cased(payload=payload) if payload is not None:
            return _ambiguous(payload)
        case Parts(parts=parts):
            return {name for _, part in parts for name in _ambiguous(part)}
        case Obscure():
            return {name.target.name for _, name in bound_names(pattern)}
        case _:
            return set()
