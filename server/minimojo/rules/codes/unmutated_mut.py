"""An argument is taken by `mut`, and only read.

## What it does
Reports arguments with the convention `mut`, `mut self` too, that a function reads and never changes. Where
something else may ask for the convention, such as a trait, another overload, or somebody who takes the function
as a value, nothing is said; nor of values that stand for something outside of them, such as those with a
pointer.

## Why
`mut` asks every caller for a value that may be changed, and that nothing else refers to during the call:
a caller who has a value to read only cannot call the function. Readers expect a change.

## Example
```mojo
def total(mut numbers: List[Int]) -> Int:
#         ^^^^^^^^^^^ hint[unmutated-mut]: `numbers` is only read here: it need not be `mut`
    var sum = 0
    for number in numbers:
        sum += number
    return sum
```
Without a convention, an argument is read:
```mojo
def total(numbers: List[Int]) -> Int:
    var sum = 0
    for number in numbers:
        sum += number
    return sum
```

## Fix
Leave out `mut`. Callers need not be changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.hir.model import Convention
from minimojo.rules.model import Severity, Tag
from minimojo.rules.readable import Readable, readable
from minimojo.rules.rule import Evidence, Phase, Report, Rule


class UnmutatedMut(Readable, frozen=True):
    """An argument that is `mut`, and need not be."""


def find(cx: Evidence) -> Iterator[UnmutatedMut]:
    for argument, _ in readable(cx, Convention.MUT):
        yield UnmutatedMut(cx.body.name, argument)


def render(cx: Evidence, record: UnmutatedMut) -> Report:
    return Report(
        message=f"`{record.argument.name}` is only read here: it need not be `mut`",
        at=record.span,
        tags=(Tag.UNNECESSARY,),
    )


RULE = Rule(__name__, __doc__, Severity.HINT, find, render, phase=Phase.NEVER)
