"""A variable is declared, and never used at all.

## What it does
Reports variables without a value that are neither assigned nor read. A variable that only gets a
value is `unused-assignment`. Names that start with `_` are not reported.

## Why
The declaration has no effect.

## Example
```mojo
def main():
    var s: String
    #   ^ warning[unused-variable]: variable `s` is never used
```
Accepted:
```mojo
def main():
    var s: String
    s = "hi"
    print(s)
```

## Fix
Remove the declaration.
"""

from __future__ import annotations

from minimojo.ownership.model import DeadKind
from minimojo.rules.model import Severity, Tag
from minimojo.rules.rule import Evidence, Phase, Report, Rule
from minimojo.rules.unused import Unused, dead_of
from minimojo.rules.wording import value_name


class UnusedVariable(Unused, frozen=True):
    """A variable that no operation mentions."""


def render(cx: Evidence, record: Unused) -> Report:
    return Report(
        message=f"variable {value_name(record.dead.name)} is never used",
        at=record.dead.at,
        tags=(Tag.UNNECESSARY,),
    )


RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    dead_of(DeadKind.VARIABLE, UnusedVariable),
    render,
    phase=Phase.LIFETIMES,
)
