"""A value is transferred although something still needs it.

## What it does
Reports transfers of a part of a value whose rest is used later, or that may end before the part is
set again (an error that is raised in between ends it), and of a value that a later operation still
refers to.

## Why
The transfer leaves a hole in the value. What comes later needs all of it: using a sibling field
keeps the whole value alive, and it is destroyed as a whole.

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
    take(p.a^)
    #    ^^^ error[consumed-while-used]: `p.a` cannot be transferred here, because `p` is used later
    print(p.b)
```
Assigned again before the later use:
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
    print(p.b)
```

## Fix
Pass a copy, do the transfer last, or assign the part again before the later use.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.mir.body import EffectKind, Local
from minimojo.ownership.model import EndError, EndOfLifeError
from minimojo.rules.ends import end_errors, later_uses
from minimojo.rules.model import Severity
from minimojo.rules.places import operand
from minimojo.rules.rule import Evidence, Phase, Report, Rule
from minimojo.rules.story import declaration, local_of
from minimojo.rules.wording import value_name
from minimojo.text import Span


class ConsumedWhileUsed(Struct, frozen=True):
    """`value` is what is transferred, where it is written."""

    error: EndOfLifeError
    local: Local | None
    value: Span | None


def find(cx: Evidence) -> Iterator[ConsumedWhileUsed]:
    for error in end_errors(cx, EndError.CONSUMED_WHILE_USED):
        yield ConsumedWhileUsed(error, local_of(cx, error.local), _operand(cx, error))


def render(cx: Evidence, record: ConsumedWhileUsed) -> Report:
    error = record.error
    name = value_name(error.name)
    needed = "it" if error.other is None else value_name(error.other)
    why = (
        f"{needed} may be destroyed before that part is replaced"
        if error.forks
        else f"{needed} is used later"
    )
    return Report(
        message=f"{name} cannot be transferred here, because {why}",
        at=error.at,
        subject=record.value,
        subject_note=f"{name} is transferred here",
        story=(*declaration(cx, record.local), *later_uses(cx, error)),
    )


def _operand(cx: Evidence, error: EndOfLifeError) -> Span | None:
    op = cx.operation(error.op)
    if op is None:
        return None
    consumed = (effect.at for effect in op.effects if effect.kind is EffectKind.CONSUME)
    return next((operand(cx, op, at) for at in consumed), None)


RULE = Rule(__name__, __doc__, Severity.ERROR, find, render, phase=Phase.LIFETIMES)
