"""All fields of a value are set, but no `__init__` made it a whole.

## What it does
Reports the use of a variable as a whole after its fields were assigned one by one, without a call
of a constructor.

## Why
A struct may keep promises that its fields alone do not show, and only its `__init__` makes them.
So the compiler lets the fields of an empty variable be set and read one at a time, but not the
value as a whole.

## Example
```mojo
struct Pair:
    var a: String
    var b: String

    def __init__(out self):
        self.a = ""
        self.b = ""


def show(pair: Pair):
    print(pair.a, pair.b)


def main():
    var p: Pair
    p.a = "a"
    p.b = "b"
    show(p)
    #    ^ error[missing-constructor]: `p` is used as a whole, but no `__init__` has made it one
```
With the constructor first:
```mojo
struct Pair:
    var a: String
    var b: String

    def __init__(out self):
        self.a = ""
        self.b = ""


def show(pair: Pair):
    print(pair.a, pair.b)


def main():
    var p = Pair()
    p.a = "a"
    p.b = "b"
    show(p)
```

## Fix
Call a constructor where the variable is declared, then change the fields.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.mir.body import Local
from minimojo.ownership.model import Misuse
from minimojo.rules.misuse import Mistake, misuses, sorted_causes
from minimojo.rules.model import Related, Severity
from minimojo.rules.places import operand
from minimojo.rules.rule import Evidence, Phase, Report, Rule
from minimojo.rules.story import declaration, local_of, transfers
from minimojo.rules.wording import value_name


class MissingConstructor(Struct, frozen=True):
    misuse: Misuse
    local: Local | None


def find(cx: Evidence) -> Iterator[MissingConstructor]:
    for misuse in misuses(cx, Mistake.CONSTRUCTOR):
        yield MissingConstructor(misuse, local_of(cx, misuse.local))


def render(cx: Evidence, record: MissingConstructor) -> Report:
    misuse = record.misuse
    name = value_name(misuse.name if record.local is None else record.local.name)
    return Report(
        message=f"{name} is used as a whole, but no `__init__` has made it one",
        at=misuse.at,
        subject=operand(cx, cx.operation(misuse.op), misuse.used),
        subject_note=f"{name} is used here",
        story=(
            *declaration(cx, record.local),
            *transfers(cx, misuse.local, misuse.causes, misuse.op),
            *_stores(cx, misuse),
        ),
    )


def _stores(cx: Evidence, misuse: Misuse) -> Iterator[Related]:
    for cause in sorted_causes(misuse):
        op = cx.operation(cause.at)
        if op is not None and cause.path:
            yield Related(cx.here(op.at), f"only its field `{'.'.join(cause.path)}` is set here")


RULE = Rule(__name__, __doc__, Severity.ERROR, find, render, phase=Phase.LIFETIMES)
