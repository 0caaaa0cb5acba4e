"""A function with a result may end without returning one.

## What it does
Reports functions that declare a result and have a path to their end without `return`.

## Why
The caller would get memory without a value.

## Example
```mojo
def sign(x: Int) -> Int:
#   ^^^^ error[missing-return]: `sign` can end without returning a value
    if x < 0:
        return -1
    elif x > 0:
        return 1


def main():
    print(sign(3))
```
With every path returning:
```mojo
def sign(x: Int) -> Int:
    if x < 0:
        return -1
    elif x > 0:
        return 1
    return 0


def main():
    print(sign(3))
```

## Fix
Return a value, or raise an error, on every path.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.rules.model import Severity
from minimojo.rules.rule import Evidence, Phase, Report, Rule
from minimojo.text import Span


class MissingReturn(Struct, frozen=True):
    at: Span


def find(cx: Evidence) -> Iterator[MissingReturn]:
    if cx.body.missing_return is not None:
        yield MissingReturn(cx.body.missing_return)


def render(cx: Evidence, record: MissingReturn) -> Report:
    return Report(message=f"`{cx.body.name}` can end without returning a value", at=record.at)


RULE = Rule(__name__, __doc__, Severity.ERROR, find, render, phase=Phase.CONTROL_FLOW)
