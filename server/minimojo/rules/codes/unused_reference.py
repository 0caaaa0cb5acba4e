"""A reference is bound, and never used.

## What it does
Reports `ref r = x` and loop variables that nobody reads. Names that start with `_` are not reported.

## Why
Binding a reference reads nothing and keeps nothing alive by itself: without a use it has no effect.

## Example
```mojo
def main():
    for i in range(3):
    #   ^ warning[unused-reference]: reference `i` is never used
        print("again")
```
A name that starts with `_` says that it is not needed:
```mojo
def main():
    for _ in range(3):
        print("again")
```

## Fix
Name it `_`, or remove the binding.
"""

from __future__ import annotations

from minimojo.ownership.model import DeadKind
from minimojo.rules.model import Severity, Tag
from minimojo.rules.rule import Evidence, Phase, Report, Rule
from minimojo.rules.unused import Unused, dead_of
from minimojo.rules.wording import value_name


class UnusedReference(Unused, frozen=True):
    """A `ref` binding or loop variable that is never read."""


def render(cx: Evidence, record: Unused) -> Report:
    return Report(
        message=f"reference {value_name(record.dead.name)} is never used",
        at=record.dead.at,
        tags=(Tag.UNNECESSARY,),
    )


RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    dead_of(DeadKind.REFERENCE, UnusedReference),
    render,
    phase=Phase.LIFETIMES,
)
