"""Which values of the subject the cases of a match cover (ST-95).

Only a *finite universe* can be covered by cases with tests: `Bool`, `Optional`, and tuples and structs
made of nothing else. Its points are the combinations of the values of its leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from msgspec import Struct

from minimojo.mir.lowering.case_patterns import (
    Both,
    Bound,
    Cased,
    Compared,
    Either,
    Parts,
    Pattern,
    Wildcard,
    is_irrefutable,
)
from minimojo.mir.lowering.case_types import (
    ElementStep,
    Path,
    PatternStep,
    element_types,
    enum_cases,
    is_bool,
    stepped_type,
)
from minimojo.types import TypeScope, fields
from minimojo.types.model import FieldStep, StructType, Type, UnknownType

_MAX_POINTS = 1024
_MAX_LEAVES = 10
_MAX_DEPTH = 6

_Point = tuple[str, ...]
_Leaves = dict[Path, tuple[str, ...]]


class Coverage(Struct, frozen=True):
    """What the cases of a match cover together.

    `concluding` is the number of the case behind which no value is left; `unreachable` are the numbers
    of cases that can never be chosen. `open_ended` tells that values may be left for all we know:
    the type of the subject is unknown.
    """

    concluding: int | None
    unreachable: frozenset[int]
    open_ended: bool


def coverage_of(cases: Sequence[tuple[Pattern, bool]], type_: Type, scope: TypeScope) -> Coverage:
    """The coverage of patterns, each with whether a guard follows it."""
    leaves = _leaves(type_, scope)
    everything = None if leaves is None else frozenset(product(*leaves.values()))
    covered: frozenset[_Point] = frozenset()
    literals: set[str] = set()
    unreachable: set[int] = set()
    concluding: int | None = None
    for number, (pattern, guarded) in enumerate(cases):
        points = frozenset[_Point]() if leaves is None else _points(pattern, leaves)
        spelled = _spellings(pattern)
        known = spelled is not None and literals.issuperset(spelled)
        if concluding is not None or known or (points and covered.issuperset(points)):
            unreachable.add(number)
        if guarded:
            continue
        covered |= points
        literals.update(spelled or ())
        if concluding is None and (is_irrefutable(pattern) or covered == everything):
            concluding = number
    unknown = isinstance(type_, UnknownType) and concluding is None
    return Coverage(concluding, frozenset(unreachable), unknown)


def _leaves(type_: Type, scope: TypeScope, depth: int = 0) -> _Leaves | None:
    """The leaves of a finite universe with their values; None for any other type."""
    if is_bool(type_):
        return {(): ("False", "True")}
    cases = enum_cases(type_, scope)
    if cases is not None:
        return {(): tuple(case.name for case in cases)}
    steps = _steps(type_, scope) if depth < _MAX_DEPTH else None
    if not steps:
        return None
    found: _Leaves = {}
    for step in steps:
        below = _leaves(stepped_type(type_, step, scope), scope, depth + 1)
        if below is None or len(found) + len(below) > _MAX_LEAVES:
            return None
        found |= {(step, *path): values for path, values in below.items()}
    return found if _count(found.values()) <= _MAX_POINTS else None


def _steps(type_: Type, scope: TypeScope) -> list[PatternStep] | None:
    elements = element_types(type_)
    if elements is not None:
        return [ElementStep(index) for index in range(len(elements))]
    known = fields(type_, scope) if isinstance(type_, StructType) else None
    return None if known is None else [FieldStep(name) for name, _ in known]


def _count(values: Iterable[tuple[str, ...]]) -> int:
    count = 1
    for each in values:
        count *= len(each)
    return count


def _points(pattern: Pattern, leaves: _Leaves, path: Path = ()) -> frozenset[_Point]:
    """The points that a pattern at `path` covers; none if it tests anything below a leaf."""
    match pattern:
        case Either(alternatives=alternatives):
            return frozenset[_Point]().union(*(_points(each, leaves, path) for each in alternatives))
        case Both(pattern=inner):
            return _points(inner, leaves, path)
        case Parts(parts=parts):
            covered = frozenset(product(*leaves.values()))
            for step, part in parts:
                covered &= _points(part, leaves, (*path, step))
            return covered
        case Wildcard() | Bound():
            return frozenset(product(*leaves.values()))
        case Cased(name=name, payload=payload) if payload is None or is_irrefutable(payload):
            return _with_value(leaves, path, name)
        case Compared(spelling=str(spelling)):
            return _with_value(leaves, path, spelling)
        case _:
            return frozenset()


def _with_value(leaves: _Leaves, path: Path, value: str) -> frozenset[_Point]:
    if value not in leaves.get(path, ()):
        return frozenset()
    choices = [(value,) if leaf == path else values for leaf, values in leaves.items()]
    return frozenset(product(*choices))


def _spellings(pattern: Pattern) -> set[str] | None:
    """The literals that a pattern consists of; None if it is anything else."""
    match pattern:
        case Compared(spelling=str(spelling)):
            return {spelling}
        case Both(pattern=inner):
            return _spellings(inner)
        case Either(alternatives=alternatives):
            found: set[str] = set()
            for each in alternatives:
                spelled = _spellings(each)
                if spelled is None:
                    return None
                found |= spelled
            return found
        case _:
            return None
