"""A field is transferred out of a value, and the rest can no longer be destroyed.

## What it does
Reports values of which a part was transferred away at the moment when the whole has to be destroyed.

## Why
Mojo destroys a value right after its last use, with all its fields. If one of them has been
transferred away by then, there is nothing whole left to destroy, whether the type has a destructor
of its own or not. The place is that of the last use *above* the transfer: had the field stayed,
the value would have died there.

## Example
```mojo
@fieldwise_init
struct Pair(Movable):
    var a: String
    var b: String


def take(var text: String):
    print(text)


def main():
    var p = Pair("a", "b")
    #   ^ error[partial-transfer]: `p.a` is transferred out of `p`, so the rest of `p` cannot be destroyed
    #   ^ warning[unused-assignment]: the value assigned to `p` is never used
    take(p.a^)
```
A new value for the field makes it whole again:
```mojo
@fieldwise_init
struct Pair(Movable):
    var a: String
    var b: String


def take(var text: String):
    print(text)


def main():
    var p = Pair("a", "b")
    take(p.a^)
    p.a = "again"
    print(p.a, p.b)
```

## Fix
Pass a copy of the field, assign the field again before the value dies, or write a method that takes
`deinit self` and gives the fields away.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.mir.body import Local
from minimojo.ownership.model import EndError, EndOfLifeError
from minimojo.rules.ends import end_errors, part_moves
from minimojo.rules.model import Related, Severity
from minimojo.rules.places import name_on_line
from minimojo.rules.rule import Evidence, Phase, Report, Rule
from minimojo.rules.story import declaration, local_of
from minimojo.rules.wording import value_name


class PartialTransfer(Struct, frozen=True):
    """`root` is the variable that loses a part."""

    error: EndOfLifeError
    local: Local | None
    root: str


def find(cx: Evidence) -> Iterator[PartialTransfer]:
    for error in end_errors(cx, EndError.PARTIAL):
        local = local_of(cx, error.local)
        root = error.name.partition(".")[0] if local is None else local.name
        yield PartialTransfer(error, local, root)


def render(cx: Evidence, record: PartialTransfer) -> Report:
    error = record.error
    name, root = value_name(error.name), value_name(record.root)
    where = "when an error leaves here" if error.on_error_path else "here, after its last use as a whole"
    return Report(
        message=f"{name} is transferred out of {root}, so the rest of {root} cannot be destroyed",
        at=error.at,
        subject=name_on_line(cx, record.root, error.at),
        story=(
            *declaration(cx, record.local),
            Related(cx.here(error.at), f"{root} would be destroyed {where}"),
            *part_moves(cx, error),
        ),
    )


RULE = Rule(__name__, __doc__, Severity.ERROR, find, render, phase=Phase.LIFETIMES)
