"""A variable is used before it has a value.

## What it does
Reports uses of a variable or field that has no value yet on some path that leads to the use.

## Why
`var s: String` reserves storage and nothing else. Until a value is assigned, there is nothing to
read, to borrow or to destroy. A value that only one branch assigns, or the body of a loop that may
not run, is not there afterwards.

## Example
```mojo
def main():
    var s: String
    print(s)
    #     ^ error[uninitialized-use]: use of uninitialized value `s`
```
Every path assigns it:
```mojo
def pick(c: Bool):
    var s: String
    if c:
        s = "yes"
    else:
        s = "no"
    print(s)


def main():
    pick(True)
```

## Fix
Give the variable a value where it is declared, or on every path that leads to the use.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.mir.body import Local
from minimojo.ownership.model import Misuse
from minimojo.rules.misuse import Mistake, is_definite, misuses
from minimojo.rules.model import Severity
from minimojo.rules.places import value_span
from minimojo.rules.rule import Evidence, Phase, Report, Rule
from minimojo.rules.story import declaration, failed_calls, initializations, local_of
from minimojo.rules.wording import value_name


class UninitializedUse(Struct, frozen=True):
    misuse: Misuse
    local: Local | None
    definite: bool


def find(cx: Evidence) -> Iterator[UninitializedUse]:
    for misuse in misuses(cx, Mistake.UNINITIALIZED):
        yield UninitializedUse(misuse, local_of(cx, misuse.local), is_definite(misuse))


def render(cx: Evidence, record: UninitializedUse) -> Report:
    misuse = record.misuse
    name = value_name(misuse.name)
    adverb = "" if record.definite else "possibly "
    return Report(
        message=f"use of {adverb}uninitialized value {name}",
        at=misuse.at,
        subject=value_span(cx, cx.operation(misuse.op), misuse.used, misuse.name),
        subject_note=f"{name} is used here",
        story=(
            *declaration(cx, record.local),
            *initializations(cx, misuse.causes, misuse.op, misuse.name),
            *failed_calls(cx, misuse.causes, misuse.name),
        ),
    )


RULE = Rule(__name__, __doc__, Severity.ERROR, find, render, phase=Phase.LIFETIMES)
