"""A reference goes where nobody knows what it refers to.

## What it does
Reports references that a function returns although its result is declared to refer to something
else, values that carry the origin of a reference in their type to a place of another origin, and
results that nothing can refer to.

## Why
A reference must not outlive the value that it refers to. The caller only sees the signature:
`-> ref[list]` says that the result refers to the argument `list` itself, so the function can neither
return a local variable, whose life ends with it, nor another argument. An element or field of the
argument is another origin than the whole, and must be named: `-> ref[list[0]]`, `-> ref[self.name]`.

## Example
```mojo
def longer(ref a: String, ref b: String) -> ref[a] String:
    if a.byte_length() > b.byte_length():
        return a
    return b
    #      ^ error[escaping-reference]: the result of `longer` may refer to `a` only, but this refers to `b`


def main():
    var first = String("a")
    var second = String("bc")
    print(longer(first, second))
```
A result can refer to one of several arguments:
```mojo
def longer(ref a: String, ref b: String) -> ref[a, b] String:
    if a.byte_length() > b.byte_length():
        return a
    return b


def main():
    var first = String("a")
    var second = String("bc")
    print(longer(first, second))
```

## Fix
Name the origin that is returned, or return a value instead of a reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.hir.problems import DeclarationProblem, Group
from minimojo.mir.facts import EscapingReference, EscapingValue
from minimojo.rules.facts import root_declaration
from minimojo.rules.model import Location, Related, Severity
from minimojo.rules.rule import DeclarationCheck, Evidence, Report, Rule

_Escaping = EscapingReference | EscapingValue


def _find(cx: Evidence) -> Iterator[_Escaping]:
    return (fact for fact in cx.body.facts if isinstance(fact, EscapingReference | EscapingValue))


def _render(cx: Evidence, record: _Escaping) -> Report:
    return Report(
        message=_message(cx, record),
        at=record.at,
        subject=record.span,
        subject_note="this refers to it",
        story=tuple(root_declaration(cx, record.root)),
    )


def _message(cx: Evidence, record: _Escaping) -> str:
    match record:
        case EscapingReference(origin=None):
            return f"the result of `{cx.body.name}` would refer to a value that ends with the call"
        case EscapingReference(declared="origin_of()"):
            return f"the result of `{cx.body.name}` has no origin, so no reference can be returned"
        case EscapingReference(origin=origin, declared=declared) if origin == declared:
            return (
                f"the result of `{cx.body.name}` must be mutable, but `{_bare(declared)}` is not mutable here"
            )
        case EscapingReference(origin=origin, declared=declared):
            return (
                f"the result of `{cx.body.name}` may refer to `{_bare(declared)}` only, "
                f"but this refers to `{_bare(origin or '')}`"
            )
        case EscapingValue(type_name=given, wanted=wanted):
            return f"a value of type `{given}` cannot become `{wanted}`"


def _bare(origin: str) -> str:
    """What an origin is the origin of."""
    return origin.removeprefix("origin_of(").removesuffix(")") if origin.startswith("origin_of(") else origin


def _concerns(problem: DeclarationProblem) -> bool:
    return problem.group is Group.ESCAPING


def _report(key: str, problem: DeclarationProblem) -> Report:
    other = problem.related
    story = () if other is None else (Related(Location(key, other), "the argument is declared here"),)
    return Report(message=problem.message, at=problem.span, story=story)


RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    _find,
    _render,
    DeclarationCheck(_concerns, _report),
)
