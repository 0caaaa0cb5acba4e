"""A value is transferred out of something that only refers to it.

## What it does
Reports `x^` where `x` is a variable of an enclosing function that the closure captured by `mut` or
`ref`.

## Why
The closure does not own `x`, it borrows it. Taking the value away would leave a hole in a variable
of somebody else, who does not know about it.

## Example
```mojo
def take(var text: String):
    print(text)


def main():
    var s = String("hi")

    def inner() {mut s}:
        take(s^)
        #    ^ error[indirect-transfer]: cannot transfer `s` away: it is only borrowed here

    inner()
```
A closure that owns the value cannot give it away either, for it may be called again; pass a copy:
```mojo
def take(var text: String):
    print(text)


def main():
    var s = String("hi")

    def inner() {mut s}:
        take(s.copy())

    inner()
```

## Fix
Pass a copy, or make the value an argument of the inner function.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.ownership.model import Misuse
from minimojo.rules.misuse import Mistake, misuses
from minimojo.rules.model import Severity
from minimojo.rules.places import operand
from minimojo.rules.rule import Evidence, Phase, Report, Rule
from minimojo.text import Span


class IndirectTransfer(Struct, frozen=True):
    misuse: Misuse
    value: Span


def find(cx: Evidence) -> Iterator[IndirectTransfer]:
    for misuse in misuses(cx, Mistake.INDIRECT):
        yield IndirectTransfer(misuse, operand(cx, cx.operation(misuse.op), misuse.used))


def render(cx: Evidence, record: IndirectTransfer) -> Report:
    text = cx.text(record.value).removesuffix("^").strip()
    name = f"`{text}`" if text.isidentifier() else "the value"
    return Report(
        message=f"cannot transfer {name} away: it is only borrowed here",
        at=record.misuse.at,
        subject=record.value,
        subject_note=f"{name} stands here",
    )


RULE = Rule(__name__, __doc__, Severity.ERROR, find, render, phase=Phase.LIFETIMES)
