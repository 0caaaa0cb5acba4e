"""A value is used after `^` transferred it away.

## What it does
Reports every use of a variable, argument or field whose value was transferred to someone else on a
path that leads to the use, and that was not given a new value in between. The story says where the
value went, which argument took it, and over which branch or loop it comes to the use.

## Why
`take(s^)` gives the value of `s` to `take`. From then on `take` decides when it is destroyed, and
the storage of `s` is empty: reading it would read memory that belongs to nobody. The compiler
rejects the program, but only says that `s` is uninitialized.

`^` transfers only where somebody takes ownership: a `var` or `deinit` argument, a new variable, a
`return`. Passed to a borrowing argument it does nothing (see `redundant-transfer`).

## Example
```mojo
def take(var text: String):
    print(text)


def main():
    var s = String("hi")
    take(s^)
    print(s)
    #     ^ error[use-after-transfer]: use of transferred value `s`
```
Assigning makes the variable usable again:
```mojo
def take(var text: String):
    print(text)


def main():
    var s = String("hi")
    take(s^)
    s = String("again")
    print(s)
```

## Fix
Transfer at the last use only. Where the value is needed later too, pass a copy (`s.copy()`), or let
the callee borrow the value if it does not need to own it.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.mir.body import Local
from minimojo.ownership.model import Cause, Misuse
from minimojo.rules.misuse import Mistake, is_definite, leaves_by_error, misuses, transfers_of
from minimojo.rules.model import Severity
from minimojo.rules.places import value_span
from minimojo.rules.rule import Evidence, Phase, Report, Rule
from minimojo.rules.story import declaration, failed_calls, local_of, loop_back, transfers
from minimojo.rules.wording import value_name


class UseAfterTransfer(Struct, frozen=True):
    """`definite`: transferred on every path; `repeated`: an earlier iteration of a loop did it."""

    misuse: Misuse
    local: Local | None
    transfers: tuple[Cause, ...]
    definite: bool
    repeated: bool
    by_error: bool


def find(cx: Evidence) -> Iterator[UseAfterTransfer]:
    for misuse in misuses(cx, Mistake.TRANSFERRED):
        causes = transfers_of(misuse)
        yield UseAfterTransfer(
            misuse,
            local_of(cx, misuse.local),
            causes,
            definite=is_definite(misuse),
            repeated=all(loop_back(cx, cause.at, misuse.op) is not None for cause in causes),
            by_error=leaves_by_error(cx, misuse),
        )


def render(cx: Evidence, record: UseAfterTransfer) -> Report:
    misuse = record.misuse
    return Report(
        message=_message(record),
        at=misuse.at,
        subject=value_span(cx, cx.operation(misuse.op), misuse.used, misuse.name),
        subject_note=f"{value_name(misuse.name)} is used here",
        story=(
            *declaration(cx, record.local),
            *transfers(cx, misuse.local, record.transfers, misuse.op),
            *failed_calls(cx, misuse.causes, misuse.name),
        ),
    )


def _message(record: UseAfterTransfer) -> str:
    name = value_name(record.misuse.name)
    if record.by_error:
        return f"{name} is transferred away and not replaced when an error leaves the function here"
    if record.repeated:
        return f"use of {name}, which an earlier iteration of the loop transferred"
    return (
        f"use of transferred value {name}" if record.definite else f"use of possibly transferred value {name}"
    )


RULE = Rule(__name__, __doc__, Severity.ERROR, find, render, phase=Phase.LIFETIMES)
