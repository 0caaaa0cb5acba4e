"""The value of an expression statement is dropped.

## What it does
Reports statements that compute a value which nobody takes.

## Why
The value is made and destroyed at once. Often an assignment, a `return` or a call was forgotten;
where dropping is meant, `_ =` says so.

## Example
```mojo
def double(x: Int) -> Int:
    return x + x


def main():
    double(2)
#   ^^^^^^^^^ warning[unused-value]: the `Int` value is not used
```
Dropped on purpose:
```mojo
def double(x: Int) -> Int:
    return x + x


def main():
    _ = double(2)
```

## Fix
Use the value, or assign it to `_`.
"""

from __future__ import annotations

from minimojo.mir.facts import UnusedValue
from minimojo.rules.facts import facts_of
from minimojo.rules.model import Severity
from minimojo.rules.rule import Evidence, Report, Rule


def render(cx: Evidence, record: UnusedValue) -> Report:
    return Report(
        message=f"the `{record.type_name}` value is not used",
        at=record.at,
        subject=record.span,
        subject_note="the expression begins here",
    )


RULE = Rule(__name__, __doc__, Severity.WARNING, facts_of(UnusedValue), render)
