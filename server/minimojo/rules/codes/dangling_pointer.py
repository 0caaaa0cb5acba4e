"""A pointer or view is used after what it points into was destroyed.

## What it does
Reports uses of pointers, spans and string spans after the variable was destroyed that they were taken
of. Only those are followed whose way the function shows: through variables, casts, and arithmetic.

## Why
A value is destroyed right after its last use, not at the end of its block. The origin in the type of a
pointer counts as a use of the variable, which keeps it alive. Where that origin is cast away, nothing
does: the pointer refers to memory that belongs to nobody, although the variable still has a name. A list
or string that gets a new value gives up its old memory as well, to which older pointers still point.

## Example
```mojo
def main():
    var name = String("a name that does not fit into the string itself")
    var bytes = name.unsafe_ptr().unsafe_origin_cast[ImmUntrackedOrigin]()
    print(bytes[])
#         ^^^^^ hint[dangling-pointer]: `bytes` points into `name`, which is destroyed before this use
```
The variable is used after the pointer:
```mojo
def main():
    var name = String("a name that does not fit into the string itself")
    var bytes = name.unsafe_ptr().unsafe_origin_cast[ImmUntrackedOrigin]()
    print(bytes[])
    _ = name
```

## Fix
Leave the origin of the pointer as it is. Else use the variable once more after the last use of the
pointer, such as in `_ = name`.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.mir.body import Branch, Place
from minimojo.ownership.model import Death
from minimojo.rules.advice import is_sound
from minimojo.rules.dangling import Ends
from minimojo.rules.dereferences import Use, uses
from minimojo.rules.model import Related, Severity
from minimojo.rules.pointing import TAKING, Pointers, Pointing
from minimojo.rules.rule import Evidence, Phase, Report, Rule
from minimojo.rules.wording import value_name


class DanglingPointer(Struct, frozen=True):
    """`use` is about a pointer whose owner was destroyed before, at `death`."""

    use: Use
    pointing: Pointing
    death: Death


def find(cx: Evidence) -> Iterator[DanglingPointer]:
    if cx.called.isdisjoint(TAKING):
        return
    found = tuple(uses(cx))
    if not found or not is_sound(cx):
        return
    pointers, ends = Pointers(cx), Ends(cx)
    for use in found:
        for pointing in pointers.behind(use.span, use.place):
            death = ends.between(pointing, pointers.other_fillings(pointing), use)
            if death is not None:
                yield DanglingPointer(use, pointing, death)
                break


def render(cx: Evidence, record: DanglingPointer) -> Report:
    return Report(
        message=_message(cx, record),
        at=record.use.at,
        subject=record.use.span,
        subject_note="the pointer is used here",
        story=tuple(_story(cx, record)),
    )


def _message(cx: Evidence, record: DanglingPointer) -> str:
    owner = _name(cx, record.pointing.taking.owner)
    if record.use.is_return:
        return f"what is returned points into {owner}, which is destroyed here"
    pointer = f"`{cx.text(record.use.span)}`" if record.pointing.via else "this"
    return f"{pointer} points into {owner}, which is destroyed before this use"


def _story(cx: Evidence, record: DanglingPointer) -> Iterator[Related]:
    pointing, death = record.pointing, record.death
    owner = _name(cx, pointing.taking.owner)
    yield Related(cx.here(pointing.taking.span), f"it comes to point into {owner} here")
    if pointing.cast is not None:
        yield Related(
            cx.here(pointing.cast), f"from here on its type does not tell that it points into {owner}"
        )
    op, end = cx.operation(death.op), cx.terminator(death.op)
    if op is not None:
        yield Related(cx.here(op.at), f"{owner} is destroyed after this, its last use")
    elif isinstance(end, Branch):
        yield Related(cx.here(end.at), f"{owner} is destroyed on a path that begins here")


def _name(cx: Evidence, place: Place) -> str:
    local = cx.body.locals[place.local]
    return value_name(".".join((local.name or "(expression temporary)", *place.path)))


RULE = Rule(__name__, __doc__, Severity.HINT, find, render, phase=Phase.NEVER)
