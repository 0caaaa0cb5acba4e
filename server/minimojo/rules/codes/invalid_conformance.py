"""A type promises what its fields do not keep.

## What it does
Reports structs whose destructor, move or copy constructor the compiler cannot write because a field
does not allow it, structs in registers with fields in memory, fields that could refer to anything,
structs that contain themselves, and lists of traits that contradict themselves.

## Why
A value is destroyed, moved and copied field by field. Every struct is `Movable` and `Deinitable`
unless it says otherwise, and `Copyable` or `ImplicitlyCopyable` if it says so; each of its fields
must then be so, too. What depends on a parameter needs a bound (`T: Movable & Deinitable`) or a
condition (`Copyable where conforms_to(T, Copyable)`).

## Example
```mojo
struct Settings(ImplicitlyCopyable):
    var names: List[String]
    #   ^^^^^ error[invalid-conformance]: `Settings` cannot be `ImplicitlyCopyable`: its field `names` has the type `List[String]`, which is not

    def __init__(out self):
        self.names = []


def main():
    var settings = Settings()
    print(len(settings.names))
```
A `List` is copied explicitly, and so is a struct that contains one:
```mojo
struct Settings(Copyable):
    var names: List[String]

    def __init__(out self):
        self.names = []


def main():
    var settings = Settings()
    print(len(settings.names))
```

## Fix
Promise less (`Copyable`, `not Movable`), give a type parameter the bound it needs, or write the
special method yourself.
"""

from __future__ import annotations

from minimojo.hir.problems import DeclarationProblem, Group, Problem
from minimojo.rules.facts import other_errors, render_other
from minimojo.rules.model import Location, Related, Severity
from minimojo.rules.rule import DeclarationCheck, Report, Rule


def _concerns(problem: DeclarationProblem) -> bool:
    return problem.group is Group.CONFORMANCE


def _report(key: str, problem: DeclarationProblem) -> Report:
    other = problem.related
    story = () if other is None else (Related(Location(key, other), _OTHERS[problem.kind]),)
    return Report(message=problem.message, at=problem.span, story=story)


_OTHERS = {
    Problem.FIELD_IN_MEMORY: "this field lives in memory",
    Problem.OPTED_OUT: "opted out here",
    Problem.DESTROYED_EXPLICITLY: "the other half stands here",
}
"""What stands at the second place of a problem."""

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    other_errors("invalid-conformance"),
    render_other,
    DeclarationCheck(_concerns, _report),
)
