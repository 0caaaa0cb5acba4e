"""A value is assigned, and never used.

## What it does
Reports values that are stored in a variable or field and overwritten, or dropped, before anybody
reads them. Variables whose name starts with `_` are not reported.

## Why
The value is destroyed right away: whatever was done to make it was in vain, or a later line uses
the wrong variable.

## Example
```mojo
def main():
    var s = String("hi")
    #   ^ warning[unused-assignment]: the value assigned to `s` is never used
    s = String("ho")
    print(s)
```
With one value only:
```mojo
def main():
    var s = String("ho")
    print(s)
```

## Fix
Remove the assignment, assign to `_` if only the effects of the right side matter, or use the value.
"""

from __future__ import annotations

from minimojo.ownership.model import DeadKind
from minimojo.rules.model import Severity, Tag
from minimojo.rules.places import name_on_line
from minimojo.rules.rule import Evidence, Phase, Report, Rule
from minimojo.rules.story import declaration
from minimojo.rules.unused import Unused, dead_of
from minimojo.rules.wording import value_name


class UnusedAssignment(Unused, frozen=True):
    """A dead store."""


def render(cx: Evidence, record: Unused) -> Report:
    dead = record.dead
    subject = name_on_line(cx, dead.name, dead.at)
    story = tuple(declaration(cx, record.local))
    if record.local is not None and subject == record.local.declared_at:
        story = ()
    return Report(
        message=f"the value assigned to {value_name(dead.name)} is never used",
        at=dead.at,
        subject=subject,
        story=story,
        tags=(Tag.UNNECESSARY,),
    )


RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    dead_of(DeadKind.STORE, UnusedAssignment),
    render,
    phase=Phase.LIFETIMES,
)
